"""Come here for evidence of the bench as it is sent and judged: rows, standings, links."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from trainer.accounts.models import User
from trainer.assessments.actions.submitting import DECLARATION
from trainer.assessments.events import Judged, Submitted
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    JudgedItem,
    Judgement,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.rules import VACSR
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.core.events import Sealed
from trainer.demo.large.books import Books, Learner
from trainer.demo.large.evidence import Written
from trainer.demo.stories import load
from trainer.registrations.models import Registration, UnitAssessment


def send(
    books: Books,
    learner: Learner,
    criteria: Sequence[Criterion],
    status: SubmissionStatus,
    at: datetime,
) -> tuple[Written, int]:
    """Send an entry that claims these criteria to the assessor; return it and the submission."""
    written = books.writer.write(learner.who, criteria, at)
    is_open = status is SubmissionStatus.SUBMITTED
    number = books.rows.add(
        Submission,
        revision_id=written.revision_id,
        registration_id=learner.registration_id,
        assessor_id=learner.assessor.id,
        status=status,
        declaration=str(DECLARATION),
        content_hash=written.content_hash,
        submitted_at=at,
        opened_at=None if is_open else at,
        decided_at=None if is_open else at,
        row_version=1,
    )
    books.chain.add(
        Submitted(
            actor=User(id=learner.who.id),
            subject=Submission(id=number),
            registration=Registration(id=learner.registration_id),
            assessor=User(id=learner.assessor.id),
            revision_id=written.revision_id,
            content_hash=written.content_hash,
            declaration=Sealed(str(DECLARATION)),
        ),
        at,
    )
    return written, number


def judge(books: Books, learner: Learner, claims: Sequence[tuple[int, Criterion]]) -> None:
    """Send an entry and have all it claims judged as met."""
    now = clock.now()
    criteria = [criterion for _unit, criterion in claims]
    written, submission = send(books, learner, criteria, SubmissionStatus.ACCEPTED, now)
    for unit, criterion in claims:
        _met(books, learner, unit, criterion, written, submission)


def _met(
    books: Books,
    learner: Learner,
    unit: int,
    criterion: Criterion,
    written: Written,
    submission: int,
) -> None:
    now, words = clock.now(), load("feedback")["met"]
    feedback = words[(unit + criterion.id) % len(words)]
    values: dict[str, Any] = {"outcome": CriterionState.MET, "vacsr": list(VACSR)}
    number = books.rows.add(
        Judgement,
        unit_assessment_id=unit,
        criterion_id=criterion.id,
        submission_id=submission,
        judge_id=learner.assessor.id,
        learner_id=learner.who.id,
        decided_at=now,
        feedback=feedback,
        **values,
    )
    books.rows.add(
        JudgedItem,
        judgement_id=number,
        revision_id=written.revision_id,
        content_hash=written.content_hash,
    )
    stands(books, unit, criterion, CriterionState.MET, submission, number)
    books.chain.add(
        Judged(
            actor=User(id=learner.assessor.id),
            subject=Judgement(id=number),
            unit_assessment=UnitAssessment(id=unit),
            criterion=criterion.identifier,
            supersedes_id=None,
            rests_on=[written.content_hash],
            vacsr_note=Sealed(""),
            feedback=Sealed(feedback),
            reason=Sealed(""),
            **values,
        ),
        now,
    )


def stands(
    books: Books,
    unit: int,
    criterion: Criterion,
    state: CriterionState,
    submission: int,
    judgement: int | None,
) -> None:
    """Keep how a criterion stands from now on."""
    books.rows.add_keyed(
        CriterionStanding,
        unit_assessment_id=unit,
        criterion_id=criterion.id,
        state=state,
        submission_id=submission,
        judgement_id=judgement,
    )
