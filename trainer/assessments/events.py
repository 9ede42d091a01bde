"""What happens to submissions, judgements and signatures."""

from dataclasses import dataclass
from datetime import datetime

from trainer.accounts.models import User
from trainer.assessments.models import (
    CriterionState,
    FeedbackReply,
    Judgement,
    Signature,
    SignedAs,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.phrases.models import Phrase
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.registrations.models import Registration, UnitAssessment


@dataclass(frozen=True, kw_only=True)
class Submitted(LedgerEvent):
    """A learner put a revision before their assessor, declaring it their own work."""

    subject: Submission
    registration: Registration
    assessor: User
    revision_id: int
    content_hash: str
    declaration: Sealed


@dataclass(frozen=True, kw_only=True)
class TakenBack(LedgerEvent):
    """A learner took back what nobody had judged yet."""

    subject: Submission


@dataclass(frozen=True, kw_only=True)
class ReviewBegun(Event):
    """The assessor has started on a submission."""

    subject: Submission


@dataclass(frozen=True, kw_only=True)
class Judged(LedgerEvent):
    """Somebody decided on a criterion; `rests_on` are the hashes of what they saw."""

    subject: Judgement
    unit_assessment: UnitAssessment
    criterion: str
    outcome: CriterionState
    supersedes_id: int | None
    vacsr: list[str]
    rests_on: list[str]
    vacsr_note: Sealed
    feedback: Sealed
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class FeedbackAnswered(LedgerEvent):
    """The learner wrote back on feedback, or the assessor answered them."""

    subject: FeedbackReply
    judgement: Judgement
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class ReturnedToLearner(LedgerEvent):
    """An assessor sent a whole submission back unjudged, and said why."""

    subject: Submission
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class CommentsPublished(LedgerEvent):
    """What an assessor noted at places of the evidence went out with their judgement."""

    subject: Submission
    numbers: list[int]
    comments: Sealed


@dataclass(frozen=True, kw_only=True)
class SubmissionDecided(Event):
    """Every criterion a submission claims is decided."""

    subject: Submission
    outcome: SubmissionStatus


@dataclass(frozen=True, kw_only=True)
class TakenOver(Event):
    """Open submissions went to another assessor."""

    subject: Registration
    assessor: User
    submission_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class UnitReady(Event):
    """Every criterion of a unit is met, so the learner can sign it."""

    subject: UnitAssessment


@dataclass(frozen=True, kw_only=True)
class UnitReopened(LedgerEvent):
    """A unit is open again; the signatures of `cycle` count no more."""

    subject: UnitAssessment
    cycle: int


@dataclass(frozen=True, kw_only=True)
class Signed(LedgerEvent):
    """Somebody signed a unit, in one part, to these words, over this content."""

    subject: Signature
    unit_assessment: UnitAssessment
    cycle: int
    signed_as: SignedAs
    meaning: str
    printed_name: Sealed
    content_hash: str
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class CountersignatureRefused(LedgerEvent):
    """A countersigner would not put their name under a unit, and said why."""

    subject: UnitAssessment
    criterion_ids: list[int]
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class PhraseWritten(Event):
    """Somebody wrote a phrase for feedback, or worded one anew."""

    subject: Phrase
    shared: bool


@dataclass(frozen=True, kw_only=True)
class PhraseTakenOut(Event):
    """A phrase is offered no longer."""

    subject: Phrase
    shared: bool
