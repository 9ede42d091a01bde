"""A promotion in a browser: put forward, scored by two, approved by two others, accepted, taken up."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.looking import look_closely, sign_in
from tests.browser.reach import live
from tests.factories import PASSWORD
from tests.factories_promotions import make_cast
from tests.factories_training import make_requirement, make_skill
from trainer.core import clock
from trainer.extensions import db

pytestmark = pytest.mark.browser
__all__ = ["live"]  # An installation of its own: there is one career map for all.

PHONE = 390


def company(live: Live) -> dict[str, str]:
    """Ada, her line, a panel, HR, and a skill that team leaders must hold; who signs in as what."""
    with live.app.app_context():
        cast = make_cast(PASSWORD)
        make_requirement(make_skill("Shift planning"), cast.hr, job_title="Team leader")
        names = ("ada", "boss", "above", "chair", "second", "hr", "hr_too")
        numbers = {name: getattr(cast, name).staff_number for name in names}
        db.session.commit()
        db.session.remove()
    return numbers


def put_forward(boss: Page, url: str) -> str:
    """Put Ada forward and bring the pack to a panel; return where the case is."""
    boss.goto(f"{url}/promotions/")
    look_closely(boss)
    boss.get_by_role("link", name="Put forward").click()
    boss.get_by_label("Role").select_option(label="Team leader")
    boss.get_by_label("Why now?").fill("She has led the desk on Saturdays since the spring.")
    look_closely(boss)
    boss.get_by_role("button", name="Open the case").click()
    boss.get_by_role("button", name="Freeze the evidence pack").click()
    look_closely(boss)
    boss.get_by_role("link", name="Let it go to a panel").click()
    boss.get_by_label("Your words").fill("Nothing is open.")
    boss.get_by_role("button", name="Let it go to a panel").click()
    return boss.url


def choose(boss: Page, numbers: dict[str, str]) -> None:
    """Settle who scores and who approves, after naming the nominee by mistake."""
    boss.get_by_role("link", name="Choose the panel").click()
    boss.get_by_label("Chair of the panel").fill(numbers["ada"])
    boss.get_by_label("Second on the panel").fill(numbers["second"])
    boss.get_by_label("Approves first").fill(numbers["above"])
    boss.get_by_label("Approves last").fill(numbers["hr_too"])
    boss.get_by_role("button", name="Ask them").click()
    expect(boss.locator("main")).to_contain_text("Nobody takes part in deciding their own case.")
    boss.get_by_label("Chair of the panel").fill(numbers["chair"])
    look_closely(boss)
    boss.get_by_role("button", name="Ask them").click()
    boss.wait_for_url(re.compile(r"/promotions/\d+$"))
    look_closely(boss)


def score(page: Page, at: str) -> None:
    """Score every criterion with a reason, and sign."""
    page.goto(at)
    page.get_by_role("link", name="Score", exact=True).click()
    for choice in page.get_by_label("3 Clear").all():
        choice.check()
    for why in page.get_by_label("Why", exact=True).all():
        why.fill("I saw it on a Saturday.")
    page.get_by_label("Your password").fill(PASSWORD)
    look_closely(page)
    page.get_by_role("button", name="Sign the scores").click()
    page.wait_for_url(at)
    look_closely(page)


def decide(page: Page, at: str, link: str, answer: str) -> None:
    """Write what is recommended, or approve, and sign."""
    page.goto(at)
    page.get_by_role("link", name=link).click()
    page.get_by_label(answer).check()
    page.get_by_label("Why", exact=True).fill("We agree.")
    page.get_by_label("Your password").fill(PASSWORD)
    look_closely(page)
    page.get_by_role("button", name="Sign", exact=True).click()


def offer(hr: Page, at: str, numbers: dict[str, str], days_ahead: int = 0) -> None:
    """Offer the job from today, or from a day so far ahead."""
    hr.goto(at)
    hr.get_by_role("link", name="Make the offer").click()
    today = clock.today() + timedelta(days=days_ahead)
    hr.get_by_label("Reports to").fill(numbers["boss"])
    hr.get_by_label("From", exact=True).fill(today.isoformat())
    hr.get_by_label("On trial until").fill((today + timedelta(days=84)).isoformat())
    hr.get_by_label("What is offered").fill("Full time, with the pay of the band.")
    look_closely(hr)
    hr.get_by_role("button", name="Make the offer").click()


@pytest.mark.chain
def test_somebody_becomes_team_leader(live: Live, window: Window) -> None:
    numbers = company(live)
    pages = {name: window(name) for name in numbers}
    for name, page in pages.items():
        if name in {"chair", "ada"}:
            page.set_viewport_size({"width": PHONE, "height": 844})
        sign_in(page, numbers[name], f"{live.url}/promotions/")
    at = put_forward(pages["boss"], live.url)
    choose(pages["boss"], numbers)
    score(pages["chair"], at)
    expect(pages["chair"].locator("main")).not_to_contain_text("I saw it on a Saturday.")
    score(pages["second"], at)
    decide(pages["chair"], at, "Write the recommendation", "Promote")
    decide(pages["above"], at, "Approve or refuse", "I approve it")
    decide(pages["hr_too"], at, "Approve or refuse", "I approve it")
    offer(pages["hr"], at, numbers)
    ada = pages["ada"]
    ada.goto(f"{live.url}/")
    expect(ada.locator("main")).not_to_contain_text("your work asks for")
    expect(ada.locator("main")).to_contain_text("Do your part in 1 promotion case")
    ada.goto(at)
    look_closely(ada)
    ada.get_by_role("button", name="Accept the offer").click()
    expect(ada.locator("main")).to_contain_text("On trial until")
    look_closely(ada)
    ada.goto(f"{live.url}/")
    expect(ada.locator("main")).to_contain_text("Get 1 skill your work asks for")
    ada.get_by_role("link", name="See what is missing").first.click()
    expect(ada.locator("main")).to_contain_text("Shift planning")
    ada.goto(at)
    ada.get_by_role("button", name="Letter of the offer").click()
    look_closely(ada)
