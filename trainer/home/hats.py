"""The hats somebody may wear and the pages of each: the whole navigation, as data."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from babel.support import LazyProxy

from trainer.accounts.models import User
from trainer.core.policy import Verdict
from trainer.core.text import lazy_gettext as _
from trainer.people.models import Role
from trainer.people.policies import ADMINISTRATIVE, may_lead


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


HATS: tuple[Hat, ...] = (
    Hat(
        HatKey.ME,
        _("Me"),
        (HatPage("home.me", _("Home"), "home", tab=True),),
    ),
    Hat(
        HatKey.TEAM,
        _("Team"),
        (
            HatPage(
                "people.team",
                _("Overview"),
                "home",
                tab=True,
                within=frozenset({"people.person", "people.hand_over_code"}),
            ),
        ),
        may_wear=may_lead,
    ),
    Hat(
        HatKey.ADMIN,
        _("Admin"),
        (
            HatPage(
                "people.everybody",
                _("People"),
                "people",
                tab=True,
                within=frozenset(
                    {
                        "people.add",
                        "people.correct",
                        "people.hand_over_code",
                        "people.leave",
                        "people.look_through",
                        "people.person",
                        "people.place",
                        "people.take_back",
                        "people.upload",
                    }
                ),
            ),
            HatPage(
                "people.roles",
                _("Roles"),
                "key",
                tab=True,
                within=frozenset(
                    {
                        "people.ask_for_role",
                        "people.confirm_role",
                        "people.end_role",
                        "people.refuse_role",
                    }
                ),
            ),
            HatPage(
                "people.sites",
                _("Sites and teams"),
                "pin",
                within=frozenset(
                    {
                        "people.add_site",
                        "people.add_team",
                        "people.rename_site",
                        "people.rename_team",
                    }
                ),
            ),
        ),
        roles=ADMINISTRATIVE,
    ),
)
