"""The rules of `terms` as conditions of a statement, for lists of what somebody may do now."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.models import (
    CompetenceCheck,
    Duty,
    RegisterEntry,
    Standing,
    Suspension,
    entry_sites,
    entry_units,
)
from trainer.core import clock
from trainer.people.models import Appointment, Role

Entry = Any
"""`RegisterEntry` itself, or an alias of it."""


def runs_on(day: Any, entry: Entry = RegisterEntry) -> sa.ColumnElement[bool]:
    """Match the entries that have begun and not ended on a day."""
    return sa.and_(entry.starts_on <= day, sa.or_(entry.ends_on.is_(None), entry.ends_on > day))


def counts_at(moment: Any, day: Any = None, entry: Entry = RegisterEntry) -> sa.ColumnElement[bool]:
    """Match the entries under which something can be decided at a moment, whatever it is.

    Moment and day may be values given when the statement is run.
    """
    day = clock.day_of(moment) if day is None else day
    ended_since = sa.and_(entry.ends_on == day, entry.ended_at > moment)
    known = sa.select(CompetenceCheck.id).where(
        CompetenceCheck.entry_id == entry.id, CompetenceCheck.recorded_at <= moment
    )
    return sa.and_(
        entry.starts_on <= day,
        sa.or_(entry.ends_on.is_(None), entry.ends_on > day, ended_since),
        ~sa.exists().where(
            Suspension.entry_id == entry.id,
            Suspension.suspended_at <= moment,
            sa.or_(Suspension.lifted_at.is_(None), Suspension.lifted_at > moment),
        ),
        sa.or_(
            sa.and_(~entry.checked_first, ~known.correlate(entry).exists()),
            known.where(CompetenceCheck.review_on > day).correlate(entry).exists(),
        ),
    )


def serves(site_id: Any, entry: Entry = RegisterEntry) -> sa.ColumnElement[bool]:
    """Match the entries for learners at that site: those that name it, or none."""
    named = sa.select(entry_sites.c.site_id).where(entry_sites.c.entry_id == entry.id)
    return sa.or_(
        ~named.correlate(entry).exists(),
        named.where(entry_sites.c.site_id == site_id).correlate_except(entry_sites).exists(),
    )


def covers(unit_id: Any, entry: Entry = RegisterEntry) -> sa.ColumnElement[bool]:
    """Match the entries for that unit: those that name it, or none."""
    named = sa.select(entry_units.c.unit_id).where(entry_units.c.entry_id == entry.id)
    return sa.or_(
        ~named.correlate(entry).exists(),
        named.where(entry_units.c.unit_id == unit_id).correlate_except(entry_units).exists(),
    )


def is_entitled(
    duty: Duty,
    person: sa.SQLColumnExpression[int],
    qualification: sa.SQLColumnExpression[int] | sa.ScalarSelect[int],
    site: Any,
    at: Any,
    day: Any = None,
) -> sa.ColumnElement[bool]:
    """Match where this person is at work, appointed, and may do the duty at that site and moment."""
    role = Role.ASSESSOR if duty is Duty.ASSESS else Role.IQA
    day = clock.day_of(at) if day is None else day
    enough = set(Standing) if duty is Duty.ASSESS else {Standing.QUALIFIED}
    return sa.and_(
        sa.exists().where(User.id == person, User.active),
        sa.exists().where(
            Appointment.holder_id == person,
            Appointment.role == role,
            Appointment.holds_on(day),
        ),
        sa.exists().where(
            RegisterEntry.holder_id == person,
            RegisterEntry.duty == duty,
            RegisterEntry.standing.in_(enough),
            RegisterEntry.qualification_id == qualification,
            counts_at(at, day),
            serves(site),
        ),
    )


def qualified_holders(duties: Collection[Duty], qualification: Any, at: datetime) -> sa.Select[int]:
    """Select, by id, the qualified holders of one of the duties for a qualification."""
    return sa.select(RegisterEntry.holder_id).where(
        RegisterEntry.qualification_id == qualification,
        RegisterEntry.duty.in_(duties),
        RegisterEntry.standing == Standing.QUALIFIED,
        counts_at(at),
    )
