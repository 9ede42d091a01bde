"""What happens to the review of an award."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.certificates.models import Certificate
from trainer.claims.models import Claim
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.registrations.models import UnitAssessment
from trainer.reviews.models import AwardOutcome, Review


@dataclass(frozen=True, kw_only=True)
class ReviewOpened(LedgerEvent):
    """A unit was opened again on which this certificate, or this claim, rests."""

    subject: Review
    unit_assessment: UnitAssessment
    cycle: int
    certificate: Certificate | None
    claim: Claim | None
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ReviewSettled(LedgerEvent):
    """It was said, or came about, what becomes of the certificate or the claim."""

    subject: Review
    unit_assessment: UnitAssessment
    outcome: AwardOutcome
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class ReviewTakenOn(Event):
    """Another training administrator sees to a review."""

    subject: Review
    owner: User | None
