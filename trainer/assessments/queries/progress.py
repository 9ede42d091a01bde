"""How far people have got: registrations, a qualification's units, a unit's criteria."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, aliased, joinedload

from trainer.accounts.models import User
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Signature,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.queries.claims import OPEN
from trainer.catalogue.models import Criterion, QualificationVersion, UnitVersion
from trainer.core.database import AnyRow, Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import Item, Revision
from trainer.registrations.crediting import is_credited
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.registrations.policies import progress_visible

_C = CriterionState
CELLS = {
    _C.NOT_STARTED: "gap",
    _C.CLAIMED: "claim",
    _C.MET: "met",
    _C.NOT_YET_MET: "not",
    _C.REOPENED: "gap",
}
"""How a state looks in a criterion strip."""


@dataclass
class UnitProgress:
    """A unit of a registration, and one cell for each of its criteria in their order."""

    row: AnyRow
    criteria: list[AnyRow] = field(default_factory=list)

    @property
    def cells(self) -> list[str]:
        """The strip: one word for each criterion."""
        return [CELLS[criterion.state] for criterion in self.criteria]

    @property
    def gaps(self) -> list[AnyRow]:
        """The criteria nothing has been sent for, or which were not yet met."""
        return [one for one in self.criteria if one.state not in {_C.MET, _C.CLAIMED}]

    def count(self, state: CriterionState) -> int:
        """Count the criteria that stand so."""
        return sum(criterion.state is state for criterion in self.criteria)


def with_people(select: sa.Select[Registration]) -> sa.Select[Registration]:
    """Load registrations with what stands at the head of their page."""
    return select.options(
        joinedload(Registration.version),
        joinedload(Registration.learner),
        joinedload(Registration.assessor),
        joinedload(Registration.iqa),
        joinedload(Registration.site),
    )


@prepared
def seen_by(
    registration_id: Any, person_id: Any, day: Any, *, sites: Collection[int | None]
) -> sa.Select[Registration]:
    """Select a registration whose progress this person may see on a day, for its pages."""
    seen = progress_visible(person_id, day, sites=sites)
    return with_people(sa.select(Registration).where(Registration.id == registration_id, seen))


def units_of(registration: Registration) -> list[UnitProgress]:
    """List the units of a registration with how each criterion stands, in two statements."""
    rows = db.session.execute(*_units_of(registration.id))
    units = {row.id: UnitProgress(row) for row in rows}
    for criterion in db.session.execute(*_criteria_of(list(units))).all():
        units[criterion.unit_assessment_id].criteria.append(criterion)
    return list(units.values())


@prepared
def _units_of(registration_id: Any) -> Columns:
    return (
        sa.select(
            UnitAssessment.id,
            UnitAssessment.status,
            UnitAssessment.group_code,
            UnitAssessment.achieved_on,
            UnitVersion.title,
            UnitVersion.code,
            UnitVersion.credit,
            is_credited().label("credited"),
        )
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .where(
            UnitAssessment.registration_id == registration_id,
            UnitAssessment.status != UnitStatus.WITHDRAWN,
        )
        .order_by(UnitAssessment.group_code, UnitAssessment.position)
    )


@prepared
def _criteria_of(unit_ids: Any) -> Columns:
    standing = sa.and_(
        CriterionStanding.unit_assessment_id == UnitAssessment.id,
        CriterionStanding.criterion_id == Criterion.id,
    )
    return (
        sa.select(
            UnitAssessment.id.label("unit_assessment_id"),
            Criterion.id,
            Criterion.number,
            Criterion.text,
            sa.func.coalesce(CriterionStanding.state, _C.NOT_STARTED).label("state"),
        )
        .join(Criterion, Criterion.unit_version_id == UnitAssessment.unit_version_id)
        .outerjoin(CriterionStanding, standing)
        .where(UnitAssessment.id.in_(unit_ids))
        .order_by(UnitAssessment.id, Criterion.position)
    )


def latest_of(registration: Registration, most: int = 8) -> Sequence[AnyRow]:
    """List what happened last under a registration, newest first, in one statement.

    Each row is a name put under a unit (`part` says as what) or something sent (`part` says how it
    ended); `id` is the unit assessment's or the submission's.
    """
    return db.session.execute(*_latest(registration.id, most)).all()


@prepared
def _latest(registration_id: Any, most: Any) -> sa.CompoundSelect[*tuple[Any, ...]]:
    signed = (
        sa.select(
            Signature.signed_at.label("at"),
            sa.literal("signed").label("kind"),
            sa.cast(Signature.signed_as, sa.String).label("part"),
            Signature.printed_name.label("name"),
            UnitVersion.title.label("title"),
            sa.null().label("number"),
            UnitAssessment.id.label("id"),
        )
        .join(UnitAssessment, UnitAssessment.id == Signature.unit_assessment_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .where(
            UnitAssessment.registration_id == registration_id,
            Signature.cycle == UnitAssessment.cycle,
        )
    )
    sent = (
        sa.select(
            sa.func.coalesce(Submission.decided_at, Submission.submitted_at),
            sa.literal("sent"),
            sa.cast(Submission.status, sa.String),
            User.name,
            sa.literal(""),
            Item.number,
            Submission.id,
        )
        .join(User, User.id == Submission.assessor_id)
        .join(Revision, Revision.id == Submission.revision_id)
        .join(Item, Item.id == Revision.item_id)
        .where(
            Submission.registration_id == registration_id,
            Submission.status != SubmissionStatus.WITHDRAWN,
        )
    )
    both: sa.CompoundSelect[*tuple[Any, ...]] = sa.union_all(signed, sent)
    return both.order_by(sa.desc("at"), sa.desc("id")).limit(most)


def own_registrations(learner: User) -> Columns:
    """Select one's own registrations, newest first, as columns to list."""
    return _registrations().where(Registration.learner_id == learner.id)


