"""A row at least in each table of quality assurance that may only grow."""

from datetime import timedelta

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import make_registration, make_submission
from tests.factories_certificates import make_administrator, make_complete
from tests.factories_claims import make_direct, make_received
from tests.factories_logs import make_upload
from tests.factories_sampling import make_sample, make_waiting
from tests.factories_standardisation import make_assessors, make_exercise, say, send
from tests.factories_training import make_holding, make_requirement, make_skill
from tests.factories_updates import make_update
from tests.factories_visits import make_device, make_visit
from trainer.accounts.models import User
from trainer.assessors.models import CaseloadLimit, CompetenceCheck, Duty, RegisterEntry
from trainer.claims.models import DirectClaimReview, ReviewOutcome
from trainer.core import clock
from trainer.extensions import db
from trainer.quality.models import FaultSearch, LookReply
from trainer.reviews.models import Review
from trainer.sampling.models import Look, Sign, SignKind
from trainer.training import actions as actions_of_training
from trainer.training.models import Exemption, TrainingReminder
from trainer.updates.models import UpdateReading, UpdateReminder
from trainer.visits.models import Page, VisitOpening, VisitReport


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
    _told_and_read(assurer)
    _held(assurer)


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


def _told_and_read(reader: User) -> None:
    version = make_update(make_administrator()).newest
    db.session.add_all(
        [
            UpdateReading(version=version, reader=reader),
            UpdateReminder(version_id=version.id, reader_id=reader.id),
        ]
    )
    db.session.commit()


def _held(person: User) -> None:
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
        ]
    )  # fmt: skip
    db.session.commit()
