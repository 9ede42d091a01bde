"""What people's roles, register entries and conflicts come to on a day: one statement for all."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.models import (
    ConflictKind,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
    Standing,
)
from trainer.core import clock
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.people.models import Appointment, Role


@dataclass
class Footing:
    """On what footing somebody stands towards one qualification on one day."""

    roles: set[Role] = field(default_factory=set)
    duties: dict[Duty, Standing] = field(default_factory=dict)
    barred_with: set[int] = field(default_factory=set)
    declared_with: set[int] = field(default_factory=set)

    def enter(self, duty: Duty, standing: Standing) -> None:
        """Count an entry; of several for one duty the qualified one counts."""
        if self.duties.get(duty) is not Standing.QUALIFIED:
            self.duties[duty] = standing


def footings(people: Collection[int], qualification_id: int, on: date) -> Mapping[int, Footing]:
    """Work out the footing of each of these people; one statement, however many they are."""
    found: dict[int, Footing] = defaultdict(Footing)
    asked = _parts(list(people), qualification_id, on, clock.end_of(on))
    for what, person_id, value, other_id in db.session.execute(*asked):
        footing = found[person_id]
        if what == "role":
            footing.roles.add(Role(value))
        elif what == "conflict":
            _note(footing, ConflictKind(value), other_id)
        else:
            footing.enter(Duty(what), Standing(value))
    return found


def _note(footing: Footing, kind: ConflictKind, other_id: int) -> None:
    if kind is ConflictKind.LINE_MANAGER:
        footing.declared_with.add(other_id)
    else:
        footing.barred_with.add(other_id)


@prepared
def _parts(
    people: Any, qualification_id: Any, on: Any, over: Any
) -> sa.CompoundSelect[*tuple[Any, ...]]:
    nobody = sa.literal(0)
    roles = sa.select(
        sa.literal("role"), Appointment.holder_id, _plain(Appointment.role), nobody
    ).where(
        Appointment.holder_id.in_(people),
        Appointment.role.in_([Role.ASSESSOR, Role.IQA]),
        Appointment.holds_on(on),
    )
    entries = sa.select(
        _plain(RegisterEntry.duty), RegisterEntry.holder_id, _plain(RegisterEntry.standing), nobody
    ).where(
        RegisterEntry.holder_id.in_(people),
        RegisterEntry.qualification_id == qualification_id,
        RegisterEntry.starts_on <= on,
        sa.or_(RegisterEntry.ends_on.is_(None), RegisterEntry.ends_on > on),
    )
    ends = (ConflictOfInterest.holder_id, ConflictOfInterest.other_id)
    conflicts = [
        sa.select(sa.literal("conflict"), one, _plain(ConflictOfInterest.kind), other).where(
            one.in_(people), open_until(over)
        )
        for one, other in (ends, ends[::-1])
    ]
    return sa.union_all(roles, entries, *conflicts)


def open_on(day: date) -> sa.ColumnElement[bool]:
    """Match the conflicts open on that day; one that ends during the day is over for all of it."""
    return open_until(clock.end_of(day))


def open_until(over: Any) -> sa.ColumnElement[bool]:
    """Match the conflicts open at the end of a day, given as the instant at which it is over."""
    return sa.and_(
        ConflictOfInterest.declared_at < over,
        sa.or_(ConflictOfInterest.ended_at.is_(None), ConflictOfInterest.ended_at >= over),
    )


def is_entitled(
    duty: Duty,
    person: sa.SQLColumnExpression[int],
    qualification: sa.SQLColumnExpression[int] | sa.ScalarSelect[int],
    on: date,
) -> sa.ColumnElement[bool]:
    """Match where this person is at work, appointed and on the register for the duty that day."""
    role = Role.ASSESSOR if duty is Duty.ASSESS else Role.IQA
    enough = set(Standing) if duty is Duty.ASSESS else {Standing.QUALIFIED}
    return sa.and_(
        sa.exists().where(User.id == person, User.active),
        sa.exists().where(
            Appointment.holder_id == person, Appointment.role == role, Appointment.holds_on(on)
        ),
        sa.exists().where(
            RegisterEntry.holder_id == person,
            RegisterEntry.duty == duty,
            RegisterEntry.standing.in_(enough),
            RegisterEntry.qualification_id == qualification,
            RegisterEntry.starts_on <= on,
            sa.or_(RegisterEntry.ends_on.is_(None), RegisterEntry.ends_on > on),
        ),
    )


def _plain(column: Any) -> sa.ColumnElement[str]:
    """Read an enumeration as the text it is stored as, so that unlike ones fit one column."""
    return sa.cast(column, sa.String(40))
