"""A plan of development: written, agreed, coached by a colleague, followed by itself, and ended."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask_security.utils import hash_password
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.looking import look_closely, sign_in
from tests.factories import PASSWORD
from tests.factories_people import make_placement, make_site
from trainer.accounts import actions
from trainer.core import clock
from trainer.extensions import db
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.browser

PERSON, MANAGER, COACH = "d7001", "d7002", "d7003"


@pytest.fixture
def company(live: Live) -> None:
    with live.app.app_context():
        people = {}
        for number, name in (
            (PERSON, "Dora Learns"),
            (MANAGER, "Milo Leads"),
            (COACH, "Cora Helps"),
        ):
            with unit_of_work():
                people[number] = actions.make_account(
                    staff_number=number, name=name, password_hash=hash_password(PASSWORD)
                )
        make_placement(people[PERSON], site=make_site("Plan Row", "PR7"), manager=people[MANAGER])
        db.session.remove()


@pytest.fixture
def narrow(window: Window) -> Callable[[str], Page]:
    def opened(who: str) -> Page:
        page = window(who)
        page.set_viewport_size({"width": 390, "height": 844})
        return page

    return opened


@pytest.mark.usefixtures("company")
@pytest.mark.timeout(300)
def test_from_a_wish_to_whether_it_helped(window: Window, narrow: Callable[[str], Page]) -> None:
    person, manager, coach = narrow("Dora"), window("Milo"), narrow("Cora")
    sign_in(person, PERSON, "/development/")
    look_closely(person)
    write(person)

    sign_in(manager, MANAGER, "/development/team")
    look_closely(manager)
    manager.get_by_role("link", name="Dora Learns", exact=True).click()
    look_closely(manager)
    manager.get_by_role("link", name="Sit with somebody who is calm").click()
    manager.get_by_role("button", name="I agree").click()
    expect(manager.get_by_text("Milo Leads", exact=True).first).to_be_visible()

    person.get_by_role("link", name="Choose how").click()
    look_closely(person)
    person.get_by_label("Whom do you ask?").fill(COACH)
    person.get_by_role("button", name="Ask them").click()
    expect(person.get_by_role("link", name="Coaching by Cora Helps")).to_be_visible()

    coached(coach)
    person.reload()
    expect(person.locator(".card-t", has_text="How it is done")).to_contain_text("Over")
    manager.reload()
    manager.get_by_role("link", name="Say whether it helped").click()
    look_closely(manager)
    manager.get_by_label("It helped", exact=True).check()
    manager.get_by_label("On what does that rest?").fill("No call handed on since March.")
    manager.get_by_role("button", name="Keep it").click()
    person.reload()
    expect(person.locator("main")).to_contain_text("No call handed on since March.")
    look_closely(person)


def write(page: Page) -> None:
    page.get_by_role("link", name="Add the first thing").click()
    look_closely(page)
    page.get_by_label("What do you want to be able to do?").fill("Stay calm when somebody shouts")
    page.get_by_label("What will you do for it?").fill("Sit with somebody who is calm")
    page.get_by_label("By when?").fill((clock.today() + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Keep it").click()
    look_closely(page)


def coached(page: Page) -> None:
    """The colleague says yes, keeps a meeting, and says what came of it."""
    sign_in(page, COACH, "/coaching-pairs/")
    look_closely(page)
    page.get_by_role("link", name="Dora Learns").click()
    page.get_by_role("button", name="Yes, gladly").click()
    page.get_by_label("How many minutes?").fill("40")
    page.get_by_label("What do you both take from it?").fill("Breathe, then ask one question.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("main")).to_contain_text("Breathe, then ask one question.")
    look_closely(page)
    page.get_by_role("link", name="Say what came of it").click()
    look_closely(page)
    page.get_by_label("In a sentence or two").fill("She is calm now.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("main")).to_contain_text("She is calm now.")
