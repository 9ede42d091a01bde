"""Earlier releases as they were signed, and what those that still wait can be narrowed by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, aliased, raiseload

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.core.database import AnyRow, Columns
from trainer.extensions import db
from trainer.people.models import Role
from trainer.quality import policies
from trainer.quality.models import Release, ReleaseLine
from trainer.registrations.models import Registration, UnitAssessment
from trainer.registrations.policies import at_sites_of
from trainer.registrations.work import waits_for_release


@dataclass(frozen=True)
class Choices:
    """The qualifications and assessors of what waits, by id and name."""

    qualifications: list[tuple[int, str]]
    assessors: list[tuple[int, str]]


def waiting_choices(iqa: User) -> Choices:
    """List what the units that wait for a quality assurer can be narrowed by, in one statement."""
    rows = db.session.execute(
        sa.select(
            QualificationVersion.qualification_id,
            sa.func.max(QualificationVersion.title),
            Registration.assessor_id,
            User.name,
        )
        .select_from(UnitAssessment)
        .join(UnitAssessment.registration)
        .join(Registration.version)
        .join(Registration.assessor)
        .where(Registration.iqa_id == iqa.id, waits_for_release())
        .group_by(QualificationVersion.qualification_id, Registration.assessor_id, User.name)
    ).all()
    return Choices(
        qualifications=sorted({(one, title) for one, title, _id, _name in rows}, key=_name_of),
        assessors=sorted({(one, name) for _id, _title, one, name in rows}, key=_name_of),
    )


def _name_of(choice: tuple[int, str]) -> str:
    return choice[1].casefold()


def listed(actor: User) -> Columns:
    """Select the releases somebody reads, the latest first, with how many units each let count."""
    lines = (
        sa.select(
            ReleaseLine.release_id,
            sa.func.count().label("units"),
            sa.func.sum(sa.case((ReleaseLine.sampled, 1), else_=0)).label("sampled"),
        )
        .group_by(ReleaseLine.release_id)
        .subquery()
    )
    row: Bundle[Any] = Bundle(
        "released",
        Release.id,
        Release.printed_name,
        Release.released_at,
        lines.c.units,
        lines.c.sampled,
    )
    return (
        policies.releases_visible_to(actor)
        .join(lines, lines.c.release_id == Release.id)
        .with_only_columns(row)
        .order_by(Release.released_at.desc(), Release.id.desc())
    )


def one(actor: User, release_id: int) -> sa.Select[Release]:
    """Select one release that somebody reads."""
    return (
        policies.releases_visible_to(actor).where(Release.id == release_id).options(raiseload("*"))
    )


def lines_of(actor: User, release: Release) -> Sequence[AnyRow]:
    """List the units of a release: its signer sees all of them, administrators their sites'."""
    learner, assessor = aliased(User), aliased(User)
    found = (
        sa.select(
            UnitVersion.code,
            UnitVersion.title,
            learner.name.label("learner"),
            learner.staff_number,
            QualificationVersion.title.label("qualification"),
            assessor.name.label("assessor"),
            ReleaseLine.sampled,
        )
        .select_from(ReleaseLine)
        .join(UnitAssessment, UnitAssessment.id == ReleaseLine.unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .join(learner, learner.id == Registration.learner_id)
        .join(assessor, assessor.id == Registration.assessor_id)
        .where(ReleaseLine.release_id == release.id)
        .order_by(ReleaseLine.id)
    )
    if release.iqa_id != actor.id:
        found = found.where(at_sites_of(actor, Role.TRAINING_ADMIN))
    return db.session.execute(found).all()
