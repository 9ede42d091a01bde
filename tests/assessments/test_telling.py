"""Whoever has to act next is told once the unit is where they can."""

import pytest
import sqlalchemy as sa

from tests.factories_assessments import (
    criteria_of,
    make_entry,
    make_ready,
    make_registration,
    make_signed,
    make_submission,
    make_waiting_for_iqa,
    proof_of,
    seen,
)
from trainer.accounts.models import User
from trainer.assessments.actions import correcting, signing
from trainer.assessments.models import CriterionState, Judgement, SignedAs
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.notifications.models import Notice
from trainer.quality import actions as quality


def told(person: User) -> list[str]:
    notices = sa.select(Notice).where(Notice.user_id == person.id).order_by(Notice.id)
    return [notice.text for notice in db.session.scalars(notices)]


def test_the_quality_assurer_is_told_when_both_have_signed(
    ada: User, ben: User, cleo: User
) -> None:
    make_signed(make_registration(ada, ben, cleo))
    assert told(cleo)[-1] == "1 unit of Ada Trainee waits for release."


@pytest.mark.parametrize("part", [SignedAs.ASSESSOR, SignedAs.COUNTERSIGNER])
def test_a_countersigner_is_told_first_and_the_quality_assurer_after_them(
    part: SignedAs, ada: User, ben: User, cleo: User, dev: User
) -> None:
    registration = make_registration(ada, ben, cleo)
    make_entry(dev, registration.version)
    db.session.execute(
        sa.update(RegisterEntry)
        .where(RegisterEntry.holder_id == ben.id, RegisterEntry.duty == Duty.ASSESS)
        .values(standing=Standing.WORKING_TOWARDS)
    )
    unit = make_signed(registration)
    assert "needs a countersignature" in told(dev)[-1]
    assert not any("waits for release" in words for words in told(cleo))
    if part is SignedAs.COUNTERSIGNER:
        signing.countersign(unit, actor=dev, proof=proof_of(dev), seen=seen(unit))
        assert "waits for release" in told(cleo)[-1]


def test_the_assessor_is_told_of_what_was_taken_back(ada: User, ben: User, cleo: User) -> None:
    sent = make_submission(make_registration(ada, ben, cleo), title="The kettle")
    logs.withdraw(sent.revision.item, actor=ada)
    assert told(ben)[-1] == "Ada Trainee took E001, The kettle back, so it no longer waits for you."


def test_the_learner_is_told_when_a_judgement_changes_under_their_name(
    ada: User, ben: User, cleo: User
) -> None:
    unit = make_ready(make_registration(ada, ben, cleo))
    signing.sign_as_learner(unit, actor=ada, proof=proof_of(ada), seen=seen(unit))
    db.session.flush()
    judgement = db.session.scalars(sa.select(Judgement)).first()
    assert judgement is not None
    assert judgement.submission is not None
    correcting.correct(
        judgement,
        actor=ben,
        outcome=CriterionState.NOT_YET_MET,
        vacsr=[],
        vacsr_note="",
        relied_on=[judgement.submission.revision_id],
        feedback="What did you say to him?",
        reason="I read it again.",
    )
    assert any("so it has to be signed again" in words for words in told(ada))


def test_a_refused_countersignature_is_told_to_assessor_and_learner(
    ada: User, ben: User, cleo: User, dev: User
) -> None:
    registration = make_registration(ada, ben, cleo)
    make_entry(dev, registration.version)
    db.session.execute(
        sa.update(RegisterEntry)
        .where(RegisterEntry.holder_id == ben.id, RegisterEntry.duty == Duty.ASSESS)
        .values(standing=Standing.WORKING_TOWARDS)
    )
    unit = make_signed(registration)
    criterion = criteria_of(registration)[0].id
    signing.refuse_to_countersign(unit, actor=dev, criteria=[criterion], reason="Too thin.")
    assert told(ben)[-1].startswith("Dev Admin did not countersign")
    assert told(ada)[-1].startswith("Your assessor looks at")
    assert not any("signed again" in words for words in told(ada))


def test_what_an_iqa_sends_back_is_told_once(ada: User, ben: User, cleo: User) -> None:
    registration = make_registration(ada, ben, cleo)
    unit = make_waiting_for_iqa(registration)
    before = {person: len(told(person)) for person in (ada, ben)}
    quality.ask_again(unit, actor=cleo, criteria=[criteria_of(registration)[0].id], note="Why?")
    for person in (ada, ben):
        assert len(told(person)) == before[person] + 1
        assert "asked for another look" in told(person)[-1]
