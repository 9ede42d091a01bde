"""The pages of a line manager."""

from trainer.core.text import lazy_gettext as _
from trainer.home.hats import Hat, HatKey, HatPage
from trainer.home.within import COURSES, FEEDS, PROGRESS, REQUIRED

TEAM = Hat(
    HatKey.TEAM,
    _("Team"),
    (
        HatPage(
            "people.team",
            _("Overview"),
            "home",
            tab=True,
            within=PROGRESS
            | {
                "people.person",
                "people.hand_over_code",
                "certificates.certificate",
                "witnesses.offer",
            },
        ),
        HatPage(
            "courses.team",
            _("Courses"),
            "train",
            counts="places_to_agree",
            within=COURSES | {"courses.find"},
        ),
        HatPage("training.team", _("Required skills"), "checkc", within=REQUIRED),
        HatPage("updates.team", _("Updates to read"), "doc"),
        HatPage("feeds.overview", _("Work products"), "chart", within=FEEDS),
    ),
    for_leaders=True,
)
