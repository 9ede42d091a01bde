"""A skill is required, somebody joins, is told, books, attends and renews; the manager sees it turn."""

import re
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.reach import live, sign_in
from tests.factories import PASSWORD, make_user
from tests.factories_certificates import make_administrator
from tests.factories_courses import make_course, make_session
from tests.factories_people import make_placement, make_site
from tests.front.test_gallery import RULES
from trainer.accounts.models import User
from trainer.core import clock
from trainer.courses.models import CourseSession
from trainer.extensions import db
from trainer.notifications.models import SentMail
from trainer.training import tasks
from trainer.training.models import Skill

pytestmark = pytest.mark.browser
__all__ = ["live"]

NAME = "Calm under pressure"
ADDRESS = "jo.joins@example.org"
SOON = timedelta(minutes=10)


@pytest.mark.chain
@pytest.mark.timeout(600)
def test_from_the_requirement_to_its_renewal(live: Live, window: Window) -> None:
    with live.app.app_context():
        tess = make_administrator("Tess Requires", password=PASSWORD)
        mo, tom, jo = (
            make_user(name, password=PASSWORD, email=email)
            for name, email in (("Mo Leads", ""), ("Tom Trains", ""), ("Jo Joins", ADDRESS))
        )
        site = make_site("Quay Street")
        make_placement(mo, site=site, job_title="Team leader")
        numbers = {one.name: one.staff_number for one in (tess, mo, tom, jo)}
        joins = jo.id
    keeper, leader = window("Tess"), window("Mo")
    trainer, joiner = window("Tom"), window("Jo")
    joiner.set_viewport_size({"width": 390, "height": 844})

    sign_in(keeper, "/training/skills/new", numbers["Tess Requires"])
    skill_id = list_the_skill(keeper)
    require_it(keeper, "Quay Street")
    sign_in(leader, "/skills/matrix", numbers["Mo Leads"])
    expect(leader.locator("main")).not_to_contain_text("Jo Joins")

    let_join(keeper, joins, numbers["Mo Leads"])
    assert cell_of(leader, joins, skill_id).startswith("To get")
    be_told(live, joiner, numbers["Jo Joins"])

    first, second = plan_two_sessions(live, skill_id, numbers)
    sign_in(trainer, "/courses/", numbers["Tom Trains"])
    book(joiner, first)
    attend(live, trainer, first)
    joiner.goto("/training/")
    expect(joiner.locator("main")).to_contain_text("Do this next: runs out")
    reach(joiner)
    assert cell_of(leader, joins, skill_id).startswith("Runs out")

    book(joiner, second)
    attend(live, trainer, second)
    joiner.goto("/training/")
    expect(joiner.get_by_role("heading", name="In order")).to_be_visible()
    assert cell_of(leader, joins, skill_id).startswith("Held until")
    reach(leader)


def list_the_skill(page: Page) -> int:
    """The skill can be renewed from the first day on, so that nobody has to wait a year here."""
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Code", exact=True).fill("CALM")
    page.get_by_label("Months it holds").fill("12")
    page.get_by_label("Days before its end in which it can be renewed").fill("366")
    reach(page)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    return int(page.url.rstrip("/").rpartition("/")[2])


def require_it(page: Page, site: str) -> None:
    page.get_by_role("link", name="Ask it of people").first.click()
    page.get_by_label("Who must hold it?").select_option(label=site)
    page.get_by_label("Days somebody new has to get it").fill("7")
    page.get_by_label("Why, in words people will read").fill("Who serves at the quay keeps calm.")
    page.get_by_role("button", name="See whom it affects").click()
    expect(page.locator("main")).to_contain_text("Mo Leads")
    reach(page)
    page.get_by_role("button", name="Yes, ask it of them").click()
    expect(page.locator("main")).to_contain_text("Quay Street")


def let_join(page: Page, person_id: int, manager: str) -> None:
    page.goto(f"/people/{person_id}/place")
    places = page.get_by_label("Where", exact=True)
    quay = places.locator("option", has_text="Quay Street").first.get_attribute("value")
    places.select_option(value=quay)
    page.get_by_label("Job title").fill("Service assistant")
    page.get_by_label("Manager’s staff number").fill(manager)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("Service assistant")


def be_told(live: Live, page: Page, number: str) -> None:
    """The night passes: the bell says so, and a letter goes out."""
    with live.app.app_context():
        tasks.sweep()
        db.session.remove()
    sign_in(page, "/notifications", number)
    expect(page.locator("main")).to_contain_text(f"You are asked to have: {NAME}")
    page.goto("/training/")
    expect(page.locator("main")).to_contain_text("Who serves at the quay keeps calm.")
    reach(page)
    assert letter_to(live, ADDRESS)


def letter_to(live: Live, address: str) -> bool:
    """Whether a letter about the skill went out, which the worker sends in its own time."""
    for _second in range(30):
        with live.app.app_context():
            bodies = db.session.scalars(
                sa.select(SentMail.body).where(SentMail.to == address)
            ).all()
            db.session.remove()
        if any(NAME in body for body in bodies):
            return True
        time.sleep(1)
    return False


def plan_two_sessions(live: Live, skill_id: int, numbers: dict[str, str]) -> tuple[int, int]:
    with live.app.app_context():
        people = {one.staff_number: one for one in db.session.scalars(sa.select(User))}
        tess, tom = people[numbers["Tess Requires"]], people[numbers["Tom Trains"]]
        assert db.session.get(Skill, skill_id) is not None
        course = make_course(tess, title="Keeping calm", skill_id=skill_id)
        begins = clock.now()
        made = tuple(
            make_session(
                tess, course, trainer=tom, starts_at=begins + SOON + timedelta(days=day)
            ).id
            for day in (0, 2)
        )
        return made[0], made[1]


def book(page: Page, session_id: int) -> None:
    page.goto(f"/courses/sessions/{session_id}")
    page.get_by_role("button", name="Book a place").click()
    expect(page.locator("main")).to_contain_text("You have a place.")


def attend(live: Live, trainer: Page, session_id: int) -> None:
    """The session has begun; its trainer ticks who is there and closes the register."""
    with live.app.app_context():
        session = db.session.get_one(CourseSession, session_id)
        session.starts_at = clock.now() - SOON
        session.ends_at, session.starts_on = clock.now() + SOON, clock.today()
        db.session.commit()
        db.session.remove()
    trainer.goto(f"/courses/sessions/{session_id}/register")
    trainer.get_by_label("Jo Joins").check()
    reach(trainer)
    trainer.get_by_role("button", name="Close the register").click()
    expect(trainer.locator("main")).to_contain_text("The register is closed.")


def cell_of(page: Page, person_id: int, skill_id: int) -> str:
    """What the manager reads in the matrix of this person and skill."""
    page.goto("/skills/matrix")
    cell = page.locator(f"a.cell[href$='/skills/people/{person_id}/{skill_id}']").first
    return re.sub(r"\s+", " ", cell.inner_text()).strip()


def reach(page: Page) -> None:
    """Everybody can use the page as it stands."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
