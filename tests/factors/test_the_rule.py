"""The organisation's rule: who needs a second step, from when, and what stays open until then."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import PASSWORD, make_user
from tests.factories_factors import make_app, make_rule
from tests.factories_people import make_holder
from trainer.accounts.models import AuthenticatorApp, LoginSession, SecondStepRule, User
from trainer.core import clock
from trainer.extensions import db
from trainer.factors.rules import due_on
from trainer.notifications.models import Notice, OutboxItem
from trainer.people.models import Role

JUNE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("starts_on", "grace", "held", "due"),
    [
        (JUNE, 14, [date(2025, 1, 1)], date(2026, 6, 15)),
        (JUNE, 14, [date(2026, 7, 1)], date(2026, 7, 15)),
        (JUNE, 14, [date(2026, 7, 1), date(2025, 1, 1)], date(2026, 6, 15)),
        (JUNE, 0, [JUNE], JUNE),
        (JUNE, 14, [], None),
        (JUNE, None, [JUNE], None),
        (None, None, [JUNE], None),
    ],
)
def test_from_when_a_second_step_is_due(
    starts_on: date | None, grace: int | None, held: list[date], due: date | None
) -> None:
    assert due_on(starts_on, grace, held) == due


@pytest.fixture
def sys(app: object) -> User:
    return make_holder("Sol System", Role.SYSTEM_ADMIN, password=PASSWORD)


def test_once_it_is_due_nothing_opens_but_setting_it_up(browser: Browser, sys: User) -> None:
    make_rule(sys, grace_days=7)
    browser(sys).get("/people")
    assert "asks for a second step" in browser(sys).get("/account/second-step").text("main")
    later = Browser(browser.app)
    with time_machine.travel(clock.now() + timedelta(days=7)):
        led = later(sys).get("/people", status=303)
        assert led.response.location == "/account/second-step"
        later(sys).post("/people/add", 303)
        for path in ("/account/second-step", "/account/second-step/app", "/account"):
            later(sys).get(path)
        make_app(sys)
    opened = Browser(browser.app)
    with time_machine.travel(clock.now() + timedelta(days=7)):
        opened(sys).get("/people")


def test_the_first_page_says_until_when(browser: Browser, sys: User) -> None:
    words = "Set up a second step for signing in"
    assert words not in browser(sys).get("/").text("main")
    make_rule(sys, grace_days=7)
    assert words in browser(sys).get("/").text("main")
    make_app(sys)
    assert words not in Browser(browser.app)(sys).get("/").text("main")


def test_a_role_given_or_ended_bites_on_the_next_request(browser: Browser, sys: User) -> None:
    nia = make_user()
    make_rule(sys, grace_days=0)
    browser(nia).get("/")
    holder = make_holder("Hari", Role.HR, password=PASSWORD)
    browser(holder).get("/", status=303)
    for one in holder.appointments:
        one.ends_on = clock.today()
    db.session.commit()
    browser(holder).get("/")


def test_assessors_and_staff_choose_for_themselves(browser: Browser, sys: User) -> None:
    make_rule(sys, grace_days=0)
    browser(make_holder("Asa", Role.ASSESSOR)).get("/")
    browser(make_user()).get("/")


def test_a_system_administrator_sets_it_with_a_reason(browser: Browser, sys: User) -> None:
    browser(sys).get("/second-steps")
    given: dict[str, Any] = {"needed": "yes", "grace_days": "14"}
    browser(sys).post("/second-steps", 422, password=PASSWORD, reason="", **given)
    browser(sys).post("/second-steps", 422, password="wrong", reason="So", **given)
    browser(sys).post("/second-steps", password=PASSWORD, reason="Passwords leak.", **given)
    rule = db.session.scalars(sa.select(SecondStepRule)).one()
    assert (rule.grace_days, rule.starts_on) == (14, clock.today())
    page = browser(sys).get("/second-steps")
    assert "Needed, with 14 days to set it up." in page.text("main")
    assert "Sol System" in page.text("tbody")
    browser(sys).post(
        "/second-steps", password=PASSWORD, reason="Not now.", needed="no", grace_days="14"
    )
    assert "No second step is needed." in browser(sys).get("/second-steps").text("main")


def test_nobody_else_sets_it(browser: Browser, eve: User) -> None:
    browser(eve).get("/second-steps", status=404)
    browser(make_holder("Hari", Role.HR)).get("/second-steps", status=404)


def test_pages_about_roles_say_so(browser: Browser, sys: User) -> None:
    assert "need a second step" not in browser(sys).get("/roles").text("main")
    make_rule(sys, grace_days=14)
    assert "need a second step" in browser(sys).get("/roles").text("main")


def test_a_lost_second_step_is_taken_away_with_a_reason_and_they_are_told(
    browser: Browser, sys: User
) -> None:
    nia = make_user("Nia Bowen", password=PASSWORD, email="nia@brackenhall.example")
    make_app(nia)
    browser(nia).get("/")
    db.session.execute(sa.delete(OutboxItem))
    db.session.commit()
    path = f"/people/{nia.id}/second-step"
    browser(sys).get(path)
    browser(sys).post(path, 422, password=PASSWORD, reason="")
    browser(sys).post(path, 422, password="wrong", reason="Lost it.")
    assert db.session.scalar(sa.select(AuthenticatorApp.id)) is not None

    browser(sys).post(path, password=PASSWORD, reason="Lost her phone at sea.")

    assert db.session.scalar(sa.select(AuthenticatorApp.id)) is None
    told = db.session.scalars(sa.select(Notice.text).where(Notice.user_id == nia.id)).all()[-1]
    assert "Sol System took away" in told
    assert "Lost her phone at sea." in told
    assert db.session.scalars(sa.select(OutboxItem)).one().payload["to"] == nia.email
    browser(nia).get("/", status=302)
    assert not db.session.scalars(
        sa.select(LoginSession).where(
            LoginSession.user_id == nia.id, LoginSession.ended_at.is_(None)
        )
    ).all()


def test_only_another_system_administrator_does_that(
    browser: Browser, sys: User, eve: User
) -> None:
    make_app(sys)
    for other in (eve, sys, make_holder("Hari", Role.HR, password=PASSWORD)):
        browser(other).get(f"/people/{sys.id}/second-step", status=404)
        browser(other).post(
            f"/people/{sys.id}/second-step", 404, password=PASSWORD, reason="I want in."
        )
    assert db.session.scalar(sa.select(AuthenticatorApp.id)) is not None
