"""Something happened: announced once, by the action that made it happen.

An event is a frozen dataclass in the past tense. A `LedgerEvent` also becomes a link of the
decision ledger; every other event is a line of the trail.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer.accounts.models import User


@dataclass(frozen=True)
class Sealed:
    """Text that may have to be erased one day: the ledger keeps its salted hash, not the words."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """Who did what to which thing. `actor` is None where the system itself acts."""

    actor: "User | None"
    subject: Any


@dataclass(frozen=True, kw_only=True)
class LedgerEvent(Event):
    """An event on which somebody's record rests; it is chained and never purged."""


Handler = Callable[[Any], None]

_every: list[Handler] = []
_reactions: dict[type[Event], Sequence[Handler]] = {}


def react_with(
    every: Sequence[Handler], reactions: Mapping[type[Event], Sequence[Handler]]
) -> None:
    """Set what follows events: `every` for each one, then those its own type asks for."""
    _every[:] = every
    _reactions.clear()
    _reactions.update(reactions)


def publish(event: Event) -> None:
    """Announce an event, so that it is recorded and what follows from it happens now."""
    for handler in (*_every, *_reactions.get(type(event), ())):
        handler(event)
