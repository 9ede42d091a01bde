"""Roles are asked for, confirmed, refused and lost by page."""

from typing import Any

import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import PASSWORD
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import (
    Appointment,
    AppointmentStatus,
    Role,
)


def test_a_role_is_asked_for_and_confirmed_by_page(
    browser: Browser, hr: User, dot: User, ben: User
) -> None:
    address = f"/people/{ben.id}/ask-for-role"
    given: dict[str, Any] = {
        "role": "assessor",
        "site_id": "",
        "starts_on": str(clock.today()),
        "why": "He has his award.",
    }
    browser(hr).post(address, status=422, **given, password="not it")
    assert db.session.scalars(sa.select(Appointment).filter_by(holder_id=ben.id)).all() == []
    browser(hr).post(address, **given, password=PASSWORD)
    asked = db.session.scalars(sa.select(Appointment).filter_by(holder_id=ben.id)).one()
    assert "Decide: Ben Assessor" not in browser(hr).get("/roles").text("main")
    assert browser(dot).get("/roles").text("#next") == "Decide: Ben Assessor, Assessor"
    mine = browser(hr).get(f"/roles/{asked.id}/confirm")
    assert "You asked for this" in mine.text(".note-stop")
    confirm = f"/roles/{asked.id}/confirm"
    browser(hr).post(confirm, status=403, password=PASSWORD)
    browser(dot).post(confirm, status=422, password="not it")
    assert asked.status is AppointmentStatus.ASKED
    browser(dot).post(confirm, password=PASSWORD)
    assert ben.holds(Role.ASSESSOR)
    browser(dot).get(confirm)
    browser(dot).post(f"/roles/{asked.id}/end", status=422, reason=" ")
    browser(dot).post(f"/roles/{asked.id}/end", reason="Moved on")
    assert not ben.holds(Role.ASSESSOR)


def test_a_role_is_refused_by_page(browser: Browser, hr: User, dot: User, ben: User) -> None:
    browser(hr).post(
        f"/people/{ben.id}/ask-for-role",
        role="hr",
        site_id="",
        starts_on=str(clock.today()),
        why="We are short",
        password=PASSWORD,
    )
    asked = db.session.scalars(sa.select(Appointment).filter_by(holder_id=ben.id)).one()
    browser(dot).post(f"/roles/{asked.id}/refuse", status=422)
    browser(dot).post(f"/roles/{asked.id}/refuse", reason="Two are enough")
    assert asked.status is AppointmentStatus.REFUSED


def test_losing_a_role_bites_at_the_next_request(browser: Browser, hr: User, dot: User) -> None:
    browser(hr).get("/people")
    browser(dot).post(f"/roles/{hr.appointments[0].id}/end", reason="Moved on")
    browser(hr).get("/people", status=404)
