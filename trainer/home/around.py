"""What stands beside the navigation: whether somebody leads a team, and what waits for them."""

from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from flask import g

from trainer.accounts.models import User
from trainer.assessments.models import Submission, SubmissionStatus
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.queries import reports_to
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)

OPEN = (SubmissionStatus.SUBMITTED, SubmissionStatus.IN_REVIEW)


@dataclass(frozen=True)
class Around:
    """The numbers beside the navigation; None where somebody has no such work."""

    leads: bool
    to_judge: int | None
    to_release: int | None


def around(person: User) -> Around:
    """Say what stands around this request's page, asked for once however many want to know."""
    if "around" not in g:
        g.around = _ask(person)
    return cast("Around", g.around)


def _ask(person: User) -> Around:
    """Ask for all of it in the one statement that every page may spend on its surroundings."""
    row = db.session.execute(
        sa.select(
            sa.select(reports_to(person).exists()).scalar_subquery(),
            _to_judge(person) if person.holds(Role.ASSESSOR) else sa.null(),
            _to_release(person) if person.holds(Role.IQA) else sa.null(),
        )
    ).one()
    return Around(leads=bool(row[0]), to_judge=row[1], to_release=row[2])


def _count(*conditions: sa.ColumnElement[bool]) -> Any:
    return sa.select(sa.func.count()).where(*conditions).scalar_subquery()


def _to_judge(person: User) -> Any:
    return _count(Submission.assessor_id == person.id, Submission.status.in_(OPEN))


def _to_release(person: User) -> Any:
    units = (
        sa.select(sa.func.count(UnitAssessment.id))
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(Registration.iqa_id == person.id, UnitAssessment.status == UnitStatus.AWAITING_IQA)
        .scalar_subquery()
    )
    return units + _count(
        Registration.iqa_id == person.id, Registration.status == RegistrationStatus.UNITS_COMPLETE
    )
