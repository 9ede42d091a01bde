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
    """One entry of the navigation; `roles` narrows it to holders of one of them.

    A page with `demonstration` is there in the demonstration only.
    """

    endpoint: str
    name: LazyProxy
    icon: str
    tab: bool = False
    new: bool = False
    roles: frozenset[Role] = frozenset()
    demonstration: bool = False


@dataclass(frozen=True)
class Hat:
    """A set of pages that belong together."""

    key: HatKey
    name: LazyProxy
    pages: tuple[HatPage, ...]
    roles: frozenset[Role] = frozenset()


TRAINING = frozenset({Role.TRAINING_ADMIN})
SYSTEM = frozenset({Role.SYSTEM_ADMIN})

HATS: tuple[Hat, ...] = (
    Hat(
        HatKey.ME,
        _("Me"),
        (
            HatPage("home.me", _("Home"), "home", tab=True),
            HatPage("logs.mine", _("Log"), "log", tab=True),
            HatPage("logs.new", _("New entry"), "plus", tab=True, new=True),
            HatPage("certificates.mine", _("Certificates"), "cert"),
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
            HatPage("catalogue.overview", _("Catalogue"), "log", tab=True, roles=TRAINING),
            HatPage("assessors.register", _("Register"), "shield", tab=True, roles=TRAINING),
            HatPage("certificates.listed", _("Certificates"), "cert", tab=True, roles=TRAINING),
            HatPage("certificates.ready", _("Ready to issue"), "sign", roles=TRAINING),
            HatPage("outgoing.waiting", _("Outbox"), "queue", roles=SYSTEM),
            HatPage(
                "outgoing.sent_mail",
                _("Sent mail"),
                "chat",
                roles=TRAINING | SYSTEM,
                demonstration=True,
            ),
        ),
        roles=TRAINING | SYSTEM,
    ),
)
