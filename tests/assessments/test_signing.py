"""Signing a unit: whose turn, what is covered, countersigning, and that names stay."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.browsing import Browser
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_entry,
    make_ready,
    make_registration,
    make_signed,
    make_submission,
    proof_of,
    seen,
    status_of,
)
from trainer.accounts.models import User
from trainer.assessments.actions import correcting, signing
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Judgement,
    Signature,
    SignedAs,
)
from trainer.assessments.queries import waiting
from trainer.assessments.queries.content import hash_of_content, signed_content
from trainer.assessments.rules import VACSR
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.core.errors import Conflict, Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.logs.models import ReadingGrant
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


@pytest.fixture
def in_training(registration: Registration) -> Registration:
    """The same, with an assessor who works towards the qualification."""
    db.session.execute(
        sa.update(RegisterEntry)
        .where(RegisterEntry.duty == Duty.ASSESS)
        .values(standing=Standing.WORKING_TOWARDS)
    )
    db.session.commit()
    return registration


def as_learner(unit: UnitAssessment, actor: User, **given: object) -> Signature:
    said: dict[str, object] = {"proof": proof_of(actor), "seen": seen(unit)}
    return signing.sign_as_learner(unit, actor=actor, **{**said, **given})  # type: ignore[arg-type]


def as_assessor(unit: UnitAssessment, actor: User) -> Signature:
    return signing.sign_as_assessor(unit, actor=actor, proof=proof_of(actor), seen=seen(unit))


def countersign(unit: UnitAssessment, actor: User) -> Signature:
    return signing.countersign(unit, actor=actor, proof=proof_of(actor), seen=seen(unit))


def test_a_signature_keeps_the_words_the_name_and_the_content(
    registration: Registration, ada: User
) -> None:
    unit = make_ready(registration)
    given = as_learner(unit, ada)
    assert given.meaning == str(signing.MEANINGS[SignedAs.LEARNER])
    assert given.printed_name == "Ada Trainee"
    assert given.content_hash == hash_of_content(signed_content(unit))


def test_the_content_covers_criteria_judgements_items_and_files(
    registration: Registration,
) -> None:
    criteria = criteria_of(registration)
    sent = make_submission(registration, criteria, files=1)
    made = judge(sent, criteria)
    content = signed_content(registration.units[0])
    assert [one["criterion"] for one in content["criteria"]] == [
        criterion.identifier for criterion in criteria
    ]
    [judgement] = content["criteria"][0]["judgements"]
    [item] = judgement["items"]
    file = sent.revision.files[0].file
    assert judgement["judgement"] == made[0].id
    assert item == {
        "content": sent.content_hash,
        "files": [[file.sha256, file.size, file.shown_sha256]],
    }


def test_an_old_signatures_hash_can_be_computed_again(
    registration: Registration, ada: User, ben: User
) -> None:
    unit = make_ready(registration)
    given = as_learner(unit, ada)
    db.session.commit()
    judgement = db.session.query(Judgement).first()
    assert judgement is not None
    correcting.correct(
        judgement,
        actor=ben,
        outcome=CriterionState.MET,
        vacsr=VACSR,
        vacsr_note="",
        relied_on=[judgement.items[0].revision_id],
        feedback="",
        reason="Clearer words.",
    )
    db.session.commit()
    assert seen(unit) != given.content_hash
    assert hash_of_content(signed_content(unit, given.signed_at)) == given.content_hash


def test_what_changed_since_the_page_was_drawn_is_not_signed(
    registration: Registration, ada: User
) -> None:
    unit = make_ready(registration)
    with pytest.raises(Conflict, match="has changed"):
        as_learner(unit, ada, seen="0" * 64)
    assert status_of(unit) is UnitStatus.READY


def test_a_password_entered_too_long_ago_does_not_sign(
    registration: Registration, ada: User, ben: User
) -> None:
    unit = make_ready(registration)
    for proof in (proof_of(ada, ago=timedelta(minutes=6)), proof_of(ben)):
        with pytest.raises(Refused, match="password again"):
            as_learner(unit, ada, proof=proof)
    assert not db.session.query(Signature).count()


@pytest.mark.parametrize("status", [one for one in UnitStatus if one is not UnitStatus.READY])
def test_a_learner_signs_what_is_ready_and_nothing_else(
    status: UnitStatus, registration: Registration, ada: User
) -> None:
    unit = make_ready(registration)
    unit.status = status
    db.session.flush()
    with pytest.raises(WrongState):
        as_learner(unit, ada)


@pytest.mark.parametrize(
    "status", [one for one in UnitStatus if one is not UnitStatus.LEARNER_SIGNED]
)
def test_an_assessor_signs_after_the_learner(
    status: UnitStatus, registration: Registration, ben: User
) -> None:
    unit = make_ready(registration)
    unit.status = status
    db.session.flush()
    with pytest.raises(WrongState):
        as_assessor(unit, ben)


def test_only_the_learner_signs_as_learner(
    registration: Registration, ben: User, eve: User
) -> None:
    unit = make_ready(registration)
    for person in (ben, eve):
        with pytest.raises(Refused, match="Only the learner"):
            as_learner(unit, person)


def test_only_the_allocated_assessor_signs_as_assessor(
    registration: Registration, ada: User, eve: User
) -> None:
    unit = make_ready(registration)
    as_learner(unit, ada)
    with pytest.raises(Refused, match="your own work"):
        as_assessor(unit, ada)
    make_entry(eve, registration.version)
    with pytest.raises(Refused, match="Only Ben Assessor"):
        as_assessor(unit, eve)


def test_a_lapsed_assessor_does_not_sign(registration: Registration, ada: User, ben: User) -> None:
    unit = make_ready(registration)
    as_learner(unit, ada)
    db.session.execute(sa.delete(RegisterEntry).where(RegisterEntry.duty == Duty.ASSESS))
    with pytest.raises(Refused, match="register"):
        as_assessor(unit, ben)


# Countersigning


def test_a_trainees_decision_waits_for_a_second_name(in_training: Registration, dev: User) -> None:
    make_entry(dev, in_training.version)
    unit = make_signed(in_training)
    assert status_of(unit) is UnitStatus.ASSESSED_COMPETENT
    assert [row.id for row in waiting.units_for(dev)] == [unit.id]
    countersign(unit, dev)
    assert status_of(unit) is UnitStatus.AWAITING_IQA
    assert not waiting.units_for(dev)


def test_a_judgement_made_in_training_needs_a_second_name_even_if_another_signs(
    in_training: Registration, ada: User, dev: User
) -> None:
    unit = make_ready(in_training)
    make_entry(dev, in_training.version)
    in_training.assessor = dev
    as_learner(unit, ada)
    as_assessor(unit, dev)
    assert status_of(unit) is UnitStatus.ASSESSED_COMPETENT


def test_countersigners_may_read_the_evidence_until_it_is_signed(
    in_training: Registration, dev: User
) -> None:
    make_entry(dev, in_training.version)
    unit = make_signed(in_training)
    grant = db.session.query(ReadingGrant).one()
    assert (grant.reader_id, grant.unit_version_id) == (dev.id, unit.unit_version_id)
    assert grant.ends_on is None
    countersign(unit, dev)
    assert grant.ends_on is not None


def test_who_does_not_countersign(
    in_training: Registration, ada: User, ben: User, cleo: User, eve: User, dev: User
) -> None:
    unit = make_signed(in_training)
    make_entry(cleo, in_training.version)
    make_entry(dev, in_training.version, standing=Standing.WORKING_TOWARDS)
    for person, why in (
        (ada, "your own work"),
        (ben, "works towards|someone else"),
        (cleo, "quality assure"),
        (dev, "works towards"),
        (eve, "assessor"),
    ):
        with pytest.raises(Refused, match=why):
            countersign(unit, person)
    assert status_of(unit) is UnitStatus.ASSESSED_COMPETENT


def test_an_earlier_judge_does_not_countersign(
    in_training: Registration, ada: User, ben: User, dev: User
) -> None:
    unit = make_ready(in_training)
    make_entry(dev, in_training.version, standing=Standing.WORKING_TOWARDS)
    db.session.execute(
        sa.update(RegisterEntry)
        .where(RegisterEntry.holder_id == ben.id)
        .values(standing=Standing.QUALIFIED)
    )
    in_training.assessor = dev
    as_learner(unit, ada)
    as_assessor(unit, dev)
    with pytest.raises(Refused, match="You assessed this"):
        countersign(unit, ben)


def test_a_countersigner_may_refuse(in_training: Registration, dev: User) -> None:
    make_entry(dev, in_training.version)
    unit, chosen = make_signed(in_training), criteria_of(in_training)[0]
    signing.refuse_to_countersign(
        unit, actor=dev, criteria=[chosen.id], reason="The photo shows another order."
    )
    db.session.flush()
    assert (unit.status, unit.cycle) == (UnitStatus.IN_PROGRESS, 2)
    standing = db.session.get(CriterionStanding, (unit.id, chosen.id))
    assert standing is not None
    assert standing.state is CriterionState.REOPENED


def test_a_unit_sent_back_is_counted_beside_the_queue(
    in_training: Registration, dev: User, browser: Browser
) -> None:
    make_entry(dev, in_training.version)
    unit, chosen = make_signed(in_training), criteria_of(in_training)[0]
    signing.refuse_to_countersign(unit, actor=dev, criteria=[chosen.id], reason="Look again.")
    db.session.commit()
    page = browser(in_training.assessor).get("/queue")
    assert page.text("nav .count") == "1"
    assert page.texts("main .task .what") == [f"Look again at {unit.unit_version.title}"]


@pytest.mark.parametrize(
    ("criteria", "reason", "field"),
    [(False, "Why", "criteria"), (True, " ", "reason")],
)
def test_a_refusal_names_criteria_and_says_why(
    criteria: bool, reason: str, field: str, in_training: Registration, dev: User
) -> None:
    make_entry(dev, in_training.version)
    unit = make_signed(in_training)
    chosen = [criteria_of(in_training)[0].id] if criteria else []
    with pytest.raises(Unacceptable) as refusal:
        signing.refuse_to_countersign(unit, actor=dev, criteria=chosen, reason=reason)
    assert refusal.value.field == field


def test_a_reopened_criterion_is_judged_again_and_signed_again(
    in_training: Registration, ada: User, ben: User, dev: User
) -> None:
    make_entry(dev, in_training.version)
    unit, chosen = make_signed(in_training), criteria_of(in_training)[0]
    signing.refuse_to_countersign(unit, actor=dev, criteria=[chosen.id], reason="Look again.")
    judge(make_submission(in_training, [chosen]), [chosen])
    assert status_of(unit) is UnitStatus.READY
    as_learner(unit, ada)
    as_assessor(unit, ben)
    countersign(unit, dev)
    db.session.flush()
    assert status_of(unit) is UnitStatus.AWAITING_IQA
    assert sorted(signature.cycle for signature in db.session.query(Signature)) == [1, 1, 2, 2, 2]


# The database


@pytest.mark.parametrize(
    "statement", ["UPDATE signatures SET meaning = ''", "DELETE FROM signatures"]
)
def test_a_signature_stays_as_it_is(statement: str, registration: Registration) -> None:
    make_signed(registration)
    with pytest.raises(sa.exc.DBAPIError, match="kept as they were"):
        db.session.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("signed_as", "who", "why"),
    [
        (SignedAs.ASSESSOR, "ada", "only_the_learner_as_learner"),
        (SignedAs.LEARNER, "eve", "only_the_learner_as_learner"),
        (SignedAs.IQA, "ben", "(?i)unique"),
        (SignedAs.ASSESSOR, "eve", "(?i)unique"),
    ],
)
def test_the_database_refuses_a_name_that_may_not_stand_there(
    signed_as: SignedAs,
    who: str,
    why: str,
    registration: Registration,
    request: pytest.FixtureRequest,
) -> None:
    unit, signer = make_signed(registration), request.getfixturevalue(who)
    given = db.session.query(Signature).first()
    assert given is not None
    db.session.add(
        Signature(
            unit_assessment=unit,
            cycle=unit.cycle,
            signer=signer,
            learner_id=registration.learner_id,
            signed_as=signed_as,
            meaning="",
            printed_name="",
            reauthenticated_at=given.reauthenticated_at,
            content_hash="",
        )
    )
    with pytest.raises(IntegrityError, match=why):
        db.session.flush()
