"""The register as it is listed, and who comes into question for a registration."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.assessors import policies
from trainer.assessors.footing import Footing, footings
from trainer.assessors.lapses import runs_out
from trainer.assessors.models import (
    AssessorAccreditation,
    CompetenceCheck,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
    Standing,
    Suspension,
)
from trainer.assessors.terms import Work
from trainer.catalogue.comparing import is_latest
from trainer.catalogue.models import (
    Assessed,
    GroupedUnit,
    Qualification,
    QualificationVersion,
    UnitGroup,
    UnitVersion,
)
from trainer.core import clock
from trainer.core.policy import Verdict, first_refusal
from trainer.extensions import db
from trainer.people.models import Appointment, Role


class When(StrEnum):
    """Which entries of the register are looked for."""

    CURRENT = "current"
    RUNS_OUT = "runs_out"
    LAPSED = "lapsed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Search:
    """Which entries are looked for, and in which order their people are listed."""

    when: When = When.CURRENT
    qualification_id: int | None = None
    duty: Duty | None = None
    standing: Standing | None = None
    words: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might assess and verify, with the answers for one learner and day."""

    person: User
    may_assess: Verdict
    may_verify: Verdict


def people_listed(actor: User, on: date, search: Search) -> sa.Select[User]:
    """Select the people of whom entries are looked for, ready to list."""
    entries = (
        _found(actor, on, search)
        .with_only_columns(
            RegisterEntry.holder_id, sa.func.min(RegisterEntry.ends_on).label("ends")
        )
        .group_by(RegisterEntry.holder_id)
        .subquery()
    )
    ends = entries.c.ends
    orders: dict[str, list[sa.ColumnElement[Any]]] = {
        "-name": [User.name.desc()],
        "until": [ends.is_(None), ends],
        "-until": [ends.is_(None), ends.desc()],
    }
    return (
        sa.select(User)
        .join(entries, entries.c.holder_id == User.id)
        .order_by(*orders.get(search.sort, []), User.name, User.id)
        .options(raiseload("*"))
    )


def entries_by_person(
    actor: User, on: date, search: Search, people: Collection[User]
) -> dict[int, list[RegisterEntry]]:
    """List the entries that are looked for of each of these people, by the people's ids."""
    by_person: dict[int, list[RegisterEntry]] = defaultdict(list)
    theirs = RegisterEntry.holder_id.in_([one.id for one in people])
    for entry in db.session.scalars(listed(actor, on, search).where(theirs)):
        by_person[entry.holder_id].append(entry)
    return by_person


def listed(actor: User, on: date, search: Search) -> sa.Select[RegisterEntry]:
    """Select the entries of the register that are looked for, by name, with what they rest on."""
    return (
        _found(actor, on, search)
        .order_by(User.name, User.id, RegisterEntry.starts_on.desc(), RegisterEntry.id)
        .options(contains_eager(RegisterEntry.holder), *rests_on(), raiseload("*"))
    )


def _found(actor: User, on: date, search: Search) -> sa.Select[RegisterEntry]:
    select = policies.visible_to(actor).join(RegisterEntry.holder)
    lapsed = sa.and_(RegisterEntry.ends_on.is_not(None), RegisterEntry.ends_on <= on)
    match search.when:
        case When.CURRENT:
            select = select.where(sa.not_(lapsed))
        case When.LAPSED:
            select = select.where(lapsed)
        case When.RUNS_OUT:
            select = select.where(runs_out(on))
    for column, wanted in (
        (RegisterEntry.qualification_id, search.qualification_id),
        (RegisterEntry.duty, search.duty),
        (RegisterEntry.standing, search.standing),
    ):
        if wanted is not None:
            select = select.where(column == wanted)
    if search.words:
        select = select.where(
            sa.or_(
                User.name.icontains(search.words, autoescape=True),
                User.staff_number == search.words.casefold(),
            )
        )
    return select


def entries_of(actor: User, holder: User) -> Sequence[RegisterEntry]:
    """List all that was ever entered of somebody, what is in force first, with what it rests on."""
    return db.session.scalars(
        policies.visible_to(actor)
        .where(RegisterEntry.holder_id == holder.id)
        .order_by(
            RegisterEntry.ends_on.is_not(None), RegisterEntry.starts_on.desc(), RegisterEntry.id
        )
        .options(
            joinedload(RegisterEntry.holder),
            joinedload(RegisterEntry.recorded_by),
            joinedload(RegisterEntry.ended_by),
            *rests_on(),
            raiseload("*"),
        )
    ).all()


