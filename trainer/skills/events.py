"""What happens to coverage targets, and reminders given by hand."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.core.events import Event
from trainer.skills.models import CoverageTarget, HandReminder
from trainer.training.models import Skill


@dataclass(frozen=True, kw_only=True)
class TargetSet(Event):
    """Somebody said how many at a place must hold a skill."""

    subject: CoverageTarget
    skill: Skill
    number: int


@dataclass(frozen=True, kw_only=True)
class TargetChanged(Event):
    """How many at a place must hold a skill, or when, was changed."""

    subject: CoverageTarget
    number: int


@dataclass(frozen=True, kw_only=True)
class TargetEnded(Event):
    """It is a target no more from a day on."""

    subject: CoverageTarget
    ended_on: date


@dataclass(frozen=True, kw_only=True)
class RemindedByHand(Event):
    """Somebody was reminded of a skill by a colleague."""

    subject: HandReminder
    person: User
    skill: Skill
