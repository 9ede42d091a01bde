"""What stands beside the navigation: whether somebody leads a team, and what waits for them."""

from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from flask import g

from trainer.accounts.models import User
from trainer.assessments.models import Submission, SubmissionStatus
from trainer.certificates.queries import awaits_certificate
from trainer.core import clock
from trainer.core.database import Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.policies import reports_of, roles_confirmed_by
from trainer.people.queries import awaits_decision
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
    to_decide: int | None
    to_issue: int | None


def around(person: User) -> Around:
    """Say what stands around this request's page, asked for once however many want to know."""
    if "around" not in g:
        g.around = _ask(person)
    return cast("Around", g.around)


def _ask(person: User) -> Around:
    """Ask for all of it in the one statement that every page may spend on its surroundings."""
    asked = _waiting(
        person.id,
        clock.today(),
        judges=person.holds(Role.ASSESSOR),
        assures=person.holds(Role.IQA),
        decides=roles_confirmed_by(person),
        issues=person.holds(Role.TRAINING_ADMIN),
    )
    leads, to_judge, to_release, to_decide, to_issue = db.session.execute(*asked).one()
    return Around(bool(leads), to_judge, to_release, to_decide, to_issue)


@prepared
def _waiting(
    person_id: Any,
    today: Any,
    *,
    judges: bool,
    assures: bool,
    decides: frozenset[Role],
    issues: bool,
) -> Columns:
    return sa.select(
        sa.select(reports_of(person_id, today).exists()).scalar_subquery(),
        _to_judge(person_id) if judges else sa.null(),
        _to_release(person_id) if assures else sa.null(),
        _count(awaits_decision(person_id, decides)) if decides else sa.null(),
        _count(awaits_certificate()) if issues else sa.null(),
    )


def _count(*conditions: sa.ColumnElement[bool]) -> Any:
    return sa.select(sa.func.count()).where(*conditions).scalar_subquery()


def _to_judge(person_id: Any) -> Any:
    return _count(Submission.assessor_id == person_id, Submission.status.in_(OPEN))


def _to_release(person_id: Any) -> Any:
    units = (
        sa.select(sa.func.count(UnitAssessment.id))
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(Registration.iqa_id == person_id, UnitAssessment.status == UnitStatus.AWAITING_IQA)
        .scalar_subquery()
    )
    return units + _count(
        Registration.iqa_id == person_id, Registration.status == RegistrationStatus.UNITS_COMPLETE
    )
