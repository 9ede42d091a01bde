"""Several who decide at once, on a database that several connections share."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from tests.conftest import own_database
from tests.factories import make_user
from tests.factories_appeals import ANSWER, DEADLINES, make_appeal, make_case, make_reported
from tests.factories_assessments import (
    appoint,
    criteria_of,
    make_entry,
    make_qualification,
    make_registration,
    make_submission,
    proof_of,
)
from trainer.accounts.models import User
from trainer.app import create_app
from trainer.appeals import actions as appeals
from trainer.appeals.models import Appeal, AppealOutcome
from trainer.assessments.actions import drafting, judging
from trainer.assessments.models import CriterionState, Judgement, Submission, SubmissionStatus
from trainer.assessments.queries import review
from trainer.assessments.rules import VACSR
from trainer.audit import guards
from trainer.audit.models import LedgerEntry
from trainer.audit.verify import verify
from trainer.config import Config
from trainer.core.errors import Conflict, Refused, WrongState
from trainer.extensions import db
from trainer.malpractice import actions as malpractice
from trainer.malpractice.models import Case, CaseEntry, Step
from trainer.people.models import Role
from trainer.registrations.models import Registration
from trainer.web.transactions import unit_of_work

LEARNERS, EACH = 4, 50
LOST = (Conflict, Refused, StaleDataError, WrongState)
"""What the second of two who decide is told."""


@pytest.fixture
def shared(config: Config, tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An application with a database of its own, which several connections share."""
    on_server = config.database_url.startswith("postgresql")
    address = own_database(f"{worker_id}_deciding") if on_server else ""
    app = create_app(replace(config, data_dir=tmp_path, database_url=address))
    with app.app_context():
        with db.engine.begin() as connection:
            db.metadata.create_all(connection)
            guards.install(connection)
        yield app
        db.session.remove()
        db.engine.dispose()
        app.extensions["jobs"].close()


def decide(app: Flask, actor_id: int, submission_id: int) -> bool:
    with app.app_context():
        try:
            with unit_of_work():
                _judge(
                    db.session.get_one(Submission, submission_id),
                    db.session.get_one(User, actor_id),
                )
        except LOST:
            return False
        return True


def _judge(submission: Submission, actor: User) -> None:
    [claim] = review.claims_on(submission)
    drafting.save_draft(
        submission,
        claim.criterion_id,
        actor=actor,
        outcome=CriterionState.MET,
        vacsr=VACSR,
        vacsr_note="",
        relied_on=[submission.revision_id],
        feedback="",
    )
    judging.sign_judgements(
        submission, actor=actor, seen=review.mark_of(review.drafts_on(submission))
    )


def make_waiting() -> tuple[User, User]:
    """Two assessors, each with two learners who have sent fifty entries."""
    ben, dev, cleo = (make_user(name) for name in ("Ben One", "Dev Two", "Cleo Three"))
    version = make_qualification(criteria=EACH)
    made = [
        make_registration(
            make_user(f"Learner {number}"),
            (ben, dev)[number % 2],
            cleo,
            version=version,
            on_register=number == 0,
        )
        for number in range(LEARNERS)
    ]
    make_entry(dev, version)
    for registration in made:
        for criterion in criteria_of(registration):
            make_submission(registration, [criterion])
    return ben, dev


@pytest.mark.slow
def test_two_assessors_who_decide_at_once_on_200_make_200_decisions(shared: Flask) -> None:
    ben, dev = make_waiting()
    people = [ben.id, ben.id, dev.id, dev.id]
    waiting = db.session.scalars(sa.select(Submission.id)).all()
    db.session.remove()
    assert len(waiting) == 200
    with ThreadPoolExecutor(len(people)) as deciding:
        tries = [(person, one) for one, person in product(waiting, people)]
        did = list(deciding.map(lambda turn: decide(shared, *turn), tries))
    assert did.count(True) == 200
    judged = db.session.execute(
        sa.select(Judgement.submission_id, Judgement.judge_id, Registration.assessor_id)
        .join(Submission, Submission.id == Judgement.submission_id)
        .join(Registration, Registration.id == Submission.registration_id)
    ).all()
    assert sorted(one.submission_id for one in judged) == sorted(waiting)
    assert all(one.judge_id == one.assessor_id for one in judged)
    statuses = set(db.session.scalars(sa.select(Submission.status)))
    assert statuses == {SubmissionStatus.ACCEPTED}
    links = sa.select(sa.func.count()).where(LedgerEntry.kind == "Judged")
    assert db.session.scalar(links) == 200
    assert verify() == []


def test_an_appeal_is_answered_once_although_two_sign_at_once(shared: Flask) -> None:
    registration = make_registration(make_user("Ada"), make_user("Ben"), make_user("Cleo"))
    appeal_id, ben_id = make_appeal(registration).id, registration.assessor_id
    db.session.remove()

    def answer(_turn: int) -> bool:
        with shared.app_context():
            ben = db.session.get_one(User, ben_id)
            try:
                with unit_of_work():
                    appeals.answer(
                        db.session.get_one(Appeal, appeal_id),
                        actor=ben,
                        proof=proof_of(ben),
                        upheld=True,
                        words=ANSWER,
                        deadlines=DEADLINES,
                    )
            except LOST:
                return False
            return True

    with ThreadPoolExecutor(4) as people:
        did = list(people.map(answer, range(4)))
    assert did.count(True) == 1
    assert db.session.query(AppealOutcome).count() == 1
    reopened = sa.select(sa.func.count()).where(Judgement.outcome == CriterionState.REOPENED)
    assert db.session.scalar(reopened) == 1


def test_evidence_is_void_once_although_two_decide_at_once(shared: Flask) -> None:
    registration = make_registration(make_user("Ada"), make_user("Ben"), make_user("Cleo"))
    tess, hana, toni = (make_user(name) for name in ("Tess", "Hana", "Toni"))
    for person in (tess, toni):
        appoint(person, Role.TRAINING_ADMIN)
    appoint(hana, Role.HR)
    sent = make_submission(registration, criteria_of(registration)[:1])
    with unit_of_work():
        _judge(sent, registration.assessor)
    case_id = make_reported(make_case(sent.revision.item, registration.assessor), tess, hana).id
    ids = [tess.id, toni.id]
    db.session.remove()

    def void(person_id: int) -> bool:
        with shared.app_context():
            person = db.session.get_one(User, person_id)
            try:
                with unit_of_work():
                    malpractice.make_void(
                        db.session.get_one(Case, case_id),
                        actor=person,
                        proof=proof_of(person),
                        words="Void.",
                    )
            except LOST:
                return False
            return True

    with ThreadPoolExecutor(4) as people:
        did = list(people.map(void, ids * 2))
    assert did.count(True) == 1
    decided = sa.select(sa.func.count()).where(CaseEntry.step == Step.DECIDED)
    assert db.session.scalar(decided) == 1
