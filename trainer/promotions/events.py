"""What happens to promotion cases; each is a link of the ledger, for careers rest on them."""

from dataclasses import dataclass
from datetime import date, datetime

from trainer.accounts.models import User
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.people.models import Site
from trainer.promotions.models import (
    LetterKind,
    PromotionCase,
    PromotionPack,
    PromotionSignature,
    SignedFor,
)
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.rules.stages import PromotionStatus


@dataclass(frozen=True, kw_only=True)
class CaseOpened(LedgerEvent):
    """Somebody was put forward for a role, by themselves or by another."""

    subject: PromotionCase
    person: User
    role: str
    site: Site
    why: Sealed


@dataclass(frozen=True, kw_only=True)
class CaseSponsored(LedgerEvent):
    """Somebody of the line, or HR, stands behind a case the person opened themselves."""

    subject: PromotionCase
    person: User
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class StatementAdded(LedgerEvent):
    """The person added a statement of their own."""

    subject: PromotionCase
    person: User
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class PackFrozen(LedgerEvent):
    """How the person stands with the role was frozen."""

    subject: PromotionPack
    case: PromotionCase
    round: int
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class ReadinessChecked(LedgerEvent):
    """Somebody read the pack and let it go to a panel."""

    subject: PromotionCase
    person: User
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class PeopleSeated(LedgerEvent):
    """It was settled who scores, and who approves in which order."""

    subject: PromotionCase
    person: User
    panel: list[int]
    approvers: list[int]


@dataclass(frozen=True, kw_only=True)
class SeatGivenUp(LedgerEvent):
    """Somebody declared a conflict and takes no part; the nominee is not told the reason."""

    subject: PromotionCase
    person: User
    duty: Duty
    because: Sealed


@dataclass(frozen=True, kw_only=True)
class SeatFilled(LedgerEvent):
    """Somebody was asked to take part later than the others."""

    subject: PromotionCase
    person: User
    member: User
    duty: Duty


@dataclass(frozen=True, kw_only=True)
class CaseSigned(LedgerEvent):
    """Somebody signed: scores, a recommendation, an approval, a refusal, the answer to an appeal."""

    subject: PromotionSignature
    case: PromotionCase
    person: User
    kind: SignedFor
    round: int
    covered_hash: str
    meaning: str
    printed_name: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class GateChecked(LedgerEvent):
    """What was met was looked at again at the last approval."""

    subject: PromotionCase
    person: User
    passed: bool
    fell: Sealed


@dataclass(frozen=True, kw_only=True)
class CaseMoved(LedgerEvent):
    """A case is at another stage. `plan` and `review_on` come with a decision to develop further.

    What follows from an outcome listens here: `after` says which it is.
    """

    subject: PromotionCase
    person: User
    before: PromotionStatus
    after: PromotionStatus
    words: Sealed
    plan: Sealed
    review_on: date | None


@dataclass(frozen=True, kw_only=True)
class TrialReviewed(LedgerEvent):
    """A trial was talked through."""

    subject: PromotionCase
    person: User
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class PanelMeetingSet(Event):
    """The panel meets on a day, or on another one than before."""

    subject: PromotionCase
    person: User
    meets_on: date


@dataclass(frozen=True, kw_only=True)
class TakingUpFailed(Event):
    """The day of a promotion came, and the job could not be given as it was offered."""

    subject: PromotionCase
    person: User
    why: str


@dataclass(frozen=True, kw_only=True)
class LetterAsked(Event):
    """Somebody had a letter of a case made."""

    subject: PromotionCase
    person: User
    kind: LetterKind
