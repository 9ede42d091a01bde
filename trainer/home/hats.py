"""The hats somebody may wear and the pages of each: the whole navigation, as data."""

from dataclasses import dataclass
from enum import StrEnum

from babel.support import LazyProxy

from trainer.core.text import lazy_gettext as _
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
    """One entry of the navigation; `roles` narrows it to holders of one of them."""

    endpoint: str
    name: LazyProxy
    icon: str
    tab: bool = False
    new: bool = False
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Hat:
    """A set of pages that belong together."""

    key: HatKey
    name: LazyProxy
    pages: tuple[HatPage, ...]
    roles: frozenset[Role] = frozenset()


HATS: tuple[Hat, ...] = (
    Hat(
        HatKey.ME,
        _("Me"),
        (
            HatPage("home.me", _("Home"), "home", tab=True),
            HatPage("registrations.mine", _("Qualifications"), "qual", tab=True),
            HatPage(
                "assessors.conflicts",
                _("Conflicts of interest"),
                "flag",
                roles=frozenset({Role.ASSESSOR, Role.IQA}),
            ),
        ),
    ),
    Hat(
        HatKey.ADMIN,
        _("Admin"),
        (
            HatPage("registrations.overview", _("Registrations"), "people", tab=True),
            HatPage("catalogue.overview", _("Catalogue"), "log", tab=True),
            HatPage("assessors.register", _("Register"), "shield", tab=True),
        ),
        roles=frozenset({Role.TRAINING_ADMIN}),
    ),
)
