"""A row at least in each table of quality assurance that may only grow."""

from datetime import timedelta

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_appraisals import make_answered, make_appraisal, make_cast
from tests.factories_assessments import make_registration, make_submission
from tests.factories_behaviours import make_builtin
from tests.factories_certificates import make_administrator, make_complete
from tests.factories_claims import make_direct, make_received
from tests.factories_feedback import make_company, make_round, open_round
from tests.factories_figures import bring_in, make_measure
from tests.factories_logs import make_upload
from tests.factories_objectives import make_agreed, make_talk
from tests.factories_people import make_holder, make_placement, make_site
from tests.factories_promotions import S, make_case
from tests.factories_promotions import make_cast as make_promotion_cast
from tests.factories_sampling import make_sample, make_waiting
from tests.factories_standardisation import make_assessors, make_exercise, say, send
from tests.factories_training import make_holding, make_requirement, make_skill
from tests.factories_updates import make_update
from tests.factories_visits import make_device, make_visit
from trainer.accounts.models import SecondStepRule, User
from trainer.appraisals.actions import signing as signing_appraisals
from trainer.appraisals.actions.reading import note_reading
from trainer.appraisals.models import AppraisalReminder, CalibrationChange, CalibrationLine
from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.assessors.models import CaseloadLimit, CompetenceCheck, Duty, RegisterEntry
from trainer.careers.models import CareerMapVersion
from trainer.claims.models import DirectClaimReview, ReviewOutcome
from trainer.core import clock
from trainer.currency.models import CurrencyReminder, CurrencyRule
from trainer.equality.models import EqualityTerms
from trainer.extensions import db
from trainer.feedback.models import FeedbackOpening, FeedbackReading
from trainer.objectives.actions.following import check_in
from trainer.objectives.models import ObjectiveStatus
from trainer.people.models import Role
from trainer.privacy.retention.models import RetentionStart, RetentionTime
from trainer.privacy.retention.schedule import Kept
from trainer.quality.models import FaultSearch, LookReply
from trainer.registrations.models import UnitAssessment
from trainer.reviews.models import Review
from trainer.sampling.models import Look, Sign, SignKind
from trainer.skills.models import CoverageTarget, HandReminder
from trainer.training import actions as actions_of_training
from trainer.training.models import Exemption, TrainingReminder
from trainer.updates.models import UpdateReading, UpdateReminder
from trainer.visits.models import Page, VisitOpening, VisitReport


def make_rows_of_appraisals() -> None:
    """Let somebody be appraised to the end, calibrated, reminded and read about by HR."""
    cast = make_cast()
    one = make_appraisal(cast, AppraisalStage.REVIEWED, calibrates=True)
    signing_appraisals.add_note(one, actor=cast.person, words="Thank you.")
    note_reading(one, Party.HR, actor=cast.hr)
    line = db.session.scalars(sa.select(CalibrationLine).limit(1)).one()
    db.session.add_all(
        [
            AppraisalReminder(
                appraisal_id=one.id,
                stage=AppraisalStage.SHARED,
                late=False,
                told_id=cast.manager.id,
            ),
            CalibrationChange(line=line, before=2, after=3, reason="As elsewhere.", by=cast.hr),
        ]
    )
    make_answered(one, cast)


def make_rows_of_promotions() -> None:
    """Let somebody be promoted."""
    make_case(make_promotion_cast(), S.ACCEPTED)


def make_rows_of_quality() -> None:
    """Let somebody be on the register, sampled, standardised and visited."""
    assessor, assurer = make_user("Sal Assessor"), make_user("Quin Assurer")
    [unit] = make_waiting(1, assessor, assurer)
    make_sample([unit], assurer)
    look = db.session.scalars(sa.select(Look).limit(1)).one()
    entry = db.session.scalars(sa.select(RegisterEntry).limit(1)).one()
    today = clock.today()
    db.session.add_all(
        [
            Sign(unit_assessment=unit, kind=SignKind.APPEALED),
            LookReply(look=look, author=assurer, words="See the second line."),
            FaultSearch(
                look=look, iqa=assurer, unit_assessment_ids=[], reason="It is the only one."
            ),
            CaseloadLimit(holder=assessor, duty=Duty.ASSESS, most=5, recorded_by=assurer),
            CompetenceCheck(
                entry_id=entry.id,
                shown_by="Nine years at the counter.",
                checked_by="Her manager",
                checked_on=today,
                review_on=today + timedelta(days=365),
            ),
        ]
    )
    _standardised()
    _visited()
    _claimed(assurer)
    make_builtin()
    _asked_about()
    hr = make_holder("Hana People", Role.HR)
    make_measure(hr)
    bring_in(hr, f"{assessor.staff_number},contacts,2026-01,4")
    _told_and_read(assurer)
    _held(assurer, unit)
    _agreed()


