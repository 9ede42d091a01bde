"""What everybody has: their own record."""

from trainer.core.text import lazy_gettext as _
from trainer.home.hats import Hat, HatKey, HatPage
from trainer.home.within import APPEALS, COURSES, PLANS, POINTS, PROGRESS, WITNESSES
from trainer.people.models import Role

ME = Hat(
    HatKey.ME,
    _("Me"),
    (
        HatPage("home.me", _("Home"), "home", tab=True, within=POINTS | {"points.listed"}),
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
        HatPage("training.mine", _("My training"), "checkc"),
        HatPage(
            "updates.mine",
            _("Updates to read"),
            "doc",
            counts="to_read",
            within=frozenset({"updates.read"}),
        ),
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
