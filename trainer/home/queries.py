"""What a learner's first page shows: what came back, what is to be signed, the latest entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.queries.uncovered import without_countersigner
from trainer.catalogue.models import UnitVersion
from trainer.core import clock
from trainer.core.database import Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import (
    AttachedFile,
    CriterionLink,
    EvidenceStatus,
    Item,
    Revision,
    StoredFile,
    label_of,
)
from trainer.logs.policies import handed_on
from trainer.people.models import Role
from trainer.registrations.ending import count_endings, may_see_endings
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.registrations.policies import may_administer
from trainer.registrations.queries import stranded

LATEST = 3


@dataclass(frozen=True)
class CameBack:
    """Evidence an assessor wants more of."""

    submission_id: int
    number: int
    title: str
    assessor: str
    feedback: str
    decided_at: datetime
    whole: bool


@dataclass(frozen=True)
class ToSign:
    """A unit of which every criterion is met, waiting for its learner's name."""

    unit_assessment_id: int
    title: str
    criteria: int


@dataclass(frozen=True)
class Entry:
    """One of the latest entries of somebody's log."""

    item_id: int
    number: int
    title: str
    happened_on: date | None
    minutes: int | None
    item_status: EvidenceStatus
    sent_status: SubmissionStatus | None
    criteria: int
    picture: str | None
    is_handed_on: bool

    @property
    def label(self) -> str:
        """The number people say and write: `E007`."""
        return label_of(self.number)

    @property
    def status(self) -> EvidenceStatus | SubmissionStatus:
        """How it stands: with its owner, or where its assessor has got to."""
        if self.item_status is EvidenceStatus.SUBMITTED and self.sent_status is not None:
            return self.sent_status
        return self.item_status


def came_back(learner: User) -> Sequence[CameBack]:
    """List what an assessor wants more of and has not been answered yet, longest ago first."""
    return [CameBack(*row) for row in db.session.execute(*_came_back(learner.id))]


@prepared
def _came_back(learner_id: Any) -> Columns:
    wanting = sa.exists().where(
        CriterionStanding.submission_id == Submission.id,
        CriterionStanding.state == CriterionState.NOT_YET_MET,
    )
    return (
        sa.select(
            Submission.id,
            Item.number,
            Revision.title,
            User.known_as,
            Submission.feedback,
            sa.func.coalesce(Submission.decided_at, Submission.submitted_at),
            Submission.status == SubmissionStatus.RETURNED,
        )
        .join(Revision, Revision.id == Submission.revision_id)
        .join(Item, Item.id == Revision.item_id)
        .join(User, User.id == Submission.assessor_id)
        .join(Registration, Registration.id == Submission.registration_id)
        .where(
            Registration.learner_id == learner_id,
            Item.status == EvidenceStatus.SUBMITTED,
            Revision.number == Item.latest,
            sa.or_(
                Submission.status == SubmissionStatus.RETURNED,
                sa.and_(Submission.status == SubmissionStatus.PART_ACCEPTED, wanting),
            ),
        )
        .order_by(Submission.decided_at)
    )


def count_stranded(actor: User) -> int:
    """Count the registrations that need another assessor or quality assurer."""
    if not may_administer(actor):
        return 0
    ids = stranded(actor).with_only_columns(sa.func.count(Registration.id))
    return db.session.scalar(ids) or 0


def count_uncovered(actor: User) -> int:
    """Count the units that nobody may countersign, for those who may enter somebody who can."""
    return len(without_countersigner(actor)) if actor.holds(Role.TRAINING_ADMIN) else 0


def count_ending(actor: User) -> int:
    """Count what runs out within 90 days, for those who see to it."""
    return count_endings(clock.today()) if may_see_endings(actor) else 0


def to_sign(learner: User) -> Sequence[ToSign]:
    """List the units this learner can sign, in the order they are registered."""
    return [ToSign(*row) for row in db.session.execute(*_to_sign(learner.id))]


@prepared
def _to_sign(learner_id: Any) -> Columns:
    met = (
        sa.select(sa.func.count())
        .where(CriterionStanding.unit_assessment_id == UnitAssessment.id)
        .correlate(UnitAssessment)
        .scalar_subquery()
    )
    return (
        sa.select(UnitAssessment.id, UnitVersion.title, met)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .where(Registration.learner_id == learner_id, UnitAssessment.status == UnitStatus.READY)
        .order_by(UnitAssessment.id)
    )


def latest_entries(owner: User) -> Sequence[Entry]:
    """List the latest entries of somebody's log in one statement."""
    return [Entry(*row) for row in db.session.execute(*_latest_entries(owner.id, LATEST))]


@prepared
def _latest_entries(owner_id: Any, most: Any) -> Columns:
    sent = (
        sa.select(Submission.status)
        .where(Submission.revision_id == Revision.id)
        .order_by(Submission.id.desc())
        .limit(1)
        .correlate(Revision)
        .scalar_subquery()
    )
    links = (
        sa.select(sa.func.count(CriterionLink.id))
        .where(CriterionLink.revision_id == Revision.id)
        .correlate(Revision)
        .scalar_subquery()
    )
    picture = (
        sa.select(StoredFile.code)
        .join(AttachedFile, AttachedFile.file_id == StoredFile.id)
        .where(AttachedFile.revision_id == Revision.id, StoredFile.thumb_key.is_not(None))
        .order_by(AttachedFile.position)
        .limit(1)
        .correlate(Revision)
        .scalar_subquery()
    )
    return (
        sa.select(
            Item.id,
            Item.number,
            Revision.title,
            Revision.happened_on,
            Revision.minutes,
            Item.status,
            sent,
            links,
            picture,
            Revision.offered_at.is_not(None),
        )
        .join(Revision, sa.and_(Revision.item_id == Item.id, Revision.number == Item.latest))
        .where(
            Item.owner_id == owner_id,
            Item.status != EvidenceStatus.WITHDRAWN,
            handed_on(Revision),
        )
        .order_by(Item.number.desc())
        .limit(most)
    )
