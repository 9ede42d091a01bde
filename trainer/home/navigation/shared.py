"""Pages under more than one hat, and who wears some of them."""

from trainer.core.text import lazy_gettext as _
from trainer.home.hats import HatPage
from trainer.home.within import OF_CLAIMS, VISITS
from trainer.people.models import Role
from trainer.registrations.policies import READERS

TRAINING = frozenset({Role.TRAINING_ADMIN})
SYSTEM = frozenset({Role.SYSTEM_ADMIN})

PHRASES = HatPage(
    "assessments.phrases", _("Phrases"), "quote", within=frozenset({"assessments.change_phrase"})
)
"""The phrases for feedback, under every hat that writes some."""

CLAIMS = HatPage(
    "claims.ready",
    _("Claims"),
    "arrow",
    roles=READERS,
    within=OF_CLAIMS,
)
"""Claims to awarding organisations: administrators make them, quality assurers read theirs."""

REVIEWS_PAGE = HatPage(
    "reviews.listed",
    _("Awards under review"),
    "warn",
    within=frozenset({"reviews.review", "reviews.let_stand", "reviews.tell_organisation"}),
)
"""Awards that rest on a unit opened again: administrators settle them, quality assurers read."""

VISITS_PAGE = HatPage("visits.listed", _("Visits"), "eye", within=VISITS)
"""Visits of external quality assurers, under the hats of those who arrange them."""
