"""The pages of administrators, each by their role."""

from dataclasses import replace

from trainer.core.text import lazy_gettext as _
from trainer.home.hats import Hat, HatKey, HatPage
from trainer.home.navigation.shared import (
    CLAIMS,
    PHRASES,
    REVIEWS_PAGE,
    SYSTEM,
    TRAINING,
    VISITS_PAGE,
)
from trainer.home.within import (
    ARRANGING,
    BEHAVIOURS,
    CAREER_MAP,
    CAREER_OF_OTHERS,
    COURSES,
    CURRENCY,
    FEEDBACK,
    FEEDS,
    FIGURES,
    MALPRACTICE,
    NEEDS,
    PROGRESS,
    PROMOTIONS,
    REQUIRED,
    ROUNDS,
    VACANCIES,
)
from trainer.people.models import Role
from trainer.people.policies import ADMINISTRATIVE
from trainer.privacy.erasure.policies import TWO
from trainer.privacy.policies import ANSWERING
from trainer.registrations.policies import READERS

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
                    "factors.reset",
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
                "cohorts.add",
                "cohorts.arrange",
                "cohorts.assign",
                "cohorts.begin",
                "cohorts.listed",
                "cohorts.shown",
                "registrations.assess_first",
                "registrations.choose_units",
                "registrations.confirm",
                "registrations.reassign",
                "registrations.register_learner",
                "registrations.registration",
                "registrations.take_break",
                "registrations.transfer",
                "registrations.whom",
                "registrations.withdraw",
            },
        ),
        HatPage(
            "packs.send",
            _("Packs from elsewhere"),
            "download",
            roles=TRAINING,
            within=frozenset({"packs.arrived", "packs.keys"}),
        ),
        HatPage(
            "cover.assessors",
            _("Assessors and cover"),
            "swap",
            roles=TRAINING,
            within=frozenset({"cover.arrange"}),
        ),
        HatPage(
            "courses.arranged",
            _("Courses"),
            "train",
            counts="places_to_agree",
            roles=TRAINING,
            within=ARRANGING | COURSES | {"courses.find", "courses.team"},
        ),
        HatPage(
            "updates.managed",
            _("Updates to read"),
            "doc",
            roles=TRAINING,
            within=frozenset(
                {"updates.change", "updates.readers", "updates.team", "updates.write"}
            ),
        ),
        HatPage(
            "past.upload",
            _("Past training"),
            "download",
            roles=TRAINING,
            within=frozenset({"past.look_through"}),
        ),
        HatPage(
            "elearning.manage",
            _("E-learning"),
            "train",
            roles=TRAINING,
            within=frozenset({"elearning.activity", "elearning.make_key"}),
        ),
        HatPage(
            "training.skills",
            _("Required skills"),
            "checkc",
            roles=READERS,
            within=frozenset(
                {
                    "training.change_requirement",
                    "training.change_skill",
                    "training.list_skill",
                    "training.require_skill",
                    "training.skill",
                }
            ),
        ),
        HatPage(
            "appraisals.cycles",
            _("Appraisals"),
            "appraise",
            roles=frozenset({Role.HR}),
            within=ROUNDS,
        ),
        HatPage(
            "figures.measures",
            _("Figures"),
            "chart",
            roles=frozenset({Role.HR}),
            within=FIGURES,
        ),
        HatPage(
            "feedback.rounds",
            _("Feedback"),
            "chat",
            roles=frozenset({Role.HR}),
            within=FEEDBACK,
        ),
        HatPage("behaviours.listed", _("Behaviours"), "appraise", roles=READERS, within=BEHAVIOURS),
        HatPage("skills.shown", _("Skills matrix"), "matrix", roles=READERS, within=REQUIRED),
        HatPage("needs.ranked", _("Training needs"), "dev", roles=READERS, within=NEEDS),
        HatPage(
            "budgets.listed",
            _("Training budget"),
            "chart",
            roles=READERS,
            within=frozenset({"budgets.set_one"}),
        ),
        HatPage("currency.people", _("Units to renew"), "clock", roles=READERS, within=CURRENCY),
        HatPage(
            "careers.chart",
            _("Career map"),
            "career",
            roles=frozenset({Role.HR}),
            within=CAREER_OF_OTHERS | CAREER_MAP,
        ),
        HatPage(
            "promotions.mine",
            _("Promotions"),
            "step",
            counts="promotions_to_do",
            roles=frozenset({Role.HR}),
            within=PROMOTIONS,
        ),
        HatPage("promotions.bench", _("Who could follow"), "people", roles=frozenset({Role.HR})),
        HatPage(
            "vacancies.listing",
            _("Vacancies"),
            "vacancy",
            roles=frozenset({Role.HR}),
            within=VACANCIES,
        ),
        HatPage("feeds.overview", _("Work products"), "chart", roles=TRAINING, within=FEEDS),
        replace(VISITS_PAGE, roles=TRAINING),
        HatPage("files.holds", _("Holds on files"), "lock", roles=TRAINING),
        HatPage(
            "erasure.listed",
            _("Erasing people"),
            "ban",
            roles=TWO,
            within=frozenset({"erasure.drop", "erasure.propose", "erasure.shown"}),
        ),
        HatPage(
            "retention.listed",
            _("Retention"),
            "clock",
            roles=SYSTEM,
            within=frozenset({"retention.begin", "retention.change"}),
        ),
        HatPage("malpractice.listed", _("Malpractice"), "flag", roles=TRAINING, within=MALPRACTICE),
        replace(PHRASES, roles=TRAINING),
        HatPage(
            "certificates.listed",
            _("Certificates"),
            "cert",
            counts="to_issue",
            roles=READERS,
            within=frozenset(
                {
                    "batches.listed",
                    "batches.shown",
                    "batches.sign",
                    "certificates.ready",
                    "certificates.issue",
                    "certificates.issue_unit",
                    "certificates.certificate",
                    "certificates.confirm_revocation",
                    "certificates.drop_revocation",
                    "certificates.revoke",
                    "certificates.replace",
                }
            ),
        ),
        HatPage(
            "letterhead.listed",
            _("Letterhead"),
            "doc",
            roles=TRAINING,
            within=frozenset({"letterhead.begin", "letterhead.version"}),
        ),
        CLAIMS,
        replace(REVIEWS_PAGE, roles=TRAINING, counts="to_review"),
        HatPage(
            "assessors.register",
            _("Register"),
            "shield",
            roles=TRAINING,
            within=frozenset(
                {
                    "assessors.accredit",
                    "assessors.check_competence",
                    "assessors.conflicts",
                    "assessors.end_accreditation",
                    "assessors.end_entry",
                    "assessors.enter",
                    "assessors.lift",
                    "assessors.limit",
                    "assessors.suspend",
                    "register.person",
                }
            ),
        ),
        HatPage(
            "careers.candidates",
            _("Ready for the register"),
            "sign",
            roles=TRAINING,
            counts="register_candidates",
            within=frozenset({"careers.set_aside"}),
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
        HatPage(
            "privacy.answered",
            _("Data exports"),
            "download",
            roles=ANSWERING,
            within=frozenset({"privacy.shown"}),
        ),
        HatPage("factors.rule", _("Second steps"), "lock", roles=SYSTEM),
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
