"""What a hat is: a set of pages somebody works with under one navigation."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from babel.support import LazyProxy

from trainer.accounts.models import User
from trainer.core.policy import Verdict
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

    `within` names the pages that are reached from it and have no entry of their own.
    """

    endpoint: str
    name: LazyProxy
    icon: str
    tab: bool = False
    new: bool = False
    roles: frozenset[Role] = frozenset()
    within: frozenset[str] = frozenset()

    def leads_to(self, endpoint: str | None) -> bool:
        """Say whether that page is this one, or is reached from it."""
        return endpoint == self.endpoint or endpoint in self.within


@dataclass(frozen=True)
class Hat:
    """A set of pages that belong together.

    Worn by holders of one of `roles`, or by whoever `may_wear` says may; by everyone where there is
    neither. `may_wear` is asked on every page, so it costs one statement at most.
    """

    key: HatKey
    name: LazyProxy
    pages: tuple[HatPage, ...]
    roles: frozenset[Role] = frozenset()
    may_wear: Callable[[User], Verdict] | None = None
