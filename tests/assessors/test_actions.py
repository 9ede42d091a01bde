"""Changing the register and declaring conflicts: who may, what is refused, what is recorded."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.factories_catalogue import make_version
from tests.factories_register import enter, make_admin, make_conflict
from trainer.accounts.models import User
from trainer.assessors import actions, policies
from trainer.assessors.models import ConflictKind, ConflictOfInterest, Duty, RegisterEntry, Standing
from trainer.audit.models import LedgerEntry
from trainer.audit.verify import verify
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db

Q, W = Standing.QUALIFIED, Standing.WORKING_TOWARDS


@pytest.fixture
def qualification(app: object) -> Qualification:
    return make_version().qualification


def kinds() -> list[str]:
    return list(db.session.scalars(sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)))


def entering(
    holder: User,
    qualification: Qualification,
    actor: User,
    standing: Standing = Q,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RegisterEntry:
    return actions.enter(
        holder=holder,
        qualification=qualification,
        duty=Duty.ASSESS,
        standing=standing,
        starts_on=starts_on or clock.today(),
        ends_on=ends_on,
        award="A1",
        actor=actor,
    )


def test_an_administrator_enters_and_ends(qualification: Qualification, ben: User) -> None:
    tess = make_admin()
    entry = entering(ben, qualification, tess)
    db.session.commit()
    actions.end_entry(entry, actor=tess, ends_on=clock.today())
    db.session.commit()
    assert not entry.is_in_force(clock.today())
    assert kinds() == ["RegisterEntryMade", "RegisterEntryEnded"]
    assert verify() == []


def test_nobody_enters_themselves(qualification: Qualification) -> None:
    tess = make_admin()
    with pytest.raises(Refused, match="Nobody enters themselves"):
        entering(tess, qualification, tess)


def test_nobody_else_keeps_the_register(qualification: Qualification, ada: User, ben: User) -> None:
    with pytest.raises(Refused, match="training administrator"):
        entering(ada, qualification, ben)
    entry = enter(ada, qualification, Duty.ASSESS)
    with pytest.raises(Refused, match="training administrator"):
        actions.end_entry(entry, actor=ada, ends_on=clock.today())


@pytest.mark.parametrize(
    ("standing", "starts_on", "ends_on", "field"),
    [
        (Q, clock.today(), clock.today(), "ends_on"),
        (W, clock.today(), None, "ends_on"),
        (W, date(2026, 1, 31), date(2027, 8, 1), "ends_on"),
        (W, date(2026, 1, 31), date(2027, 7, 31), None),
        (W, date(2024, 8, 31), date(2026, 3, 1), None),
        (W, date(2024, 8, 31), date(2026, 3, 2), "ends_on"),
    ],
)
def test_dates_are_checked(
    qualification: Qualification,
    ben: User,
    standing: Standing,
    starts_on: date,
    ends_on: date | None,
    field: str | None,
) -> None:
    tess = make_admin()
    if field is None:
        entering(ben, qualification, tess, standing, starts_on, ends_on)
        return
    with pytest.raises(Unacceptable) as refused:
        entering(ben, qualification, tess, standing, starts_on, ends_on)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "clashes"),
    [(0, None, True), (-20, 0, True), (-20, -10, False), (10, None, False), (9, None, True)],
)
def test_two_entries_do_not_overlap(
    qualification: Qualification, ben: User, starts_in: int, ends_in: int | None, *, clashes: bool
) -> None:
    enter(
        ben,
        qualification,
        Duty.ASSESS,
        starts_on=clock.today() - timedelta(days=10),
        ends_on=clock.today() + timedelta(days=10),
    )
    starts = clock.today() + timedelta(days=starts_in)
    ends = None if ends_in is None else clock.today() + timedelta(days=ends_in)
    if clashes:
        with pytest.raises(Unacceptable, match="in that time"):
            entering(ben, qualification, make_admin(), Q, starts, ends)
    else:
        entering(ben, qualification, make_admin(), Q, starts, ends)


def test_an_entry_is_not_ended_backwards_or_twice(qualification: Qualification, ben: User) -> None:
    tess = make_admin()
    entry = enter(ben, qualification, Duty.ASSESS, ends_on=clock.today() + timedelta(days=5))
    with pytest.raises(Unacceptable, match="today or a later"):
        actions.end_entry(entry, actor=tess, ends_on=clock.today() - timedelta(days=1))
    with pytest.raises(Unacceptable, match="before that day already"):
        actions.end_entry(entry, actor=tess, ends_on=clock.today() + timedelta(days=6))
    actions.end_entry(entry, actor=tess, ends_on=clock.today())
    with pytest.raises(Refused, match="ended already"):
        actions.end_entry(entry, actor=tess, ends_on=clock.today())


def test_somebody_declares_their_own_tie(ben: User, ada: User, eve: User) -> None:
    conflict = actions.declare(holder=ben, other=ada, kind=ConflictKind.FAMILY, actor=ben)
    db.session.commit()
    assert conflict.bars
    assert kinds() == ["ConflictDeclared"]
    with pytest.raises(Unacceptable, match="declared already"):
        actions.declare(holder=ben, other=ada, kind=ConflictKind.FAMILY, actor=make_admin())
    with pytest.raises(Unacceptable, match="somebody else"):
        actions.declare(holder=ben, other=ben, kind=ConflictKind.FAMILY, actor=ben)
    with pytest.raises(Refused, match="your own conflicts"):
        actions.declare(holder=ben, other=ada, kind=ConflictKind.PERSONAL, actor=eve)


@pytest.mark.parametrize(
    ("who", "kind", "allowed"),
    [
        ("ben", ConflictKind.FAMILY, False),
        ("ben", ConflictKind.LINE_MANAGER, True),
        ("ada", ConflictKind.FAMILY, False),
        ("ada", ConflictKind.LINE_MANAGER, False),
        ("eve", ConflictKind.FAMILY, False),
        ("admin", ConflictKind.FAMILY, True),
    ],
)
def test_whom_a_tie_bars_does_not_end_it(
    ben: User, ada: User, eve: User, who: str, kind: ConflictKind, *, allowed: bool
) -> None:
    people = {"ben": ben, "ada": ada, "eve": eve, "admin": make_admin()}
    conflict = make_conflict(ben, ada, kind)
    assert bool(policies.may_end_conflict(people[who], conflict)) is allowed
    if allowed:
        actions.end_conflict(conflict, actor=people[who])
        db.session.commit()
        assert kinds() == ["ConflictEnded"]
        assert not policies.may_end_conflict(people[who], conflict)


def test_an_administrator_in_a_tie_does_not_end_it(ben: User) -> None:
    tess = make_admin()
    conflict = make_conflict(ben, tess)
    with pytest.raises(Refused, match="no part of it"):
        actions.end_conflict(conflict, actor=tess)
    assert db.session.scalar(sa.select(ConflictOfInterest.ended_at)) is None
