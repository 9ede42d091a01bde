"""What everybody has: their own record."""

from trainer.core.text import lazy_gettext as _
from trainer.home.hats import Hat, HatKey, HatPage
from trainer.home.within import (
    APPEALS,
    APPRAISAL,
    CAREER,
    COURSES,
    DEVELOPMENT,
    FEEDBACK,
    OBJECTIVES,
    ONE_TO_ONES,
    PAIRS,
    PLANS,
    POINTS,
    PROGRESS,
    PROMOTIONS,
    VACANCIES,
    WITNESSES,
)
from trainer.people.models import Role

ME = Hat(
    HatKey.ME,
    _("Me"),
    (
        HatPage(
            "home.me",
            _("Home"),
            "home",
            tab=True,
            within=POINTS | {"equality.own", "points.listed", "privacy.own"},
        ),
        HatPage(
            "logs.mine",
            _("Log"),
            "log",
            within=frozenset(
                {
                    "assessments.submit",
                    "cpd.mine",
                    "elearning.mine",
                    "feeds.offered",
                    "logs.begin",
                    "logs.calendar",
                    "logs.edit",
                    "logs.entry",
                    "logs.fill",
                    "logs.find",
                    "logs.kinds",
                    "logs.offer",
                    "logs.printed",
                    "logs.revision",
                    "logs.sign",
                    "logs.version",
                    "logs.versions",
                    "logs.tag",
                    "logs.withdraw",
                }
            ),
        ),
        HatPage(
            "assessments.mine",
            _("Qualifications"),
            "qual",
            tab=True,
            within=PROGRESS | WITNESSES | {"assessments.submission", *PLANS},
        ),
        HatPage(
            "planning.mine", _("Plans"), "calendar", within=frozenset({"planning.open_calendar"})
        ),
        HatPage("logs.new", _("New entry"), "plus", tab=True, new=True),
        HatPage(
            "certificates.mine",
            _("Certificates"),
            "cert",
            within=frozenset({"certificates.certificate"}),
        ),
        HatPage("training.mine", _("My training"), "checkc", within=frozenset({"currency.mine"})),
        HatPage(
            "appraisals.mine",
            _("Appraisal"),
            "appraise",
            counts="own_appraisals",
            within=APPRAISAL,
        ),
        HatPage("careers.mine", _("Career"), "career", within=CAREER),
        HatPage(
            "promotions.mine",
            _("Promotions"),
            "step",
            counts="promotions_to_do",
            within=PROMOTIONS,
        ),
        HatPage("vacancies.listing", _("Vacancies"), "vacancy", within=VACANCIES),
        HatPage(
            "updates.mine",
            _("Updates to read"),
            "doc",
            counts="to_read",
            within=frozenset({"updates.read"}),
        ),
        HatPage(
            "behaviours.listed",
            _("Behaviours"),
            "appraise",
            within=frozenset({"behaviours.behaviour"}),
        ),
        HatPage(
            "feedback.mine",
            _("Feedback"),
            "chat",
            counts="feedback_to_give",
            within=FEEDBACK | {"feedback.answer"},
        ),
        HatPage("objectives.mine", _("Objectives"), "flag", within=OBJECTIVES),
        HatPage(
            "development.mine",
            _("Development plan"),
            "dev",
            counts="own_development",
            within=DEVELOPMENT,
        ),
        HatPage("one_to_ones.mine", _("One-to-ones"), "chat", within=ONE_TO_ONES),
        HatPage("coaching.mine", _("Coaching"), "person", within=frozenset({"coaching.note"})),
        HatPage(
            "pairs.mine",
            _("Coaching among colleagues"),
            "people",
            counts="asked_to_coach",
            within=PAIRS,
        ),
        HatPage("figures.mine", _("My figures"), "chart", within=frozenset({"figures.history"})),
        HatPage("courses.find", _("Courses"), "train", within=COURSES),
        HatPage("appeals.listed", _("Appeals"), "chat", within=APPEALS),
        HatPage(
            "assessors.conflicts",
            _("Conflicts of interest"),
            "flag",
            roles=frozenset({Role.ASSESSOR, Role.IQA}),
        ),
    ),
)
