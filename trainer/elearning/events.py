"""What happens to keys, and to what other systems send."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.core.events import Event
from trainer.elearning.models import Activity, LearnerName, ReceivingKey
from trainer.training.models import Skill


@dataclass(frozen=True, kw_only=True)
class ReceivingKeyMade(Event):
    """Another system may send statements until a day."""

    subject: ReceivingKey
    label: str
    prefix: str
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class ReceivingKeyEnded(Event):
    """Another system may send nothing any more."""

    subject: ReceivingKey
    label: str


@dataclass(frozen=True, kw_only=True)
class StatementsReceived(Event):
    """Another system sent statements that were not known yet."""

    subject: ReceivingKey
    number: int


@dataclass(frozen=True, kw_only=True)
class ActivityMatched(Event):
    """Completing an activity gives a skill from now on, or gives none any more."""

    subject: Activity
    skill: Skill | None


@dataclass(frozen=True, kw_only=True)
class LearnerMatched(Event):
    """Somebody said whom another system means."""

    subject: LearnerName
    person: User
