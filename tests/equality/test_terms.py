"""HR alone asks for returns, for a purpose and a time; ending that leaves nothing behind."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError

from tests.browsing import Browser
from tests.factories_equality import PURPOSE, give_return, switch_on
from tests.factories_people import make_holder, make_site
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.equality import actions, sealing
from trainer.equality.models import EqualityReturn, EqualityTerms
from trainer.equality.rules import LONGEST, Terms, may_keep
from trainer.extensions import db
from trainer.people.models import Role
from trainer.web.transactions import unit_of_work

PAGE = "/promotions/equality"
TODAY = clock.today()


@pytest.fixture
def hana(app: Flask) -> User:
    return make_holder("Hana People", Role.HR)


def returns() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(EqualityReturn)) or 0


def on(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def test_only_an_earlier_last_day_lets_returns_stay() -> None:
    before = Terms("To look closer.", TODAY)
    assert may_keep(before, Terms("To look closer.", TODAY))
    assert may_keep(before, Terms("To look closer.", TODAY - timedelta(days=1)))
    assert not may_keep(before, Terms("To look closer.", TODAY + timedelta(days=1)))
    assert not may_keep(before, Terms("To sell them.", TODAY))
    assert not may_keep(None, before)


def test_nothing_is_asked_for_until_hr_says_what_for(
    browser: Browser, hana: User, ada: User
) -> None:
    browser(ada).get("/account/equality", status=404)
    browser(ada).post("/account/equality", 404, sex="female")
    browser(ada).post("/account/equality/remove", 404)
    assert "voluntary" not in browser(ada).get("/account").text("main")
    browser(hana).get(f"{PAGE}/rates", status=404)
    browser(hana).get(f"{PAGE}/off", status=404)
    assert sealing.present() is None

    visitor = browser(hana)
    visitor.post(PAGE, 422, purpose=" ", last_day=on(90))
    visitor.post(PAGE, 422, purpose=PURPOSE, last_day=on(0))
    visitor.post(PAGE, 422, purpose=PURPOSE, last_day=on(LONGEST.days + 1))
    visitor.post(PAGE, 422, purpose=PURPOSE)
    assert sealing.present() is None
    visitor.post(PAGE, purpose=PURPOSE, last_day=on(90))

    assert PURPOSE in browser(ada).get("/account/equality").text("main")
    assert "voluntary" in browser(ada).get("/account").html
    assert PURPOSE in browser(hana).get(PAGE).text("main")


def test_only_hr_for_every_site_runs_it(browser: Browser, hana: User, ada: User) -> None:
    switch_on(hana)
    here = make_holder("Only Here", Role.HR, site=make_site("Castle Yard"))
    for other in (ada, here, make_holder("Sol System", Role.SYSTEM_ADMIN)):
        for path in (PAGE, f"{PAGE}/off", f"{PAGE}/rates"):
            browser(other).get(path, status=404)
        browser(other).post(PAGE, 404, purpose="Mine.", last_day=on(5))
        browser(other).post(f"{PAGE}/off", 404, why="Mine.")
    assert len(db.session.scalars(sa.select(EqualityTerms)).all()) == 1


def test_switching_off_removes_all_returns_and_the_key(
    browser: Browser, hana: User, ada: User, eve: User
) -> None:
    switch_on(hana)
    give_return(ada, sex="female")
    give_return(eve, sex="male")
    browser(hana).post(f"{PAGE}/off", 422, why="")
    assert returns() == 2
    browser(hana).post(f"{PAGE}/off", why="Nobody trusted it.")
    assert returns() == 0
    assert sealing.present() is None
    browser(ada).get("/account/equality", status=404)
    assert "Nobody trusted it." in browser(hana).get(PAGE).text("main")


def test_other_terms_ask_people_anew(hana: User, ada: User) -> None:
    switch_on(hana, days=90)
    give_return(ada, sex="female")
    first = sealing.present()
    switch_on(hana, days=60)
    assert (returns(), sealing.present()) == (1, first)
    switch_on(hana, days=61)
    assert returns() == 0
    assert sealing.present() != first
    give_return(ada, sex="female")
    switch_on(hana, days=61, purpose="To see something else.")
    assert returns() == 0


def test_after_the_last_day_everything_goes_by_itself(
    hana: User, ada: User, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch_on(hana, days=2)
    give_return(ada, sex="female")
    last = clock.today() + timedelta(days=2)
    monkeypatch.setattr(clock, "today", lambda: last)
    actions.let_go()
    assert returns() == 1
    monkeypatch.setattr(clock, "today", lambda: last + timedelta(days=1))
    browser(ada).get("/account/equality", status=404)
    for _hour in range(2):
        actions.let_go()
        db.session.commit()
    assert returns() == 0
    assert sealing.present() is None
    kinds = db.session.scalars(sa.select(TrailEntry.kind)).all()
    assert kinds.count("MonitoringRanOut") == 1


def test_what_was_said_stays(hana: User) -> None:
    switch_on(hana)
    for change in (sa.update(EqualityTerms).values(words="Other."), sa.delete(EqualityTerms)):
        with pytest.raises(DatabaseError):
            db.session.execute(change)
        db.session.rollback()


@pytest.mark.parametrize("lose", [actions.switch_off, actions.set_terms])
def test_the_key_stays_where_the_change_was_lost(hana: User, ada: User, lose: Any) -> None:
    switch_on(hana)
    give_return(ada)
    before = sealing.present()
    given = (
        {"why": "Enough."}
        if lose is actions.switch_off
        else {"purpose": "Another.", "last_day": TODAY + timedelta(days=9)}
    )

    def begin_and_fail() -> None:
        with unit_of_work():
            lose(actor=hana, **given)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        begin_and_fail()
    assert sealing.present() == before
    assert returns() == 1
    db.session.commit()
    assert sealing.present() == before