def learners_of(assessor: User) -> Columns:
    """Select the registrations allocated to this assessor, by learner, as columns to list."""
    learner = aliased(User)
    return (
        _registrations(learner)
        .where(Registration.assessor_id == assessor.id)
        .order_by(None)
        .order_by(learner.name, Registration.id)
    )


def under_way_of(learners: Collection[int], visible: sa.Select[Registration]) -> Columns:
    """Select what these people work towards, as far as it may be seen, as columns to list."""
    seen = visible.with_only_columns(Registration.id)
    return _registrations().where(Registration.learner_id.in_(learners), Registration.id.in_(seen))


def _registrations(learner: Any = None) -> Columns:
    learner = learner or aliased(User)
    row: Bundle[Any] = Bundle(
        "registration",
        Registration.id,
        Registration.status,
        Registration.registered_on,
        Registration.target_on,
        Registration.learner_id,
        QualificationVersion.title,
        QualificationVersion.credit,
        learner.name.label("learner"),
    )
    return (
        sa.select(row)
        .select_from(Registration)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .join(learner, learner.id == Registration.learner_id)
        .order_by(Registration.id.desc())
    )


@dataclass
class Counts:
    """How far a registration is, in numbers."""

    units: int = 0
    achieved: int = 0
    criteria: int = 0
    met: int = 0
    claimed: int = 0
    waiting: int = 0
    credit: int = 0

    @property
    def to_meet(self) -> int:
        """The criteria that are neither met nor with the assessor."""
        return self.criteria - self.met - self.claimed


def counts_of(registration_ids: Collection[int]) -> dict[int, Counts]:
    """Count units and criteria of many registrations in three statements."""
    counts = units_counted(registration_ids)
    if not counts:
        return counts
    for registration_id, state, number in db.session.execute(
        *_state_counts(list(registration_ids))
    ):
        if state is _C.MET:
            counts[registration_id].met = number
        else:
            counts[registration_id].claimed = number
    for registration_id, number in db.session.execute(*_open_counts(list(registration_ids))):
        counts[registration_id].waiting = number
    return counts


def units_counted(registration_ids: Collection[int]) -> dict[int, Counts]:
    """Count only the units of many registrations, in one statement."""
    counts = {registration_id: Counts() for registration_id in registration_ids}
    if not counts:
        return counts
    for row in db.session.execute(*_unit_counts(list(registration_ids))):
        one = counts[row.registration_id]
        one.units, one.achieved, one.criteria = row.units, row.achieved, row.criteria
        one.credit = row.credit
    return counts


@prepared
def _unit_counts(registration_ids: Any) -> Columns:
    sizes = (
        sa.select(Criterion.unit_version_id, sa.func.count().label("criteria"))
        .group_by(Criterion.unit_version_id)
        .subquery()
    )
    achieved = sa.case((UnitAssessment.status == UnitStatus.ACHIEVED, 1), else_=0)
    return (
        sa.select(
            UnitAssessment.registration_id,
            sa.func.count().label("units"),
            sa.func.sum(achieved).label("achieved"),
            sa.func.coalesce(sa.func.sum(achieved * UnitVersion.credit), 0).label("credit"),
            sa.func.coalesce(sa.func.sum(sizes.c.criteria), 0).label("criteria"),
        )
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .outerjoin(sizes, sizes.c.unit_version_id == UnitAssessment.unit_version_id)
        .where(
            UnitAssessment.registration_id.in_(registration_ids),
            UnitAssessment.counts,
        )
        .group_by(UnitAssessment.registration_id)
    )


@prepared
def _state_counts(registration_ids: Any) -> Columns:
    return (
        sa.select(UnitAssessment.registration_id, CriterionStanding.state, sa.func.count())
        .join(UnitAssessment, UnitAssessment.id == CriterionStanding.unit_assessment_id)
        .where(
            UnitAssessment.registration_id.in_(registration_ids),
            UnitAssessment.counts,
            CriterionStanding.state.in_([_C.MET, _C.CLAIMED]),
        )
        .group_by(UnitAssessment.registration_id, CriterionStanding.state)
    )


@prepared
def _open_counts(registration_ids: Any) -> Columns:
    return (
        sa.select(Submission.registration_id, sa.func.count())
        .where(Submission.registration_id.in_(registration_ids), Submission.status.in_(OPEN))
        .group_by(Submission.registration_id)
    )
