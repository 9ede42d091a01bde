"""The busiest pages, opened by eight people in turn over the many records of the large data."""

from collections.abc import Callable

import sqlalchemy as sa

from bench.items import with_many
from bench.pages.visits import MeasuredPage, Visit
from trainer.assessments.models import Submission, SubmissionStatus
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Appointment, Role
from trainer.registrations.models import Registration, UnitAssessment

SESSIONS = 8
TO_JUDGE = 45


def _own_qualifications() -> list[Visit]:
    rows = db.session.execute(
        sa.select(Registration.learner_id, Registration.id)
        .order_by(Registration.id)
        .limit(SESSIONS)
    )
    return [Visit(learner, f"/qualifications/{number}") for learner, number in rows]


def _own_units() -> list[Visit]:
    rows = db.session.execute(
        sa.select(Registration.learner_id, sa.func.min(UnitAssessment.id))
        .join(UnitAssessment, UnitAssessment.registration_id == Registration.id)
        .group_by(Registration.id, Registration.learner_id)
        .order_by(Registration.id)
        .limit(SESSIONS)
    )
    return [Visit(learner, f"/units/{number}") for learner, number in rows]


def _assessors() -> list[int]:
    waiting = (SubmissionStatus.SUBMITTED, SubmissionStatus.IN_REVIEW)
    return list(
        db.session.scalars(
            sa.select(Submission.assessor_id)
            .where(Submission.status.in_(waiting))
            .group_by(Submission.assessor_id)
            .order_by(sa.func.count().desc())
            .limit(SESSIONS)
        )
    )


def _queues() -> list[Visit]:
    return [Visit(assessor, "/queue") for assessor in _assessors()]


def _reviews() -> list[Visit]:
    rows = db.session.execute(
        sa.select(Submission.assessor_id, sa.func.min(Submission.id))
        .where(Submission.status == SubmissionStatus.SUBMITTED)
        .group_by(Submission.assessor_id)
        .limit(SESSIONS)
    )
    return [Visit(assessor, f"/review/{number}") for assessor, number in rows]


def _reviews_of_many() -> list[Visit]:
    rows = db.session.execute(
        sa.select(Submission.assessor_id, Submission.id)
        .where(
            Submission.status == SubmissionStatus.SUBMITTED,
            Submission.registration_id.in_(with_many()),
        )
        .order_by(Submission.id)
        .limit(SESSIONS)
    )
    return [Visit(assessor, f"/review/{number}") for assessor, number in rows]


def to_judge() -> list[Visit]:
    """List submissions that wait, each with its assessor, for posts that judge them."""
    rows = db.session.execute(
        sa.select(Submission.assessor_id, Submission.id)
        .where(Submission.status == SubmissionStatus.SUBMITTED)
        .order_by(Submission.id.desc())
        .limit(TO_JUDGE)
    )
    return [Visit(assessor, f"/review/{number}") for assessor, number in rows]


def _learners() -> list[Visit]:
    return [Visit(assessor, "/learners") for assessor in _assessors()]


def _registrations() -> list[Visit]:
    administrators = db.session.scalars(
        sa.select(Appointment.holder_id)
        .where(Appointment.role == Role.TRAINING_ADMIN, Appointment.holds_on(clock.today()))
        .limit(SESSIONS)
    )
    return [Visit(number, "/registrations") for number in administrators]


def _homes() -> list[Visit]:
    return [Visit(visit.person_id, "/") for visit in _own_qualifications()]


def _logs() -> list[Visit]:
    return [Visit(visit.person_id, "/log") for visit in _own_qualifications()]


def _catalogue(path: str) -> Callable[[], list[Visit]]:
    return lambda: [Visit(visit.person_id, path) for visit in _own_qualifications()]


BUSY = [
    MeasuredPage("home of a learner", 12, _homes),
    MeasuredPage("learner's qualification, 40 units", 10, _own_qualifications),
    MeasuredPage("unit with its evidence", 10, _own_units),
    MeasuredPage("own log", 10, _logs),
    MeasuredPage("review queue, first 50", 10, _queues),
    MeasuredPage("review workspace", 14, _reviews),
    MeasuredPage("review workspace, 60 items", 14, _reviews_of_many),
    MeasuredPage("my learners", 12, _learners),
    MeasuredPage("registrations of everybody", 12, _registrations),
    MeasuredPage("catalogue, browsed", 8, _catalogue("/catalogue?what=unit")),
    MeasuredPage(
        "catalogue, searched: 50,000 criteria", 8, _catalogue("/catalogue?words=refund+harb")
    ),
]
