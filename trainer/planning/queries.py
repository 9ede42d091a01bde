"""Plans as they are listed: ahead and behind, what of each came to a decision, whose calendar."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret
from trainer.assessments.models import CriterionStanding, CriterionState
from trainer.catalogue.models import Criterion, UnitVersion
from trainer.core import clock
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.objectives.models import OneToOne
from trainer.objectives.queries import talks_since
from trainer.planning import policies
from trainer.planning.models import OPEN, AssessmentPlan, CalendarAddress, PlannedCriterion
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

FEED_REACHES_BACK = timedelta(days=90)


def with_all(select: sa.Select[AssessmentPlan]) -> sa.Select[AssessmentPlan]:
    """Load plans with their people and their criteria."""
    people = joinedload(AssessmentPlan.registration).options(
        joinedload(Registration.learner),
        joinedload(Registration.assessor),
        joinedload(Registration.version),
    )
    return select.options(
        people,
        joinedload(AssessmentPlan.agreed_by),
        selectinload(AssessmentPlan.criteria)
        .joinedload(PlannedCriterion.criterion)
        .joinedload(Criterion.unit_version),
    )


def under(registration: Registration, actor: User) -> Sequence[AssessmentPlan]:
    """List the plans under a registration that this person may see, the next one first."""
    found = with_all(policies.visible_to(actor)).where(
        AssessmentPlan.registration_id == registration.id
    )
    return db.session.scalars(_in_order(found)).all()


def concerning(person: User) -> sa.Select[AssessmentPlan]:
    """Select the plans somebody has to keep, as learner or as assessor."""
    return _in_order(
        with_all(
            sa.select(AssessmentPlan)
            .join(AssessmentPlan.registration)
            .where(
                sa.or_(
                    Registration.learner_id == person.id,
                    Registration.assessor_id == person.id,
                )
            )
        )
    )


def _in_order(select: sa.Select[AssessmentPlan]) -> sa.Select[AssessmentPlan]:
    """Put what lies ahead first, the nearest day on top; then what is behind, the latest on top."""
    ahead = AssessmentPlan.status.in_(OPEN)
    day = AssessmentPlan.planned_on
    return select.order_by(
        ahead.desc(),
        sa.case((ahead, day)).asc(),
        day.desc(),
        AssessmentPlan.planned_at,
        AssessmentPlan.id,
    )


def in_feed(person: User) -> Sequence[AssessmentPlan]:
    """List what somebody's calendar shows: what lies ahead, and the last three months."""
    since = clock.today() - FEED_REACHES_BACK
    return db.session.scalars(concerning(person).where(AssessmentPlan.planned_on >= since)).all()


def talks_in_feed(person: User) -> Sequence[OneToOne]:
    """List the one-to-ones somebody's calendar shows: those ahead, and of the last three months."""
    return talks_since(person, clock.today() - FEED_REACHES_BACK)


def calendar_address(person: User) -> CalendarAddress | None:
    """Find the address somebody has made for their calendar."""
    return db.session.scalar(sa.select(CalendarAddress).where(CalendarAddress.user_id == person.id))


def whose_calendar(token: str) -> User | None:
    """Find the person whose calendar has this secret address; nobody's who has left."""
    return db.session.scalar(
        sa.select(User)
        .join(CalendarAddress, CalendarAddress.user_id == User.id)
        .where(CalendarAddress.token_hash == hash_secret(token), User.active.is_(True))
    )


def states_of(plans: Collection[AssessmentPlan]) -> dict[tuple[int, int], CriterionState]:
    """Tell how the criteria of plans stand today, by registration and criterion."""
    wanted = {one.criterion_id for plan in plans for one in plan.criteria}
    rows = db.session.execute(
        sa.select(
            UnitAssessment.registration_id, CriterionStanding.criterion_id, CriterionStanding.state
        )
        .join(UnitAssessment, UnitAssessment.id == CriterionStanding.unit_assessment_id)
        .where(
            UnitAssessment.registration_id.in_({plan.registration_id for plan in plans}),
            CriterionStanding.criterion_id.in_(wanted),
        )
    )
    return {(registration, criterion): state for registration, criterion, state in rows}


def open_criteria(registration: Registration) -> Sequence[AnyRow]:
    """List the criteria still to meet under a registration: id, number, text and their unit."""
    state: Any = sa.func.coalesce(CriterionStanding.state, CriterionState.NOT_STARTED)
    return db.session.execute(
        sa.select(
            Criterion.id,
            Criterion.number,
            Criterion.text,
            UnitVersion.title.label("unit"),
            UnitVersion.code,
        )
        .join(Criterion.unit_version)
        .join(UnitAssessment, UnitAssessment.unit_version_id == UnitVersion.id)
        .outerjoin(
            CriterionStanding,
            sa.and_(
                CriterionStanding.unit_assessment_id == UnitAssessment.id,
                CriterionStanding.criterion_id == Criterion.id,
            ),
        )
        .where(
            UnitAssessment.registration_id == registration.id,
            UnitAssessment.status.not_in({UnitStatus.WITHDRAWN, UnitStatus.ACHIEVED}),
            state != CriterionState.MET,
        )
        .order_by(UnitAssessment.position, Criterion.position)
    ).all()
