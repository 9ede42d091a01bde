"""The register as it is listed, and who comes into question for a registration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.assessors import policies
from trainer.assessors.footing import Footing, footings
from trainer.assessors.models import AssessorAccreditation, ConflictOfInterest, Duty, RegisterEntry
from trainer.catalogue.comparing import is_latest
from trainer.catalogue.models import Assessed, Qualification, QualificationVersion
from trainer.core.policy import Verdict, first_refusal
from trainer.extensions import db
from trainer.people.models import Appointment, Role


class When(StrEnum):
    """Which entries of the register are looked for."""

    CURRENT = "current"
    LAPSED = "lapsed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might assess and verify, with the answers for one learner and day."""

    person: User
    may_assess: Verdict
    may_verify: Verdict


def listed(
    actor: User,
    on: date,
    *,
    when: When = When.CURRENT,
    qualification_id: int | None = None,
    words: str = "",
) -> sa.Select[RegisterEntry]:
    """Select entries of the register by name, ready to list."""
    holder = sa.orm.aliased(User)
    select = policies.visible_to(actor).join(RegisterEntry.holder.of_type(holder))
    lapsed = sa.and_(RegisterEntry.ends_on.is_not(None), RegisterEntry.ends_on <= on)
    if when is not When.ALL:
        select = select.where(lapsed if when is When.LAPSED else sa.not_(lapsed))
    if qualification_id is not None:
        select = select.where(RegisterEntry.qualification_id == qualification_id)
    if words:
        select = select.where(
            sa.or_(
                holder.name.icontains(words, autoescape=True),
                holder.staff_number == words.casefold(),
            )
        )
    return select.order_by(holder.name, holder.id, RegisterEntry.starts_on.desc()).options(
        contains_eager(RegisterEntry.holder.of_type(holder)),
        joinedload(RegisterEntry.qualification),
        joinedload(RegisterEntry.recorded_by),
        selectinload(RegisterEntry.accreditations).joinedload(AssessorAccreditation.body),
        raiseload("*"),
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


def candidates(version: QualificationVersion, learner_id: int, on: date) -> list[Candidate]:
    """List everyone in the role or on the register, with whether they may and, if not, why.

    Two statements, however many they are; three for an award decided at an interview.
    """
    people = _in_question(version.qualification_id, on)
    known = footings([person.id for person in people], version.qualification_id, on)
    accredited = (
        db.session.scalars(policies.accredited_for(version, on)).all()
        if version.interviewed_by
        else ()
    )
    return [
        Candidate(
            person,
            first_refusal(
                policies.may_assess_on(known.get(person.id, Footing()), person, learner_id),
                policies.accreditation_of(person, version, accredited),
            ),
            policies.may_verify_on(known.get(person.id, Footing()), person, learner_id),
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
        RegisterEntry.duty.in_(list(Duty)),
    )
    return db.session.scalars(
        sa.select(User)
        .where(User.active, sa.or_(User.id.in_(appointed), User.id.in_(entered)))
        .order_by(User.name, User.id)
        .options(raiseload("*"))
    ).all()
