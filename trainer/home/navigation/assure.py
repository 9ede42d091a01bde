"""The pages of a quality assurer."""

from dataclasses import replace

from trainer.core.text import lazy_gettext as _
from trainer.home.hats import Hat, HatKey, HatPage
from trainer.home.navigation.shared import CLAIMS, PHRASES, REVIEWS_PAGE, VISITS_PAGE
from trainer.home.within import EXERCISES, LOOKS, MALPRACTICE, POINTS, PROGRESS, WITNESSES
from trainer.people.models import Role

ASSURE = Hat(
    HatKey.ASSURE,
    _("Assure"),
    (
        HatPage(
            "quality.queue",
            _("To release"),
            "shield",
            tab=True,
            counts="to_release",
            within=PROGRESS
            | WITNESSES
            | {
                "assessments.submission",
                "quality.unit",
                "quality.release",
                "quality.ask_again",
                "quality.refuse_credit",
                "quality.complete",
                "quality.releases",
                "quality.earlier_release",
            },
        ),
        HatPage(
            "quality.samples",
            _("To look into"),
            "eye",
            tab=True,
            counts="to_sample",
            within=LOOKS | {"quality.decide", "quality.hand_on", "quality.sample", "quality.seek"},
        ),
        HatPage(
            "sampling.overview",
            _("Sampling"),
            "sample",
            within=frozenset(
                {
                    "sampling.strategy",
                    "sampling.draw",
                    "sampling.plan",
                    "sampling.again",
                    "sampling.coverage",
                }
            ),
        ),
        HatPage(
            "comparing.assessors",
            _("Assessors"),
            "people",
            within=frozenset({"assessors.register", "register.person"}),
        ),
        HatPage("standardisation.listed", _("Standardisation"), "people", within=EXERCISES),
        VISITS_PAGE,
        HatPage("points.listed", _("Actions"), "check", counts="points", within=POINTS),
        replace(CLAIMS, roles=frozenset({Role.IQA})),
        REVIEWS_PAGE,
        HatPage(
            "malpractice.listed",
            _("Malpractice"),
            "flag",
            counts="to_look_into",
            within=MALPRACTICE,
        ),
        PHRASES,
    ),
    roles=frozenset({Role.IQA}),
)