def _asked_about() -> None:
    company = make_company(peers=4)
    told = open_round(make_round(company, raters=company.peers, outsiders=1), company)
    rater = told.raters[-1]
    db.session.add_all(
        [
            FeedbackOpening(rater_id=rater.id, place="0123456789abcdef"),
            FeedbackReading(round_id=told.id, reader=company.hr),
        ]
    )


def _standardised() -> None:
    submission = make_submission(make_registration(make_user(), make_user(), make_user()))
    exercise = make_exercise(submission)
    people = make_assessors(submission, make_user(), make_user())
    send(exercise, people)
    say(exercise, people[0], *[True] * len(submission.revision.links))


def _visited() -> None:
    visit = make_visit(make_registration(make_user(), make_user(), make_user()))
    db.session.add_all(
        [
            VisitOpening(visit_id=visit.id, device=make_device(visit), page=next(iter(Page))),
            VisitReport(visit_id=visit.id, outcome="Low risk.", recorded_by=visit.arranged_by),
        ]
    )


def _claimed(by: User) -> None:
    registration = make_complete(make_user("Clara Claimed"))
    received = make_received(registration, upload=make_upload())
    status = make_direct(registration.version)
    today = clock.today()
    db.session.add_all(
        [
            DirectClaimReview(
                status_id=status.id,
                reviewed_on=today,
                reviewed_by="Eva External",
                outcome=ReviewOutcome.CONTINUES,
                next_on=today + timedelta(days=365),
                recorded_by=by,
            ),
            Review(
                unit_assessment=registration.units[0],
                cycle=1,
                learner=registration.learner,
                claim=received.claim,
                due_on=today,
            ),
        ]
    )


def _agreed() -> None:
    person, manager = make_user("Olu Objective"), make_user("Mana Ger")
    make_placement(person, manager=manager)
    objective = make_agreed(person, manager)
    check_in(objective, actor=person, standing=ObjectiveStatus.ON_TRACK, note="It goes well.")
    make_talk(person, manager)
    db.session.commit()


def _told_and_read(reader: User) -> None:
    version = make_update(make_administrator()).newest
    db.session.add_all(
        [
            UpdateReading(version=version, reader=reader),
            UpdateReminder(version_id=version.id, reader_id=reader.id),
        ]
    )
    db.session.commit()


def _held(person: User, made: UnitAssessment) -> None:
    skill = make_skill()
    holding = make_holding(person, skill)
    actions_of_training.take_back_what_rests_on(
        str(holding.key), actor=None, reason="The register was wrong."
    )
    by = make_administrator()
    make_requirement(skill, by)
    today = clock.today()
    db.session.add_all(
        [
            Exemption(
                person=person, skill=skill, starts_on=today, ends_on=today, approved_by=by,
                reason="On long leave.",
            ),
            TrainingReminder(
                person=person, skill=skill, deadline=today, distance=7, recipient=person
            ),
            CurrencyRule(
                unit=made.unit_version.unit, months=12, renewal_days=60, reason="It changes.",
                starts_on=today, set_by=by,
            ),
            CurrencyReminder(
                unit_assessment=made, review_by=today, distance=7, recipient=person
            ),
            EqualityTerms(words="To see whether promotions are fair.", last_day=today, set_by=by),
            SecondStepRule(grace_days=14, reason="Passwords leak.", starts_on=today, set_by=by),
            RetentionTime(kind=Kept.TRAIL, days=2000, reason="Longer.", set_by=by),
            RetentionStart(kind=Kept.TRAIL, due_then=0, confirmed_by=by),
            HandReminder(person=person, skill=skill, day=today, by=by),
            CareerMapVersion(number=2, text="roles: []", why="The first."),
            CoverageTarget(skill=skill, site=make_site(), number=2, set_by=by),
        ]
    )  # fmt: skip
    db.session.commit()
