"""Courses in a real browser: booked, waited for, moved up, attended; and within everybody's reach."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.reach import barriers, live, sign_in
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import make_manager
from tests.factories_certificates import make_administrator
from tests.factories_courses import book, make_course, make_session
from trainer.core import clock
from trainer.courses.actions import arranging
from trainer.courses.codes import code_at
from trainer.courses.models import Approval, CourseSession
from trainer.extensions import db

pytestmark = pytest.mark.browser
__all__ = ["live"]

SOON = timedelta(minutes=10)


def begin(session_id: int) -> None:
    """Let a session that is about to begin have begun."""
    session = db.session.get_one(CourseSession, session_id)
    session.starts_at = clock.now() - SOON
    db.session.commit()


@pytest.mark.chain
@pytest.mark.timeout(300)
def test_booked_waited_for_moved_up_and_attended(live: Live, window: Window) -> None:
    with live.app.app_context():
        tess = make_administrator()
        fay, wes, tom = (make_user(one, password=PASSWORD) for one in ("Fay", "Wes", "Tom"))
        numbers = {one.name: one.staff_number for one in (fay, wes, tom)}
        course = make_course(tess, title="Refunds with a smile")
        session = make_session(tess, course, trainer=tom, places=1, starts_at=clock.now() + SOON).id
    address = f"/courses/sessions/{session}"
    first, waits, trainer = window("Fay"), window("Wes"), window("Tom")
    first.set_viewport_size({"width": 390, "height": 844})
    sign_in(first, "/courses/?words=smile", numbers["Fay"])
    first.locator(f"a[href='{address}']").click()
    first.get_by_role("button", name="Book a place").click()
    expect(first.locator("main")).to_contain_text("You have a place.")
    sign_in(waits, address, numbers["Wes"])
    waits.get_by_role("button", name="Go on the waiting list").click()
    expect(waits.locator("main")).to_contain_text("You are number 1 on the waiting list")
    first.goto(address)
    first.get_by_role("button", name="Give it back").click()
    expect(first.locator("main")).to_contain_text("Cancelled.")
    waits.goto(address)
    expect(waits.locator("main")).to_contain_text("You have a place.")
    with live.app.app_context():
        code = code_at(live.app.extensions["trainer"].secret_key, session, clock.now())
    waits.goto(f"{address}/here?code={code}")
    waits.get_by_role("button", name="I am here").click()
    expect(waits.locator("main")).to_contain_text("You have a place.")
    with live.app.app_context():
        begin(session)
    sign_in(trainer, address, numbers["Tom"])
    trainer.get_by_role("link", name="Keep the register").click()
    expect(trainer.get_by_label("Wes")).to_be_checked()
    trainer.get_by_role("link", name="Show the code").click()
    expect(trainer.locator("main")).to_contain_text("1 of 1 are on the register.")
    trainer.goto(f"{address}/register")
    trainer.get_by_role("button", name="Close the register").click()
    expect(trainer.locator("main")).to_contain_text("The register is closed.")
    waits.goto(address)
    expect(waits.locator("main")).to_contain_text("You were there. It counts as CPD.")
    waits.goto("/cpd/")
    expect(waits.locator("main")).to_contain_text("Refunds with a smile")


@pytest.mark.timeout(600)
def test_every_page_is_within_reach(live: Live, window: Window) -> None:
    with live.app.app_context():
        tess = make_administrator("Tess Writer", password=PASSWORD)
        ada, ben = make_user("Ada Within"), make_user("Ben Within")
        make_manager(tess, ada)
        course = make_course(tess, title="Within reach", approval=Approval.MANAGER)
        session = make_session(tess, course, places=1)
        asked = book(session, ada).id
        book(session, ben, by=tess)
        planned = make_session(tess, course, opened=False).id
        off = make_session(tess, course, starts_at=clock.now() + timedelta(days=40))
        arranging.call_off(off, actor=tess, reason="The room is wet.")
        db.session.commit()
        opened, called_off, number = session.id, off.id, tess.staff_number
    page = window("Tess")
    sign_in(page, "/courses/arrange", number)
    expect(page.get_by_role("heading", level=1)).to_have_text("Arrange courses")
    of_session = [
        f"/courses/sessions/{opened}{one}"
        for one in (
            "",
            "/change",
            "/call-off",
            "/book-for",
            "/register",
            "/code",
            "/here",
            "/answers",
        )
    ]
    addresses = [
        "/courses/", f"/courses/{course_of(live, opened)}", "/courses/mine", "/courses/team",
        "/courses/arrange", "/courses/new", "/courses/report",
        f"/courses/{course_of(live, opened)}/sessions", f"/courses/{course_of(live, opened)}/describe",
        f"/courses/{course_of(live, opened)}/sessions/new", f"/courses/sessions/{planned}",
        f"/courses/sessions/{called_off}", f"/courses/bookings/{asked}/refuse", *of_session,
    ]  # fmt: skip
    found = barriers(page, addresses)
    assert found == []


def course_of(live: Live, session_id: int) -> int:
    with live.app.app_context():
        return db.session.get_one(CourseSession, session_id).course_id
