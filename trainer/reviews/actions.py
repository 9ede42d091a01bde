"""Reviews of awards: opened when a unit under one is opened again, and settled by what follows."""

from datetime import timedelta

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.assessments.actions.standing import hold
from trainer.assessments.events import UnitReopened
from trainer.certificates.events import CertificateReplaced, CertificateRevoked
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.claims.events import ClaimRejected, ClaimTakenBack
from trainer.claims.models import Claim
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.events import Left, RoleEnded
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.reviews import policies, queries
from trainer.reviews.events import ReviewOpened, ReviewSettled, ReviewTakenOn
from trainer.reviews.models import AwardOutcome, Review, ReviewStatus

TO_REVIEW = timedelta(days=10)
"""How long a training administrator has to say what becomes of an award."""


def open_reviews(event: UnitReopened) -> None:
    """Have every award that rests on a unit reviewed, in the transaction that opens it (INV16)."""
    unit = event.subject
    if not queries.was_released(unit, event.cycle):
        return
    resting = queries.resting_on(unit)
    for certificate in resting.certificates:
        issuer = next(
            (one.actor for one in certificate.events if one.status is CertificateStatus.ISSUED),
            None,
        )
        _open(unit, event.cycle, event.actor, certificate=certificate, preferred=issuer)
    for claim in resting.claims:
        _open(unit, event.cycle, event.actor, claim=claim, preferred=claim.batch.made_by)


def _open(
    unit: UnitAssessment,
    cycle: int,
    actor: User | None,
    *,
    certificate: Certificate | None = None,
    claim: Claim | None = None,
    preferred: User | None,
) -> None:
    review = Review(
        unit_assessment=unit,
        cycle=cycle,
        learner=unit.registration.learner,
        certificate=certificate,
        claim=claim,
        opened_by=actor,
        opened_at=clock.now(),
        owner=_owner(unit, preferred),
        due_on=clock.today() + TO_REVIEW,
    )
    db.session.add(review)
    publish(
        ReviewOpened(
            actor=actor,
            subject=review,
            unit_assessment=unit,
            cycle=cycle,
            certificate=certificate,
            claim=claim,
            due_on=review.due_on,
        )
    )


def _owner(unit: UnitAssessment, preferred: User | None) -> User | None:
    """Choose who sees to it: whoever issued or claimed it, or the least busy who may."""
    possible = queries.possible_owners(unit)
    if preferred in possible:
        return preferred
    return possible[0] if possible else None


def take_on(review: Review, *, actor: User) -> None:
    """See to a review instead of whoever does now."""
    require(policies.may_take_on(actor, review))
    review.owner = actor
    publish(ReviewTakenOn(actor=actor, subject=review, owner=actor))


def let_stand(review: Review, *, actor: User, proof: Proof, reason: str) -> None:
    """Find that the certificate or claim stands: its unit is achieved again."""
    hold(review.unit_assessment.registration)
    require(policies.may_let_stand(actor, review))
    require(is_proven(actor, proof))
    _settle(review, AwardOutcome.STANDS, actor, reason)


def tell_organisation(review: Review, *, actor: User, proof: Proof, reason: str) -> None:
    """Record what the awarding organisation was told about a claim, and what it said."""
    hold(review.unit_assessment.registration)
    require(policies.may_tell(actor, review))
    require(is_proven(actor, proof))
    _settle(review, AwardOutcome.TOLD, actor, reason)


def settle_with_revoked(event: CertificateRevoked) -> None:
    """Settle the reviews of a certificate that was revoked."""
    for review in queries.still_open(Review.certificate_id == event.subject.id):
        _settle(review, AwardOutcome.REVOKED, event.actor, event.reason.text)


def settle_with_replaced(event: CertificateReplaced) -> None:
    """Settle the reviews of a certificate that was replaced.

    Until its unit is achieved again the one in its place is under review instead.
    """
    for review in queries.still_open(Review.certificate_id == event.subject.id):
        unit, owner = review.unit_assessment, review.owner
        _settle(review, AwardOutcome.REPLACED, event.actor, event.reason.text)
        if unit.status is not UnitStatus.ACHIEVED:
            new = event.replaced_by
            _open(unit, review.cycle, event.actor, certificate=new, preferred=owner)


def settle_with_claim(event: ClaimTakenBack | ClaimRejected) -> None:
    """Settle the reviews of a claim that was taken back or not accepted."""
    outcome = AwardOutcome.REJECTED if isinstance(event, ClaimRejected) else AwardOutcome.TAKEN_BACK
    for review in queries.still_open(Review.claim_id == event.claim.id):
        _settle(review, outcome, event.actor, event.reason.text)


def _settle(review: Review, outcome: AwardOutcome, actor: User | None, reason: str) -> None:
    if not reason.strip():
        raise Unacceptable(_("Say why, in a sentence."), "reason")
    review.move_to(ReviewStatus.SETTLED)
    review.outcome, review.reason = outcome, reason.strip()
    review.settled_by, review.settled_at = actor, clock.now()
    publish(
        ReviewSettled(
            actor=actor,
            subject=review,
            unit_assessment=review.unit_assessment,
            outcome=outcome,
            reason=Sealed(review.reason),
        )
    )


def pass_on(event: Left | RoleEnded) -> None:
    """Have somebody else see to the reviews of whoever left or is no administrator any more."""
    person = event.subject if isinstance(event, Left) else event.holder
    db.session.flush()  # Who holds which role is asked of the rows.
    for review in queries.still_open(Review.owner_id == person.id):
        if (owner := _owner(review.unit_assessment, person)) != person:
            review.owner = owner
            publish(ReviewTakenOn(actor=event.actor, subject=review, owner=owner))
