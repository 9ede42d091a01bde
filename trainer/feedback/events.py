"""What happens to rounds of feedback.

That somebody answered or declined in secret is no event: the trail keeps who was here and when, and
beside a time of their answer that would say who gave it.
"""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.feedback.models import FeedbackRater, FeedbackRound, RoundKind


@dataclass(frozen=True, kw_only=True)
class RoundArranged(Event):
    """Somebody arranged feedback about a person."""

    subject: FeedbackRound
    kind: RoundKind
    anonymous: bool


@dataclass(frozen=True, kw_only=True)
class RaterNamed(Event):
    """Somebody was put on the list of those to be asked."""

    subject: FeedbackRater


@dataclass(frozen=True, kw_only=True)
class RaterStruck(Event):
    """Somebody was taken off the list before it was opened."""

    subject: FeedbackRater


@dataclass(frozen=True, kw_only=True)
class RatersNominated(Event):
    """The list was handed to the manager."""

    subject: FeedbackRound


@dataclass(frozen=True, kw_only=True)
class RatersApproved(Event):
    """The manager, or HR, agreed to the list."""

    subject: FeedbackRound


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    """Those on the list were asked."""

    subject: FeedbackRound


@dataclass(frozen=True, kw_only=True)
class RoundCancelled(Event):
    """It was called off, and what had been answered was thrown away."""

    subject: FeedbackRound


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Event):
    """Its last day passed."""

    subject: FeedbackRound


@dataclass(frozen=True, kw_only=True)
class RoundReleased(Event):
    """The person it is about may read it."""

    subject: FeedbackRound


@dataclass(frozen=True, kw_only=True)
class FeedbackGiven(Event):
    """Somebody answered under their name."""

    subject: FeedbackRater


@dataclass(frozen=True, kw_only=True)
class FeedbackDeclined(Event):
    """Somebody said under their name that they would rather not answer."""

    subject: FeedbackRater


@dataclass(frozen=True, kw_only=True)
class RaterLinkRenewed(Event):
    """Somebody from outside was sent another link; the one before no longer works."""

    subject: FeedbackRater


@dataclass(frozen=True, kw_only=True)
class RaterLinkRevoked(Event):
    """The link of somebody from outside was taken back."""

    subject: FeedbackRater


@dataclass(frozen=True, kw_only=True)
class ResultRead(Event):
    """Somebody other than the person and their manager read a result."""

    subject: FeedbackRound


@dataclass(frozen=True, kw_only=True)
class FeedbackPaperAsked(Event):
    """Somebody had what they may read of a round made as a PDF."""

    subject: FeedbackRound
