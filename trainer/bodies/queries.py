"""Bodies as they are listed, what people hold, what runs out, and which grades come to mind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.bodies.models import (
    BodyGrade,
    ElsewhereCertificate,
    GradeMapping,
    Membership,
    ProfessionalBody,
    SchemeAccreditation,
)
from trainer.bodies.policies import is_called
from trainer.catalogue.comparing import is_latest
from trainer.catalogue.models import FrameworkKind, Qualification, QualificationVersion
from trainer.extensions import db


@dataclass(frozen=True, slots=True)
class Achievement:
    """What somebody completed here, as far as grades of bodies go by it."""

    qualification_id: int
    kind: FrameworkKind
    level: int | None
    title: str


@dataclass(frozen=True, slots=True)
class GradeSuggestion:
    """A grade to ask the body about, and because of what."""

    mapping: GradeMapping
    grade: BodyGrade
    because: str


def listed() -> sa.Select[ProfessionalBody]:
    """Select the bodies by name, with their grades."""
    return (
        sa.select(ProfessionalBody)
        .order_by(ProfessionalBody.name)
        .options(selectinload(ProfessionalBody.grades), raiseload("*"))
    )


def shown() -> sa.Select[ProfessionalBody]:
    """Select bodies with their grades and what may lead to each."""
    grades = selectinload(ProfessionalBody.grades)
    return sa.select(ProfessionalBody).options(grades.selectinload(BodyGrade.mappings))


def of_organisation(on: date) -> dict[int, Membership]:
    """Find the membership of each body that the organisation holds on that day, by the body."""
    held = sa.select(Membership).where(Membership.holder_id.is_(None), Membership.holds_on(on))
    return {one.body_id: one for one in db.session.scalars(held.options(raiseload("*")))}


def memberships_in(body: ProfessionalBody) -> sa.Select[Membership]:
    """Select the memberships of a body: the organisation's first, then people's, newest first."""
    holder = sa.orm.aliased(User)
    return (
        sa.select(Membership)
        .outerjoin(Membership.holder.of_type(holder))
        .where(Membership.body_id == body.id)
        .order_by(Membership.holder_id.is_not(None), holder.name, Membership.starts_on.desc())
        .options(
            contains_eager(Membership.holder.of_type(holder)),
            joinedload(Membership.grade),
            raiseload("*"),
        )
    )


def memberships_of(person: User) -> Sequence[Membership]:
    """List somebody's memberships, newest first."""
    return db.session.scalars(
        sa.select(Membership)
        .where(Membership.holder_id == person.id)
        .order_by(Membership.starts_on.desc(), Membership.id.desc())
        .options(joinedload(Membership.body), joinedload(Membership.grade), raiseload("*"))
    ).all()


def certificates_of(person: User) -> Sequence[ElsewhereCertificate]:
    """List what somebody earned elsewhere, newest first."""
    return db.session.scalars(
        sa.select(ElsewhereCertificate)
        .where(ElsewhereCertificate.holder_id == person.id)
        .order_by(ElsewhereCertificate.starts_on.desc(), ElsewhereCertificate.id.desc())
        .options(
            joinedload(ElsewhereCertificate.recorded_by),
            joinedload(ElsewhereCertificate.file),
            raiseload("*"),
        )
    ).all()


def accreditations_of(qualification_id: int) -> Sequence[SchemeAccreditation]:
    """List the accreditations of a scheme, newest first."""
    return db.session.scalars(
        sa.select(SchemeAccreditation)
        .where(SchemeAccreditation.qualification_id == qualification_id)
        .order_by(SchemeAccreditation.starts_on.desc(), SchemeAccreditation.id.desc())
        .options(joinedload(SchemeAccreditation.body), raiseload("*"))
    ).all()


def suggestions(achieved: Collection[Achievement]) -> list[GradeSuggestion]:
    """Name for each body the highest grade that what somebody completed may lead to."""
    if not achieved:
        return []
    mappings = db.session.scalars(
        sa.select(GradeMapping)
        .join(GradeMapping.grade)
        .join(BodyGrade.body)
        .order_by(ProfessionalBody.name, BodyGrade.position.desc(), GradeMapping.id)
        .options(contains_eager(GradeMapping.grade).contains_eager(BodyGrade.body), raiseload("*"))
    )
    found: dict[int, GradeSuggestion] = {}
    for mapping in mappings:
        because = next((one.title for one in achieved if _leads(mapping, one)), None)
        if because is not None and mapping.grade.body_id not in found:
            found[mapping.grade.body_id] = GradeSuggestion(mapping, mapping.grade, because)
    return list(found.values())


def _leads(mapping: GradeMapping, one: Achievement) -> bool:
    if mapping.qualification_id is not None:
        return mapping.qualification_id == one.qualification_id
    return mapping.kind is one.kind and (one.level or 0) >= (mapping.level or 0)


def names() -> Sequence[tuple[int, str]]:
    """List the bodies by id and name."""
    rows = db.session.execute(
        sa.select(ProfessionalBody.id, ProfessionalBody.name).order_by(ProfessionalBody.name)
    )
    return [(identity, name) for identity, name in rows]


def grades_of(body_id: int) -> Sequence[tuple[int, str]]:
    """List the grades of a body by id and name."""
    rows = db.session.execute(
        sa.select(BodyGrade.id, BodyGrade.name)
        .where(BodyGrade.body_id == body_id)
        .order_by(BodyGrade.position)
    )
    return [(identity, name) for identity, name in rows]


def grades() -> Sequence[tuple[int, str]]:
    """List every grade by id, with the abbreviation of its body before it."""
    rows = db.session.execute(
        sa.select(BodyGrade.id, ProfessionalBody.code, BodyGrade.name)
        .join(BodyGrade.body)
        .order_by(ProfessionalBody.code, BodyGrade.position)
    )
    return [(identity, f"{code} · {name}") for identity, code, name in rows]


def called(name: str) -> ProfessionalBody | None:
    """Find the body that goes by this name or abbreviation."""
    return db.session.scalars(sa.select(ProfessionalBody).where(is_called(name)).limit(1)).first()


def titles() -> Sequence[tuple[int, str]]:
    """List the qualifications by id with the title of their latest version."""
    rows = db.session.execute(
        sa.select(Qualification.id, QualificationVersion.title)
        .join(QualificationVersion.qualification)
        .where(QualificationVersion.published_at.is_not(None), is_latest())
        .order_by(QualificationVersion.title)
    )
    return [(identity, title) for identity, title in rows]
