"""The whole navigation, as data: which hats there are, and the pages of each."""

from trainer.core.text import lazy_gettext as _
from trainer.home.hats import Hat, HatKey, HatPage
from trainer.people.models import Role
from trainer.people.policies import ADMINISTRATIVE
from trainer.registrations.policies import READERS

TRAINING = frozenset({Role.TRAINING_ADMIN})
SYSTEM = frozenset({Role.SYSTEM_ADMIN})
PROGRESS = frozenset(
    {"assessments.qualification", "assessments.unit", "assessments.sign", "stories.unit"}
)
"""Pages reached from one's own qualifications, from those of one's learners, and of one's team."""

PLANS = frozenset(
    {
        "planning.under",
        "planning.propose",
        "planning.plan",
        "planning.change",
        "planning.ask_for_change",
        "planning.carry_out",
        "planning.cancel",
    }
)
"""Pages of assessment plans, reached from a qualification."""
WITNESSES = frozenset({"witnesses.ask", "witnesses.listed", "witnesses.shown"})
"""Pages of the witnesses of a registration, reached from a qualification."""

APPEALS = frozenset(
    {
        "appeals.appeal",
        "appeals.answer",
        "appeals.choose_hearer",
        "appeals.shown",
        "appeals.take_further",
    }
)
MALPRACTICE = frozenset(
    {
        "malpractice.ask_investigator",
        "malpractice.decide",
        "malpractice.report",
        "malpractice.set_aside",
        "malpractice.shown",
    }
)

BY_OTHER_HANDS = frozenset(
    {
        *("logs.begin_about", "logs.entry", "logs.fill", "logs.find", "logs.kinds_about"),
        *("logs.offer", "logs.revision", "logs.sign"),
    }
)
"""Pages of evidence that assessors write about learners, or put their names under."""

ME = Hat(
    HatKey.ME,
    _("Me"),
    (
        HatPage("home.me", _("Home"), "home", tab=True),
        HatPage(
            "logs.mine",
            _("Log"),
            "log",
            within=frozenset(
                {
                    "assessments.submit",
                    "logs.begin",
                    "logs.edit",
                    "logs.entry",
                    "logs.fill",
                    "logs.find",
                    "logs.kinds",
                    "logs.offer",
                    "logs.revision",
                    "logs.sign",
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
        HatPage("appeals.listed", _("Appeals"), "chat", within=APPEALS),
        HatPage(
            "assessors.conflicts",
            _("Conflicts of interest"),
            "flag",
            roles=frozenset({Role.ASSESSOR, Role.IQA}),
        ),
    ),
)
ASSESS = Hat(
    HatKey.ASSESS,
    _("Assess"),
    (
        HatPage(
            "assessments.queue",
            _("Queue"),
            "queue",
            tab=True,
            counts="in_queue",
            within=frozenset(
                {
                    "assessments.review",
                    "assessments.judge",
                    "assessments.sign_judgements",
                    "assessments.send_back",
                    "assessments.correct",
                    "assessments.refuse",
                    "assessments.submission",
                }
            ),
        ),
        HatPage(
            "assessments.learners",
            _("My learners"),
            "people",
            tab=True,
            within=PROGRESS | PLANS | WITNESSES | BY_OTHER_HANDS,
        ),
        HatPage(
            "planning.mine", _("Plans"), "calendar", within=frozenset({"planning.open_calendar"})
        ),
    ),
    roles=frozenset({Role.ASSESSOR}),
)
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
                "quality.complete",
            },
        ),
        HatPage(
            "malpractice.listed",
            _("Malpractice"),
            "flag",
            counts="to_look_into",
            within=MALPRACTICE,
        ),
    ),
    roles=frozenset({Role.IQA}),
)
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
            | {"people.person", "people.hand_over_code", "certificates.certificate"},
        ),
    ),
    for_leaders=True,
)
ADMIN = Hat(
    HatKey.ADMIN,
    _("Admin"),
    (
        HatPage(
            "home.admin",
            _("What waits"),
            "home",
            tab=True,
            within=frozenset({"registrations.running_out"}),
        ),
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
            counts="to_confirm",
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
                {"people.add_site", "people.add_team", "people.rename_site", "people.rename_team"}
            ),
        ),
        HatPage(
            "catalogue.overview",
            _("Catalogue"),
            "qual",
            within=frozenset(
                {
                    "bodies.accredit",
                    "bodies.renew_accreditation",
                    "catalogue.end_dates",
                    "catalogue.incoming_file",
                    "catalogue.qualification",
                    "catalogue.send_file",
                    "catalogue.unit",
                    "transitions.move",
                    "transitions.report",
                }
            ),
        ),
        HatPage(
            "registrations.overview",
            _("Registrations"),
            "log",
            tab=True,
            roles=READERS,
            within=PROGRESS
            | {
                "registrations.assess_first",
                "registrations.choose_units",
                "registrations.claim",
                "registrations.confirm",
                "registrations.reassign",
                "registrations.record_award",
                "registrations.record_rejection",
                "registrations.register_learner",
                "registrations.registration",
                "registrations.take_break",
                "registrations.transfer",
                "registrations.whom",
                "registrations.withdraw",
            },
        ),
        HatPage(
            "cover.assessors",
            _("Assessors and cover"),
            "swap",
            roles=TRAINING,
            within=frozenset({"cover.arrange"}),
        ),
        HatPage("malpractice.listed", _("Malpractice"), "flag", roles=TRAINING, within=MALPRACTICE),
        HatPage(
            "certificates.listed",
            _("Certificates"),
            "cert",
            counts="to_issue",
            roles=READERS,
            within=frozenset(
                {
                    "certificates.ready",
                    "certificates.issue",
                    "certificates.certificate",
                    "certificates.revoke",
                    "certificates.replace",
                }
            ),
        ),
        HatPage(
            "assessors.register",
            _("Register"),
            "shield",
            roles=TRAINING,
            within=frozenset(
                {
                    "assessors.accredit",
                    "assessors.conflicts",
                    "assessors.end_accreditation",
                    "assessors.end_entry",
                    "assessors.enter",
                }
            ),
        ),
        HatPage(
            "bodies.listed",
            _("Professional bodies"),
            "flag",
            roles=TRAINING,
            within=frozenset(
                {
                    "bodies.add",
                    "bodies.add_grade",
                    "bodies.add_mapping",
                    "bodies.body",
                    "bodies.record_own",
                }
            ),
        ),
        HatPage("outgoing.waiting", _("Outbox"), "queue", counts="failed", roles=SYSTEM),
        HatPage(
            "outgoing.sent_mail",
            _("Sent mail"),
            "chat",
            roles=TRAINING | SYSTEM,
            within=frozenset({"outgoing.letter"}),
            demonstration=True,
        ),
    ),
    roles=ADMINISTRATIVE,
)

HATS: tuple[Hat, ...] = (ME, ASSESS, ASSURE, TEAM, ADMIN)
