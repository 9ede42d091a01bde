"""A sign-in that runs out while somebody writes: signed in again, the words are in the page."""

import re

import pytest
from flask_security.utils import hash_password
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.factories import PASSWORD
from tests.factories_assessments import make_registration, make_submission
from trainer.accounts import actions
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.browser

STORY = "A man brought back a kettle. I said I was sorry, then tested it in front of him."
FEEDBACK = "You told him what would happen. Next time, say by when."
BACK = "Your words are back as you left them."


def somebody(number: str, name: str) -> User:
    with unit_of_work():
        return actions.make_account(
            staff_number=number, name=name, password_hash=hash_password(PASSWORD)
        )


def enter(page: Page, number: str, *, shared: bool = False) -> None:
    page.get_by_label("Staff number or e-mail").fill(number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    if shared:
        page.get_by_label("This is a shared device").check()
    page.get_by_role("button", name="Sign in").click()


def wait_until_kept(page: Page) -> None:
    for _try in range(50):
        if page.evaluate("localStorage.length"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("Nothing is kept on the device.")


def test_an_entry_comes_back_by_itself(live: Live, window: Window) -> None:
    with live.app.app_context():
        somebody("w1001", "Wren Writer")
    page = window("Wren")
    page.goto("/log/new")
    enter(page, "w1001")
    page.get_by_label("Give it a name").fill("The kettle that tripped")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    page.context.clear_cookies()
    page.get_by_label("What happened?").fill(STORY)
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You've been signed out")
    expect(page.locator("main")).to_contain_text(STORY)
    page.get_by_role("link", name="Sign in again").click()
    enter(page, "w1001")
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.get_by_label("What happened?")).to_have_value(STORY)
    expect(page.locator("[data-saved]")).to_have_text("Saved just now")
    page.reload()
    expect(page.get_by_label("What happened?")).to_have_value(STORY)
    expect(page.get_by_text(BACK)).to_have_count(0)


def test_a_judgement_and_a_question_come_back_by_themselves(live: Live, window: Window) -> None:
    with live.app.app_context():
        learner, assessor, iqa = (
            somebody(number, name)
            for number, name in (("w2001", "Lin"), ("w2002", "Dan"), ("w2003", "Ruth"))
        )
        make_submission(make_registration(learner, assessor, iqa))
        db.session.remove()
    page = window("Dan")
    page.goto("/queue")
    enter(page, "w2002")
    page.get_by_role("link", name="The kettle").click()
    page.get_by_label("Met", exact=True).check()
    for word in ("Valid", "Authentic", "Current", "Sufficient", "Reliable"):
        page.get_by_label(word).check()
    page.get_by_role("button", name="Keep and go on").click()
    expect(page.locator(".crit.is-open .no")).to_have_text("1.2")
    page.get_by_label("Not yet met").check()
    page.get_by_label("Sufficient").check()
    page.get_by_label(re.compile("^Feedback")).fill(FEEDBACK)
    page.context.clear_cookies()
    page.get_by_role("button", name="Keep and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You've been signed out")
    page.get_by_role("link", name="Sign in again").click()
    enter(page, "w2002")
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.locator(".crit.is-open .no")).to_have_text("1.2")
    expect(page.get_by_label("Not yet met")).to_be_checked()
    expect(page.get_by_label("Sufficient")).to_be_checked()
    expect(page.get_by_label(re.compile("^Feedback"))).to_have_value(FEEDBACK)

    page.get_by_role("link", name="Send it all back").click()
    page.locator("textarea").fill(FEEDBACK)
    page.context.clear_cookies()
    page.get_by_role("button", name=re.compile("^Send it back to")).click()
    page.get_by_role("link", name="Sign in again").click()
    enter(page, "w2002")
    expect(page.locator("textarea")).to_have_value(FEEDBACK)


def test_words_left_in_a_page_are_offered_to_their_writer_alone(live: Live, window: Window) -> None:
    with live.app.app_context():
        writer, other, iqa = (
            somebody(number, name)
            for number, name in (("w3001", "Lin"), ("w3002", "Dan"), ("w3003", "Ruth"))
        )
        make_submission(make_registration(writer, other, iqa))
        db.session.remove()
    page = window("Dan")
    page.goto("/queue")
    enter(page, "w3002")
    page.get_by_role("link", name="The kettle").click()
    page.get_by_role("link", name="Send it all back").click()
    page.locator("textarea").fill(FEEDBACK)
    wait_until_kept(page)
    page.reload()
    page.get_by_role("button", name="Bring them back").click()
    expect(page.locator("textarea")).to_have_value(FEEDBACK)
    page.get_by_role("button", name="Sign out").click()
    enter(page, "w3001")
    page.goto("/log/new")
    expect(page.get_by_role("button", name="Bring them back")).to_have_count(0)


def test_a_shared_device_keeps_nothing(live: Live, window: Window) -> None:
    with live.app.app_context():
        somebody("w4001", "Wren Writer")
    page = window("Wren")
    page.goto("/log/new")
    enter(page, "w4001", shared=True)
    page.context.clear_cookies()
    page.get_by_label("What happened?").fill(STORY)
    expect(page.locator("[data-saved]")).to_contain_text("Not saved yet")
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.locator("main")).to_contain_text("Copy your words from here")
    expect(page.locator("main")).to_contain_text(STORY)
    assert page.evaluate("localStorage.length") == 0
