"""What a hat is: a set of pages somebody works with under one navigation."""

from dataclasses import dataclass
from enum import StrEnum

from babel.support import LazyProxy

from trainer.people.models import Role


class HatKey(StrEnum):
    """Under which hat somebody is at work."""

    ME = "me"
    ASSESS = "assess"
    ASSURE = "assure"
    TEAM = "team"
    ADMIN = "admin"


@dataclass(frozen=True)
class HatPage:
    """One entry of the navigation; `roles` narrows it to holders of one of them.

    `within` names the pages that are reached from it and have no entry of their own; `counts` the
    number of `Around` that stands beside it. A page with `demonstration` is there in the
    demonstration only.
    """

    endpoint: str
    name: LazyProxy
    icon: str
    tab: bool = False
    new: bool = False
    roles: frozenset[Role] = frozenset()
    within: frozenset[str] = frozenset()
    counts: str = ""
    demonstration: bool = False

    def leads_to(self, endpoint: str | None) -> bool:
        """Say whether that page is this one, or is reached from it."""
        return endpoint == self.endpoint or endpoint in self.within


@dataclass(frozen=True)
class Hat:
    """A set of pages that belong together.

    Worn by holders of one of `roles`, by whoever leads a team where `for_leaders`, and by everyone
    where there is neither.
    """

    key: HatKey
    name: LazyProxy
    pages: tuple[HatPage, ...]
    roles: frozenset[Role] = frozenset()
    for_leaders: bool = False
