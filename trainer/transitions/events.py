"""What happens when a learner moves to a later version."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.assessments.models import Judgement
from trainer.catalogue.models import Criterion, QualificationVersion
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.logs.models import Revision
from trainer.registrations.models import Registration, UnitAssessment


@dataclass(frozen=True, kw_only=True)
class CarriedOver(LedgerEvent):
    """What was decided on a criterion stands under the same one of a later version too."""

    subject: Judgement
    learner: User
    decision: Judgement
    criterion: Criterion


@dataclass(frozen=True, kw_only=True)
class ClaimsFollowed(Event):
    """An entry not sent yet claims criteria of the later version; `ended` are asked no more."""

    subject: Revision
    learner: User
    version: QualificationVersion
    ended: Sequence[Criterion]


@dataclass(frozen=True, kw_only=True)
class MovedToVersion(LedgerEvent):
    """A registration is pinned to a later version; what was decided before stands on record."""

    subject: Registration
    learner: User
    former: QualificationVersion
    version: QualificationVersion
    followed: Sequence[UnitAssessment]
    dropped: Sequence[UnitAssessment]
    carried: int
    reason: Sealed
