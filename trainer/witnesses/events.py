"""What happens to testimony that is asked for. That it was given is in the ledger as a signature."""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.logs.models import Item
from trainer.witnesses.models import Opened, WitnessRequest


@dataclass(frozen=True, kw_only=True)
class TestimonyAsked(Event):
    """A learner or their assessor asked somebody to say what they saw."""

    subject: WitnessRequest
    criteria: list[int]
    by_mail: bool


@dataclass(frozen=True, kw_only=True)
class LinkRenewed(Event):
    """A witness was given another link; the one before no longer works."""

    subject: WitnessRequest
    by_mail: bool


@dataclass(frozen=True, kw_only=True)
class LinkRevoked(Event):
    """A witness's link was taken back before they wrote."""

    subject: WitnessRequest


@dataclass(frozen=True, kw_only=True)
class LinkOpened(Event):
    """Somebody opened a witness's link."""

    subject: WitnessRequest
    met: Opened
    learner_seen: bool


@dataclass(frozen=True, kw_only=True)
class TestimonyDeclined(Event):
    """A witness said that they can't write what they are asked for."""

    subject: WitnessRequest


@dataclass(frozen=True, kw_only=True)
class TestimonyGiven(Event):
    """A witness confirmed what they wrote, and it is evidence of the learner's."""

    subject: WitnessRequest
    item: Item
    learner_seen: bool
