"""What happens to coaching notes; the trail says that, and not what was seen."""

from dataclasses import dataclass

from trainer.coaching.models import CoachingNote
from trainer.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CoachingNoteWritten(Event):
    """Somebody wrote down what they saw, or put it anew; only they read it yet."""

    subject: CoachingNote


@dataclass(frozen=True, kw_only=True)
class CoachingNoteShared(Event):
    """The person it is about reads it from now on, and so does their line of managers."""

    subject: CoachingNote


@dataclass(frozen=True, kw_only=True)
class CoachingNoteAnswered(Event):
    """The person said what they make of it."""

    subject: CoachingNote


@dataclass(frozen=True, kw_only=True)
class CoachingStepDone(Event):
    """The next step the two agreed is done."""

    subject: CoachingNote


@dataclass(frozen=True, kw_only=True)
class CoachingNoteUsed(Event):
    """The person made a draft of their own evidence of it."""

    subject: CoachingNote
