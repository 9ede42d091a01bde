"""The pages of a line manager."""

from trainer.core.text import lazy_gettext as _
from trainer.home.hats import Hat, HatKey, HatPage
from trainer.home.within import (
    APPRAISAL,
    CAREER_OF_OTHERS,
    COACHING,
    COURSES,
    CURRENCY,
    DEVELOPMENT_OF_TEAM,
    FEEDBACK,
    FEEDS,
    NEEDS,
    OBJECTIVES_OF_TEAM,
    ONE_TO_ONES,
    PROGRESS,
    PROMOTIONS,
    REQUIRED,
    VACANCIES,
)

TEAM = Hat(
    HatKey.TEAM,
    _("Team"),
    (
        HatPage(
            "teams.overview",
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
        HatPage(
            "appraisals.team",
            _("Appraisals"),
            "appraise",
            counts="led_appraisals",
            within=APPRAISAL,
        ),
        HatPage("skills.shown", _("Skills matrix"), "matrix", within=REQUIRED),
        HatPage("needs.ranked", _("Training needs"), "dev", within=NEEDS),
        HatPage("currency.people", _("Units to renew"), "clock", within=CURRENCY),
        HatPage("careers.chart", _("Career map"), "career", within=CAREER_OF_OTHERS),
        HatPage(
            "promotions.mine",
            _("Promotions"),
            "step",
            counts="promotions_to_do",
            within=PROMOTIONS,
        ),
        HatPage("promotions.bench", _("Who could follow"), "people"),
        HatPage("vacancies.listing", _("Vacancies"), "vacancy", within=VACANCIES),
        HatPage("feedback.rounds", _("Feedback"), "chat", within=FEEDBACK),
        HatPage("objectives.team", _("Objectives"), "flag", within=OBJECTIVES_OF_TEAM),
        HatPage(
            "development.team",
            _("Development plans"),
            "dev",
            counts="led_development",
            within=DEVELOPMENT_OF_TEAM,
        ),
        HatPage("one_to_ones.mine", _("One-to-ones"), "chat", within=ONE_TO_ONES),
        HatPage("coaching.team", _("Coaching"), "person", within=COACHING),
        HatPage(
            "figures.team",
            _("Figures"),
            "chart",
            within=frozenset({"figures.history", "figures.person"}),
        ),
        HatPage("updates.team", _("Updates to read"), "doc"),
        HatPage("feeds.overview", _("Work products"), "chart", within=FEEDS),
    ),
    for_leaders=True,
)
