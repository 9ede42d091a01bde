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

    `leads_to` names the pages one reaches from it, which stand under the same hat.
    """

    endpoint: str
    name: LazyProxy
    icon: str
    tab: bool = False
    new: bool = False
    roles: frozenset[Role] = frozenset()
    leads_to: frozenset[str] = frozenset()

    def holds(self, endpoint: str | None) -> bool:
        """Say whether a page is this one, or reached from it."""
        return endpoint == self.endpoint or endpoint in self.leads_to


@dataclass(frozen=True)
class Hat:
    """A set of pages that belong together."""

    key: HatKey
    name: LazyProxy
    pages: tuple[HatPage, ...]
    roles: frozenset[Role] = frozenset()


PROGRESS = frozenset({"assessments.qualification", "assessments.unit", "assessments.sign"})
"""Pages reached from one's own qualifications and from those of one's learners."""

HATS: tuple[Hat, ...] = (
    Hat(
        HatKey.ME,
        _("Me"),
        (
            HatPage("home.me", _("Home"), "home", tab=True),
            HatPage("logs.mine", _("Log"), "log", tab=True),
            HatPage(
                "assessments.mine",
                _("Qualifications"),
                "qual",
                leads_to=PROGRESS | {"assessments.submit", "assessments.submission"},
            ),
            HatPage("logs.new", _("New entry"), "plus", tab=True, new=True),
            HatPage(
                "assessors.conflicts",
                _("Conflicts of interest"),
                "flag",
                roles=frozenset({Role.ASSESSOR, Role.IQA}),
            ),
        ),
    ),
    Hat(
        HatKey.ASSESS,
        _("Assess"),
        (
            HatPage("assessments.queue", _("Queue"), "queue", tab=True),
            HatPage(
                "assessments.learners",
                _("My learners"),
                "people",
                tab=True,
                leads_to=PROGRESS | {"assessments.submission"},
            ),
        ),
        roles=frozenset({Role.ASSESSOR}),
    ),
    Hat(
        HatKey.ASSURE,
        _("Assure"),
        (
            HatPage(
                "quality.queue",
                _("To release"),
                "shield",
                tab=True,
                leads_to=frozenset({"assessments.submission"}),
            ),
        ),
        roles=frozenset({Role.IQA}),
    ),
    Hat(
        HatKey.ADMIN,
        _("Admin"),
        (
            HatPage("catalogue.overview", _("Catalogue"), "log", tab=True),
            HatPage("assessors.register", _("Register"), "shield", tab=True),
        ),
        roles=frozenset({Role.TRAINING_ADMIN}),
    ),
)
