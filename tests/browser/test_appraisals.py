"""A whole appraisal in a browser: written apart, calibrated, talked through, declined, reviewed, added to."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.looking import look_closely, sign_in
from tests.factories import PASSWORD
from tests.factories_appraisals import make_appraisal, make_cast
from trainer.appraisals.models import Appraisal
from trainer.extensions import db
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.browser

PHONE = 390


def company(live: Live) -> tuple[int, dict[str, str]]:
    """An appraisal that has begun, in a round that is calibrated; its number and who signs in as what."""
    with live.app.app_context():
        cast = make_cast()
        one = make_appraisal(cast, calibrates=True)
        with unit_of_work():
            kept = db.session.get_one(Appraisal, one.id)
            kept.behaviours = kept.behaviours[:2]
        people = {
            "person": cast.person,
            "manager": cast.manager,
            "second": cast.second_line,
            "hr": cast.hr,
        }
        numbers = {name: person.staff_number for name, person in people.items()}
        number = one.id
        db.session.remove()
    return number, numbers


def write(page: Page, level: str, words: str) -> None:
    """Choose a level and write a reason wherever that is asked."""
    for row in page.get_by_label(level).all():
        row.check()
    for box in page.locator("main textarea").all():
        box.fill(words)


def sign(page: Page) -> None:
    page.get_by_label("Your password").fill(PASSWORD)
    look_closely(page)
    page.locator("main").get_by_role("button", name="Sign", exact=True).click()


def calibrate(hr: Page, url: str) -> None:
    """Bring what was handed in together, change a rating with its reason, and end the session."""
    hr.goto(f"{url}/appraisals/cycles")
    hr.get_by_role("link", name="Appraisal 2026").first.click()  # The latest round stands first.
    look_closely(hr)
    hr.get_by_role("link", name="Calibration").click()
    hr.get_by_label("Name").fill("Stores")
    hr.get_by_label("Farida Rahman").check()
    look_closely(hr)
    hr.get_by_role("button", name="Begin").click()
    hr.get_by_role("link", name="Change").click()
    hr.get_by_label("New rating").select_option(label="Goes beyond")
    hr.get_by_label("Why?").fill("As at the other stores.")
    hr.get_by_role("button", name="Change it").click()
    look_closely(hr)
    hr.get_by_role("button", name="End the session and share").click()


def meet_and_sign(manager: Page, person: Page, second: Page, address: str) -> None:
    """Meet, let the manager sign and the person decline, and have it reviewed."""
    manager.goto(address)
    manager.get_by_role("link", name="We have met").click()
    manager.get_by_role("button", name="We have met").click()
    manager.get_by_role("link", name="Sign", exact=True).click()
    sign(manager)

    person.reload()
    person.get_by_role("link", name="Read and sign").click()
    person.get_by_label("Decline to sign").check()
    person.get_by_label("Your comments, or why you decline").fill("I had no breaks.")
    sign(person)
    second.goto(address)
    expect(second.locator("main")).to_contain_text("I had no breaks.")
    second.get_by_role("link", name="Review").click()
    second.get_by_label("What you want to say, if anything").fill("Look at the breaks.")
    sign(second)


@pytest.mark.chain
def test_a_round_with_calibration_decline_and_addendum(live: Live, window: Window) -> None:
    number, who = company(live)
    address = f"{live.url}/appraisals/{number}"
    pages = {name: window(name) for name in who}
    for name, page in pages.items():
        sign_in(page, who[name], f"{live.url}/sign-in")
    person, manager, second, hr = (pages[name] for name in ("person", "manager", "second", "hr"))

    person.set_viewport_size({"width": PHONE, "height": 800})
    person.goto(address)
    look_closely(person)
    with person.expect_response(lambda answer: "autosave" in answer.url and answer.ok):
        write(person, "Nearly there", "I still interrupt.")
    expect(person.locator("[data-saved]")).to_contain_text("Saved")
    person.get_by_role("button", name="Hand in").click()
    expect(person.locator("main")).to_contain_text("and not before")

    manager.goto(address)
    rated = manager.locator("section[aria-labelledby=s-behaviours]")
    expect(rated).not_to_contain_text("I still interrupt.")
    write(manager, "Fully meets", "Three customers said so.")
    look_closely(manager)
    manager.get_by_role("button", name="Hand in").click()
    person.reload()
    expect(person.locator("main")).not_to_contain_text("Three customers said so.")

    calibrate(hr, live.url)

    person.reload()
    look_closely(person)
    for words in ("I still interrupt.", "Three customers said so.", "As at the other stores."):
        expect(person.locator("main")).to_contain_text(words)

    meet_and_sign(manager, person, second, address)

    person.reload()
    person.get_by_role("link", name="Add a note").click()
    person.get_by_label("Your note").fill("The breaks are there now.")
    person.get_by_role("button", name="Add it").click()
    look_closely(person)
    expect(person.locator("main")).to_contain_text("Martin Keogh second line")
    manager.reload()
    for words in ("I had no breaks.", "Look at the breaks.", "The breaks are there now."):
        expect(manager.locator("main")).to_contain_text(words)