def others_going_on(entry: RegisterEntry, on: date) -> Sequence[RegisterEntry]:
    """List the same holder's other entries that have not ended, with their suspensions."""
    return db.session.scalars(
        sa.select(RegisterEntry)
        .where(
            RegisterEntry.holder_id == entry.holder_id,
            RegisterEntry.id != entry.id,
            sa.or_(RegisterEntry.ends_on.is_(None), RegisterEntry.ends_on > on),
        )
        .order_by(RegisterEntry.id)
        .options(
            joinedload(RegisterEntry.holder),
            joinedload(RegisterEntry.qualification),
            selectinload(RegisterEntry.suspensions),
        )
    ).all()


def rests_on() -> tuple[sa.orm.interfaces.ORMOption, ...]:
    """Load what entries rest on and what stops them."""
    return (
        joinedload(RegisterEntry.qualification),
        selectinload(RegisterEntry.units),
        selectinload(RegisterEntry.sites),
        selectinload(RegisterEntry.accreditations).joinedload(AssessorAccreditation.body),
        selectinload(RegisterEntry.competence).joinedload(CompetenceCheck.recorded_by),
        selectinload(RegisterEntry.suspensions).options(
            joinedload(Suspension.suspended_by), joinedload(Suspension.lifted_by)
        ),
    )


def conflicts(actor: User) -> sa.Select[ConflictOfInterest]:
    """Select declared conflicts, open ones first, ready to list."""
    return (
        policies.conflicts_visible_to(actor)
        .order_by(ConflictOfInterest.ended_at.is_not(None), ConflictOfInterest.id.desc())
        .options(
            joinedload(ConflictOfInterest.holder),
            joinedload(ConflictOfInterest.other),
            raiseload("*"),
        )
    )


def titles() -> Sequence[tuple[int, str]]:
    """List the qualifications by id with the title of their latest version."""
    rows = db.session.execute(
        sa.select(Qualification.id, QualificationVersion.title)
        .join(QualificationVersion.qualification)
        .where(QualificationVersion.published_at.is_not(None), is_latest())
        .order_by(QualificationVersion.title)
    )
    return [(identity, title) for identity, title in rows]


def units_in(qualification_id: int) -> Sequence[tuple[int, str, str]]:
    """List the units that any published version of a qualification offers: id, code and title."""
    rows = db.session.execute(
        sa.select(
            UnitVersion.unit_id, sa.func.max(UnitVersion.code), sa.func.max(UnitVersion.title)
        )
        .join(GroupedUnit, GroupedUnit.unit_version_id == UnitVersion.id)
        .join(UnitGroup, UnitGroup.id == GroupedUnit.group_id)
        .join(QualificationVersion, QualificationVersion.id == UnitGroup.version_id)
        .where(
            QualificationVersion.qualification_id == qualification_id,
            QualificationVersion.published_at.is_not(None),
        )
        .group_by(UnitVersion.unit_id)
        .order_by(sa.func.max(UnitVersion.code))
    )
    return [(identity, code, title) for identity, code, title in rows]


def by_interview() -> set[int]:
    """Name the qualifications decided at an interview, by an assessor whom a body accredits."""
    return set(
        db.session.scalars(
            sa.select(QualificationVersion.qualification_id).where(
                QualificationVersion.assessed == Assessed.INTERVIEW,
                QualificationVersion.body != "",
            )
        )
    )


def candidates(version: QualificationVersion, work: Work, at: datetime) -> list[Candidate]:
    """List everyone in the role or on the register, with whether they may and, if not, why.

    Two statements, however many they are; three for an award decided at an interview.
    """
    on = clock.day_of(at)
    people = _in_question(version.qualification_id, on)
    known = footings([person.id for person in people], version.qualification_id, on)
    accredited = (
        db.session.scalars(policies.accredited_for(version, at)).all()
        if version.interviewed_by
        else ()
    )
    return [
        Candidate(
            person,
            first_refusal(
                policies.may_assess_on(known.get(person.id, Footing()), person, work, at),
                policies.accreditation_of(person, version, accredited),
            ),
            policies.may_verify_on(known.get(person.id, Footing()), person, work, at),
        )
        for person in people
    ]


def _in_question(qualification_id: int, on: date) -> Sequence[User]:
    appointed = sa.select(Appointment.holder_id).where(
        Appointment.role.in_([Role.ASSESSOR, Role.IQA]),
        Appointment.holds_on(on),
    )
    entered = sa.select(RegisterEntry.holder_id).where(
        RegisterEntry.qualification_id == qualification_id,
        RegisterEntry.duty.in_([Duty.ASSESS, Duty.VERIFY]),
    )
    return db.session.scalars(
        sa.select(User)
        .where(User.active, sa.or_(User.id.in_(appointed), User.id.in_(entered)))
        .order_by(User.name, User.id)
        .options(raiseload("*"))
    ).all()
