"""What happens around claims."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.catalogue.models import Qualification, QualificationNumber
from trainer.claims.models import (
    Claim,
    ClaimBatch,
    DirectClaimReview,
    DirectClaimStatus,
    ReceivedCertificate,
    ReviewOutcome,
)
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class DirectClaimGranted(LedgerEvent):
    """An awarding organisation lets us claim a qualification directly; `reason` if it is early."""

    subject: DirectClaimStatus
    qualification: Qualification
    organisation: str
    granted_by: Sealed
    reference: Sealed
    starts_on: date
    review_on: date
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class DirectClaimReviewed(LedgerEvent):
    """An awarding organisation reviewed direct claim status, which goes on."""

    subject: DirectClaimStatus
    review: DirectClaimReview
    outcome: ReviewOutcome
    reviewed_by: Sealed
    note: Sealed
    on: date
    next_on: date


@dataclass(frozen=True, kw_only=True)
class DirectClaimRemoved(LedgerEvent):
    """An awarding organisation took direct claim status away."""

    subject: DirectClaimStatus
    on: date
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class Claimed(LedgerEvent):
    """The award was claimed from its awarding organisation."""

    subject: Registration
    learner: User
    awarding: QualificationNumber
    batch: ClaimBatch
    on: date


@dataclass(frozen=True, kw_only=True)
class AwardRecorded(LedgerEvent):
    """The awarding organisation sent its certificate, with this number."""

    subject: Registration
    learner: User
    claim: Claim
    number: Sealed
    sha256: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ClaimRejected(LedgerEvent):
    """The awarding organisation did not accept the claim, and said why."""

    subject: Registration
    learner: User
    claim: Claim
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class ClaimTakenBack(LedgerEvent):
    """A claim was taken back before it was answered, for this reason."""

    subject: Registration
    learner: User
    claim: Claim
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class ReadyToClaimAgain(LedgerEvent):
    """What was wrong with a claim is put right, so that it can be made anew."""

    subject: Registration


@dataclass(frozen=True, kw_only=True)
class ClaimResumed(LedgerEvent):
    """A registration is complete again that was claimed before a unit of it was opened."""

    subject: Registration
    claim: Claim


@dataclass(frozen=True, kw_only=True)
class ClaimsExported(Event):
    """Somebody took a batch of claims away as a file."""

    subject: ClaimBatch


@dataclass(frozen=True, kw_only=True)
class ScanRead(Event):
    """Somebody was sent the scan of another's certificate."""

    subject: ReceivedCertificate
