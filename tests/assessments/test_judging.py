"""Judging: what a judgement must say, what follows from it, and that it stays."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.factories_assessments import (
    FEEDBACK,
    criteria_of,
    draft,
    judge,
    make_entry,
    make_registration,
    make_signed,
    make_submission,
    make_waiting_for_iqa,
    sign_drafts,
    status_of,
)
from trainer.accounts.models import User
from trainer.assessments.actions import correcting, judging
from trainer.assessments.models import (
    CriterionState,
    DraftJudgement,
    Judgement,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.queries import review
from trainer.assessments.rules import VACSR
from trainer.assessors.models import ConflictKind, ConflictOfInterest, RegisterEntry
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus, UnitStatus

MET, NOT_YET = CriterionState.MET, CriterionState.NOT_YET_MET


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo)


@pytest.fixture
def sent(registration: Registration) -> Submission:
    return make_submission(registration, files=1)


def test_a_draft_is_the_assessors_alone(sent: Submission) -> None:
    draft(sent, criteria_of(sent.registration)[0])
    assert status_of(sent) is SubmissionStatus.IN_REVIEW
    assert sent.opened_at is not None
    assert not db.session.query(Judgement).count()


def test_a_draft_is_kept_once_and_changed_in_place(sent: Submission) -> None:
    first = criteria_of(sent.registration)[0]
    draft(sent, first)
    draft(sent, first, outcome=NOT_YET, feedback="Which order?")
    kept = db.session.query(DraftJudgement).one()
    assert (kept.outcome, kept.feedback) == (NOT_YET, "Which order?")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"vacsr": VACSR[:4]}, "vacsr_note"),
        ({"vacsr": (), "vacsr_note": "  "}, "vacsr_note"),
        ({"relied_on": []}, "relied_on"),
        ({"relied_on": [999]}, "relied_on"),
        ({"outcome": NOT_YET, "feedback": " "}, "feedback"),
        ({"outcome": CriterionState.CLAIMED}, "outcome"),
        ({"outcome": CriterionState.REOPENED}, "outcome"),
    ],
)
def test_a_judgement_that_says_too_little(
    given: dict[str, object], field: str, sent: Submission
) -> None:
    with pytest.raises(Unacceptable) as refusal:
        draft(sent, criteria_of(sent.registration)[0], **given)  # type: ignore[arg-type]
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "given",
    [
        {"vacsr": VACSR[:4], "vacsr_note": "One visit is enough here."},
        {"feedback": ""},
        {"outcome": NOT_YET, "vacsr": (), "relied_on": []},
    ],
)
def test_a_judgement_that_says_enough(given: dict[str, object], sent: Submission) -> None:
    draft(sent, criteria_of(sent.registration)[0], **given)  # type: ignore[arg-type]
    assert len(sign_drafts(sent)) == 1


def test_a_judgement_lists_what_it_rests_on(sent: Submission) -> None:
    [judgement] = judge(sent, criteria_of(sent.registration)[:1])
    [item] = judgement.items
    [file] = item.files
    stored = sent.revision.files[0].file
    assert item.content_hash == sent.content_hash
    assert (file.sha256, file.size, file.shown_sha256) == (
        stored.sha256,
        stored.size,
        stored.shown_sha256,
    )


def test_another_live_item_may_be_relied_on_too(
    registration: Registration, sent: Submission
) -> None:
    other = make_submission(registration, criteria_of(registration)[1:])
    draft(sent, criteria_of(registration)[0], relied_on=[sent.revision_id, other.revision_id])
    [judgement] = sign_drafts(sent)
    assert {item.revision_id for item in judgement.items} == {
        sent.revision_id,
        other.revision_id,
    }


def test_what_went_back_is_not_relied_on(registration: Registration, sent: Submission) -> None:
    other = make_submission(registration, criteria_of(registration)[1:])
    draft(sent, criteria_of(registration)[0], relied_on=[sent.revision_id, other.revision_id])
    judging.send_back(other, actor=other.assessor, reason="Say more.")
    with pytest.raises(Unacceptable, match="sent back or withdrawn"):
        sign_drafts(sent)
    assert not db.session.query(Judgement).count()


@pytest.mark.parametrize(
    ("outcomes", "ends"),
    [
        ([MET, MET], SubmissionStatus.ACCEPTED),
        ([MET, NOT_YET], SubmissionStatus.PART_ACCEPTED),
        ([NOT_YET, NOT_YET], SubmissionStatus.RETURNED),
        ([MET], SubmissionStatus.IN_REVIEW),
        ([NOT_YET], SubmissionStatus.IN_REVIEW),
    ],
)
def test_how_a_submission_ends(
    outcomes: list[CriterionState], ends: SubmissionStatus, sent: Submission
) -> None:
    for criterion, outcome in zip(criteria_of(sent.registration), outcomes, strict=False):
        draft(sent, criterion, outcome=outcome)
    sign_drafts(sent)
    assert status_of(sent) is ends
    assert (sent.decided_at is not None) is (ends is not SubmissionStatus.IN_REVIEW)
    assert not db.session.query(DraftJudgement).count()


def test_a_unit_is_ready_when_the_last_criterion_is_met(sent: Submission) -> None:
    unit, (first, second) = sent.registration.units[0], criteria_of(sent.registration)
    judge(sent, [first])
    assert status_of(unit) is UnitStatus.IN_PROGRESS
    judge(sent, [second])
    assert status_of(unit) is UnitStatus.READY


def test_what_other_evidence_met_needs_no_second_judgement(
    registration: Registration, sent: Submission
) -> None:
    other = make_submission(registration)
    judge(other, criteria_of(registration))
    assert judging.sign_judgements(sent, actor=sent.assessor, seen=mark(sent)) == []
    assert status_of(sent) is SubmissionStatus.ACCEPTED


def mark(sent: Submission) -> str:
    return review.mark_of(review.drafts_on(sent))


def test_there_is_nothing_to_sign_without_a_draft(sent: Submission) -> None:
    with pytest.raises(Unacceptable, match="at least one criterion"):
        judging.sign_judgements(sent, actor=sent.assessor, seen=mark(sent))


# Who


def test_nobody_judges_their_own_work(sent: Submission, ada: User) -> None:
    sent.assessor_id = ada.id
    with pytest.raises(Refused, match="your own work"):
        draft(sent, criteria_of(sent.registration)[0], actor=ada)


def test_the_database_refuses_a_judgement_on_ones_own_work(sent: Submission, ada: User) -> None:
    db.session.add(
        Judgement(
            unit_assessment=sent.registration.units[0],
            criterion=criteria_of(sent.registration)[0],
            submission=sent,
            outcome=MET,
            judge=ada,
            learner_id=ada.id,
        )
    )
    with pytest.raises(IntegrityError, match="not_ones_own_work"):
        db.session.flush()


def test_another_assessor_does_not_judge(sent: Submission, eve: User) -> None:
    make_entry(eve, sent.registration.version)
    with pytest.raises(Refused, match="Only Ben Assessor"):
        draft(sent, criteria_of(sent.registration)[0], actor=eve)


def test_the_register_is_asked_at_the_moment_of_deciding(sent: Submission) -> None:
    draft(sent, criteria_of(sent.registration)[0])
    db.session.execute(sa.update(RegisterEntry).values(ends_on=date(2021, 1, 1)))
    with pytest.raises(Refused, match="register"):
        sign_drafts(sent)


def test_a_declared_tie_bars_judging(sent: Submission, ada: User, ben: User) -> None:
    db.session.add(ConflictOfInterest(holder=ben, other_id=ada.id, kind=ConflictKind.FAMILY))
    db.session.flush()
    with pytest.raises(Refused, match="conflict"):
        draft(sent, criteria_of(sent.registration)[0])


@pytest.mark.parametrize(
    "status",
    [RegistrationStatus.WITHDRAWN, RegistrationStatus.LAPSED, RegistrationStatus.CERTIFICATED],
)
def test_nothing_is_decided_after_the_end(status: RegistrationStatus, sent: Submission) -> None:
    sent.registration.status = status
    db.session.flush()
    with pytest.raises(Refused, match="has ended"):
        draft(sent, criteria_of(sent.registration)[0])


def test_a_break_does_not_stop_what_was_sent(sent: Submission) -> None:
    sent.registration.status = RegistrationStatus.BREAK_IN_LEARNING
    db.session.flush()
    assert judge(sent, criteria_of(sent.registration)[:1])


# Races and stale pages


def test_the_second_to_decide_learns_who_was_first(sent: Submission) -> None:
    judge(sent, criteria_of(sent.registration))
    with pytest.raises(Conflict, match=r"Ben Assessor decided this on \d+ \w+ at \d\d\.\d\d"):
        draft(sent, criteria_of(sent.registration)[0])
    with pytest.raises(Conflict, match="Ben Assessor decided"):
        judging.send_back(sent, actor=sent.assessor, reason="Say more.")


def test_a_page_with_other_drafts_signs_nothing(sent: Submission) -> None:
    first, second = criteria_of(sent.registration)
    draft(sent, first)
    stale = mark(sent)
    draft(sent, second, outcome=NOT_YET)
    with pytest.raises(Conflict, match="drafts have changed"):
        judging.sign_judgements(sent, actor=sent.assessor, seen=stale)
    assert not db.session.query(Judgement).count()


def test_a_second_first_judgement_is_refused_by_the_database(sent: Submission) -> None:
    first = criteria_of(sent.registration)[0]
    [judgement] = judge(sent, [first])
    db.session.add(
        Judgement(
            unit_assessment=judgement.unit_assessment,
            criterion=first,
            submission=sent,
            outcome=NOT_YET,
            judge=judgement.judge,
            learner_id=judgement.learner_id,
        )
    )
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        db.session.flush()


def test_nothing_is_superseded_twice(sent: Submission) -> None:
    [judgement] = judge(sent, criteria_of(sent.registration)[:1])
    correct(judgement)
    with pytest.raises(Conflict, match="Ben Assessor changed this judgement"):
        correct(judgement)


@pytest.mark.parametrize(
    "statement", ["UPDATE judgements SET feedback = ''", "DELETE FROM judgements"]
)
def test_a_judgement_stays_as_it_is(statement: str, sent: Submission) -> None:
    judge(sent, criteria_of(sent.registration)[:1])
    with pytest.raises(sa.exc.DBAPIError, match="kept as they were"):
        db.session.execute(sa.text(statement))


# Sending back


def test_sending_back_wants_a_reason(sent: Submission) -> None:
    with pytest.raises(Unacceptable) as refusal:
        judging.send_back(sent, actor=sent.assessor, reason=" ")
    assert refusal.value.field == "reason"


def test_what_is_partly_judged_is_not_sent_back_whole(sent: Submission) -> None:
    judge(sent, criteria_of(sent.registration)[:1])
    with pytest.raises(Unacceptable, match="Judge the rest"):
        judging.send_back(sent, actor=sent.assessor, reason="Say more.")


def test_only_the_assessor_sends_back(sent: Submission, eve: User) -> None:
    with pytest.raises(Refused):
        judging.send_back(sent, actor=eve, reason="Say more.")


# Corrections


def correct(judgement: Judgement, **given: object) -> Judgement:
    said: dict[str, object] = {
        "actor": judgement.judge,
        "outcome": NOT_YET,
        "vacsr": (),
        "vacsr_note": "",
        "relied_on": [],
        "feedback": FEEDBACK,
        "reason": "I had read another order.",
    }
    later = correcting.correct(judgement, **{**said, **given})  # type: ignore[arg-type]
    db.session.flush()
    return later


def test_a_correction_supersedes_and_the_earlier_stays(sent: Submission) -> None:
    judgements = judge(sent, criteria_of(sent.registration))
    unit = sent.registration.units[0]
    assert status_of(unit) is UnitStatus.READY
    later = correct(judgements[0])
    assert later.supersedes_id == judgements[0].id
    assert judgements[0].outcome is MET
    assert (unit.status, unit.cycle) == (UnitStatus.IN_PROGRESS, 1)


def test_a_correction_of_a_signed_unit_voids_the_names(registration: Registration) -> None:
    unit = make_signed(registration)
    unit.status = UnitStatus.ASSESSED_COMPETENT
    judgement = db.session.query(Judgement).first()
    assert judgement is not None
    correct(judgement, outcome=MET, vacsr=VACSR, relied_on=[judgement.items[0].revision_id])
    assert (unit.status, unit.cycle) == (UnitStatus.READY, 2)


def test_a_correction_wants_a_reason(sent: Submission) -> None:
    [judgement] = judge(sent, criteria_of(sent.registration)[:1])
    with pytest.raises(Unacceptable) as refusal:
        correct(judgement, reason=" ")
    assert refusal.value.field == "reason"


def test_what_is_with_the_quality_assurer_is_not_corrected(registration: Registration) -> None:
    make_waiting_for_iqa(registration)
    judgement = db.session.query(Judgement).first()
    assert judgement is not None
    with pytest.raises(Refused, match="with the quality assurer"):
        correct(judgement)


def test_only_the_allocated_assessor_corrects(sent: Submission, eve: User, ada: User) -> None:
    [judgement] = judge(sent, criteria_of(sent.registration)[:1])
    for person in (eve, ada):
        with pytest.raises(Refused):
            correct(judgement, actor=person)
