"""What people's roles, register entries and conflicts come to: one statement for all of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from trainer.assessors.models import (
    CompetenceCheck,
    ConflictKind,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
    Standing,
    Suspension,
    entry_sites,
    entry_units,
)
from trainer.assessors.terms import Term
from trainer.core import clock
from trainer.core.database import Moment
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.people.models import Appointment, Role

_NO_WORD, _NOBODY = sa.literal(""), sa.literal(0)
_NO_DAY, _NO_MOMENT = sa.cast(sa.null(), sa.Date), sa.cast(sa.null(), Moment)


@dataclass
class Footing:
    """On what footing somebody stands towards one qualification: all that was ever entered of it.

    Roles and conflicts are those of the day asked for.
    """

    roles: set[Role] = field(default_factory=set)
    terms: dict[int, Term] = field(default_factory=dict)
    barred_with: set[int] = field(default_factory=set)
    declared_with: set[int] = field(default_factory=set)


def footings(people: Collection[int], qualification_id: int, on: date) -> Mapping[int, Footing]:
    """Work out the footing of each of these people; one statement, however many they are."""
    found: dict[int, Footing] = defaultdict(Footing)
    asked = _parts(list(people), qualification_id, on, clock.end_of(on))
    for row in db.session.execute(*asked):
        _note(found[row.person_id], row)
    return found


def terms_of(person_id: int, qualification_id: int) -> list[Term]:
    """Look up the entries of one person for a qualification, past and present; one statement."""
    footing = Footing()
    for row in db.session.execute(*_entered([person_id], qualification_id)):
        _note(footing, row)
    return list(footing.terms.values())


def whole_register() -> Mapping[tuple[int, int], list[Term]]:
    """Look up every entry there ever was, by holder and qualification; one statement."""
    found: dict[tuple[int, int], Footing] = defaultdict(Footing)
    for row in db.session.execute(_entries(sa.true())):
        _note(found[row.person_id, row.qualification_id], row)
    return {key: list(footing.terms.values()) for key, footing in found.items()}


def _note(footing: Footing, row: Any) -> None:
    match row.what:
        case "role":
            footing.roles.add(Role(row.value))
        case "conflict" if ConflictKind(row.value) is ConflictKind.LINE_MANAGER:
            footing.declared_with.add(row.other_id)
        case "conflict":
            footing.barred_with.add(row.other_id)
        case "unit":
            footing.terms[row.entry_id].units.add(row.other_id)
        case "site":
            footing.terms[row.entry_id].sites.add(row.other_id)
        case "suspension":
            footing.terms[row.entry_id].suspensions.append((row.since, row.until))
        case "review":
            footing.terms[row.entry_id].reviews.append((row.since, row.last_day))
        case duty:
            footing.terms[row.entry_id] = Term(
                Duty(duty),
                Standing(row.value),
                row.first_day,
                row.last_day,
                row.until,
                checked_first=bool(row.other_id),
            )


@prepared
def _parts(
    people: Any, qualification_id: Any, on: Any, over: Any
) -> sa.CompoundSelect[*tuple[Any, ...]]:
    roles = _row("role", Appointment.holder_id, value=_plain(Appointment.role)).where(
        Appointment.holder_id.in_(people),
        Appointment.role.in_([Role.ASSESSOR, Role.IQA]),
        Appointment.holds_on(on),
    )
    ends = (ConflictOfInterest.holder_id, ConflictOfInterest.other_id)
    conflicts = [
        _row("conflict", one, value=_plain(ConflictOfInterest.kind), other_id=other).where(
            one.in_(people), open_until(over)
        )
        for one, other in (ends, ends[::-1])
    ]
    return _entries(_of(people, qualification_id), roles, *conflicts)


@prepared
def _entered(people: Any, qualification_id: Any) -> sa.CompoundSelect[*tuple[Any, ...]]:
    return _entries(_of(people, qualification_id))


def _of(people: Any, qualification_id: Any) -> sa.ColumnElement[bool]:
    return sa.and_(
        RegisterEntry.holder_id.in_(people), RegisterEntry.qualification_id == qualification_id
    )


def _entries(
    which: sa.ColumnElement[bool], *others: sa.Select[*tuple[Any, ...]]
) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Select entries, each before what narrows and stops it, and then whatever else is asked."""
    entry, holder = RegisterEntry, RegisterEntry.holder_id
    parts = [
        _row(
            _plain(entry.duty),
            holder,
            value=_plain(entry.standing),
            entry_id=entry.id,
            other_id=sa.cast(entry.checked_first, sa.Integer),
            first_day=entry.starts_on,
            last_day=entry.ends_on,
            until=entry.ended_at,
        ),
        _row("unit", holder, entry_id=entry.id, other_id=entry_units.c.unit_id)
        .select_from(entry)
        .join(entry_units, entry_units.c.entry_id == entry.id),
        _row("site", holder, entry_id=entry.id, other_id=entry_sites.c.site_id)
        .select_from(entry)
        .join(entry_sites, entry_sites.c.entry_id == entry.id),
        _row(
            "suspension",
            holder,
            entry_id=entry.id,
            since=Suspension.suspended_at,
            until=Suspension.lifted_at,
        )
        .select_from(entry)
        .join(Suspension, Suspension.entry_id == entry.id),
        _row(
            "review",
            holder,
            entry_id=entry.id,
            last_day=CompetenceCheck.review_on,
            since=CompetenceCheck.recorded_at,
        )
        .select_from(entry)
        .join(CompetenceCheck, CompetenceCheck.entry_id == entry.id),
    ]
    ranked = [
        part.add_columns(entry.qualification_id, sa.literal(rank).label("rank")).where(which)
        for rank, part in enumerate(parts)
    ]
    beside = [
        part.add_columns(sa.literal(0).label("qualification_id"), sa.literal(len(parts)))
        for part in others
    ]
    return sa.union_all(*ranked, *beside).order_by("rank")


def _row(
    what: Any,
    person_id: Any,
    *,
    value: Any = _NO_WORD,
    entry_id: Any = _NOBODY,
    other_id: Any = _NOBODY,
    first_day: Any = _NO_DAY,
    last_day: Any = _NO_DAY,
    since: Any = _NO_MOMENT,
    until: Any = _NO_MOMENT,
) -> sa.Select[*tuple[Any, ...]]:
    """Select a row of the shape that all parts of the statement share."""
    columns = {
        "what": sa.literal(what) if isinstance(what, str) else what,
        "person_id": person_id,
        "value": value,
        "entry_id": entry_id,
        "other_id": other_id,
        "first_day": first_day,
        "last_day": last_day,
        "since": since,
        "until": until,
    }
    return sa.select(*(column.label(name) for name, column in columns.items()))


def open_on(day: date) -> sa.ColumnElement[bool]:
    """Match the conflicts open on that day; one that ends during the day is over for all of it."""
    return open_until(clock.end_of(day))


def open_until(over: Any) -> sa.ColumnElement[bool]:
    """Match the conflicts open at the end of a day, given as the instant at which it is over."""
    return sa.and_(
        ConflictOfInterest.declared_at < over,
        sa.or_(ConflictOfInterest.ended_at.is_(None), ConflictOfInterest.ended_at >= over),
    )


def _plain(column: Any) -> sa.ColumnElement[str]:
    """Read an enumeration as the text it is stored as, so that unlike ones fit one column."""
    return sa.cast(column, sa.String(40))
