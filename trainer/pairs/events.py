"""What happens between two of whom one coaches the other; what they talked of stays out of the trail."""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.pairs.models import CoachingPair


@dataclass(frozen=True, kw_only=True)
class CoachAsked(Event):
    """Somebody was asked to coach a colleague."""

    subject: CoachingPair


@dataclass(frozen=True, kw_only=True)
class CoachAgreed(Event):
    """Somebody said yes to coaching a colleague."""

    subject: CoachingPair


@dataclass(frozen=True, kw_only=True)
class CoachDeclined(Event):
    """Somebody can't coach the colleague who asked."""

    subject: CoachingPair


@dataclass(frozen=True, kw_only=True)
class CoachingMet(Event):
    """The two met and keep a note of it."""

    subject: CoachingPair
    minutes: int


@dataclass(frozen=True, kw_only=True)
class CoachingEnded(Event):
    """The coaching is over: it came to its end, or was stopped before."""

    subject: CoachingPair
