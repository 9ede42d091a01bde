"""Careers in a browser: HR draws the map, somebody chooses a role, their manager confirms what they did."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.looking import look_closely, sign_in
from tests.browser.reach import live
from tests.factories_appraisals import make_appraisal, make_cast
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.extensions import db

pytestmark = pytest.mark.browser
__all__ = ["live"]  # An installation of its own: there is one career map for all.

SIZES = ((1280, 900), (390, 844))


def company(live: Live) -> dict[str, str]:
    """Somebody with a signed appraisal, their line and HR, before there is a map; who signs in as what."""
    with live.app.app_context():
        cast = make_cast()
        make_appraisal(cast, AppraisalStage.EMPLOYEE_SIGNED)
        people = {"person": cast.person, "manager": cast.manager, "hr": cast.hr}
        numbers = {name: person.staff_number for name, person in people.items()}
        db.session.remove()
    return numbers


def look_at_both_sizes(page: Page) -> None:
    """Find nothing wrong on a desk and on a phone."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        look_closely(page)


def draw_the_map(hr: Page, url: str) -> None:
    """Add two roles with what the higher asks and the move between them, and publish."""
    hr.get_by_role("button", name="Change the map").click()
    for title in ("Assistant", "Team leader"):
        hr.get_by_role("link", name="Add a role").click()
        hr.get_by_label("Title").fill(title)
        look_at_both_sizes(hr)
        hr.get_by_role("button", name="Keep in the draft").click()
        if title == "Assistant":
            hr.goto(f"{url}/career/map/draft")
    ask_for(hr, "An appraisal at a level at least", "", "3", "One appraisal at “fully meets”")
    ask_for(hr, "Shifts that a colleague confirms", "lead", "1", "A shift leading the team")
    hr.goto(f"{url}/career/map/draft")
    hr.get_by_role("link", name="Add a move").click()
    hr.get_by_label("From").select_option(label="Assistant")
    hr.get_by_label("To", exact=True).select_option(label="Team leader")
    look_at_both_sizes(hr)
    hr.get_by_role("button", name="Keep in the draft").click()
    hr.get_by_label("Why does it change?").fill("The first map.")
    look_at_both_sizes(hr)
    hr.get_by_role("button", name="Publish this map").click()
    look_at_both_sizes(hr)


def ask_for(hr: Page, kind: str, about: str, least: str, words: str) -> None:
    """Let the role on the page ask for one thing more."""
    hr.get_by_role("link", name="Ask for something more").click()
    first = hr.get_by_role("group", name="The thing asked for")
    first.get_by_label("What", exact=True).select_option(label=kind)
    first.get_by_label("Which").fill(about)
    first.get_by_label("At least").fill(least)
    first.get_by_label("In words").fill(words)
    look_at_both_sizes(hr)
    hr.get_by_role("button", name="Keep in the draft").click()


@pytest.mark.timeout(600)
def test_from_the_map_to_a_role_that_is_met(live: Live, window: Window) -> None:
    numbers = company(live)
    hr = window("Hana Rossi")
    sign_in(hr, numbers["hr"], f"{live.url}/career/map")
    draw_the_map(hr, live.url)

    person = window("Nia Bowen")
    sign_in(person, numbers["person"], f"{live.url}/career")
    look_at_both_sizes(person)
    person.get_by_role("link", name="Work towards it").click()
    person.get_by_role("button", name="Work towards it").click()
    expect(person.locator("main")).to_contain_text("Fully meets")
    expect(person.locator("main")).to_contain_text("1 more is asked for.")
    look_at_both_sizes(person)
    person.goto(live.url)
    expect(person.locator("main")).to_contain_text("For Team leader: A shift leading the team")
    look_at_both_sizes(person)

    manager = window("Farida Rahman")
    sign_in(manager, numbers["manager"], f"{live.url}/team")
    expect(manager.locator("main")).to_contain_text("1 thing for you to confirm")
    look_at_both_sizes(manager)
    manager.get_by_role("link", name="Team leader", exact=True).first.click()
    look_at_both_sizes(manager)
    manager.locator(".req").get_by_role("link", name=re.compile("^Confirm")).click()
    manager.get_by_label("What did you see?").fill("Led the late shift.")
    look_at_both_sizes(manager)
    manager.get_by_role("button", name="Confirm it").click()
    person.reload()
    expect(person.locator("main")).to_contain_text("You meet all that Team leader asks")
