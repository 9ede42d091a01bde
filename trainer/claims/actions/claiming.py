"""Claims made for several learners at once, and taken back while nobody has answered."""

from collections.abc import Sequence
from datetime import date

from trainer.accounts.models import User
from trainer.assessments.actions.standing import hold
from trainer.claims import policies
from trainer.claims.actions.answering import end
from trainer.claims.actions.resuming import move_with_claim
from trainer.claims.events import Claimed, ClaimTakenBack, ReadyToClaimAgain
from trainer.claims.models import Claim, ClaimBatch, ClaimStatus
from trainer.claims.queries import direct
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus


def claim(
    registrations: Sequence[Registration],
    *,
    actor: User,
    on: date,
    reference: str = "",
    visit_on: date | None = None,
    visit_reference: str = "",
) -> ClaimBatch:
    """Record which awards were claimed together from one awarding organisation.

    The registrations are locked, so that of two administrators the second finds them claimed.
    """
    hold(*registrations)
    for registration in registrations:
        _check_ready(registration)
        require(policies.may_claim(actor, registration))
        require(policies.may_be_claimed_on(registration, on))
        _check_day(on, not_before=registration.registered_on)
    qualification_id, organisation = _what(registrations)
    is_direct = direct.is_direct(qualification_id, organisation, on)
    if not is_direct:
        _check_visit(visit_on, visit_reference, on)
    batch = ClaimBatch(
        qualification_id=qualification_id,
        organisation=organisation,
        reference=reference,
        claimed_on=on,
        is_direct=is_direct,
        visit_on=None if is_direct else visit_on,
        visit_reference="" if is_direct else visit_reference,
        made_by=actor,
    )
    db.session.add(batch)
    for registration in registrations:
        _claim(registration, batch, actor)
    return batch


def _check_ready(registration: Registration) -> None:
    if registration.status is not RegistrationStatus.CLAIM_READY:
        raise Conflict(
            _(
                "%(name)s’s award is not ready to be claimed any more: somebody claimed it, or a"
                " unit was opened again. Open the list again.",
                name=registration.learner.name,
            )
        )


def _what(registrations: Sequence[Registration]) -> tuple[int, str]:
    found = {
        (one.version.qualification_id, one.awarding.organisation)
        for one in registrations
        if one.awarding is not None
    }
    if len(found) != 1:
        raise Unacceptable(
            _("Claim one qualification from one awarding organisation at a time. Tick fewer.")
        )
    return found.pop()


def _check_visit(visit_on: date | None, reference: str, claimed_on: date) -> None:
    if visit_on is None:
        raise Unacceptable(
            _("Without direct claim status a claim goes after a visit or sample. Say which day."),
            "visit_on",
        )
    if visit_on > claimed_on:
        raise Unacceptable(_("A claim goes after the visit, not before it."), "visit_on")
    if not reference:
        raise Unacceptable(_("Enter the reference of the visit or sample."), "visit_reference")


def _claim(registration: Registration, batch: ClaimBatch, actor: User) -> None:
    if registration.awarding is None:
        raise LookupError(registration.id)  # `may_claim` has refused it.
    registration.move_to(RegistrationStatus.CLAIMED)
    made = Claim(
        batch=batch,
        registration=registration,
        awarding=registration.awarding,
        claimed_on=batch.claimed_on,
        last_day=registration.awarding.certification_ends,
    )
    db.session.add(made)
    publish(
        Claimed(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            awarding=registration.awarding,
            batch=batch,
            on=batch.claimed_on,
        )
    )


def take_back(claim: Claim, *, actor: User, reason: str) -> None:
    """Undo a claim that nobody has answered; it can be made anew."""
    registration = claim.registration
    end(claim, ClaimStatus.TAKEN_BACK, actor=actor, reason=reason)
    move_with_claim(registration, RegistrationStatus.CLAIM_READY)
    publish(
        ClaimTakenBack(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            claim=claim,
            reason=Sealed(reason),
        )
    )


def make_ready_again(registration: Registration, *, actor: User) -> None:
    """Record that what was wrong with the claim is put right; it can be made anew."""
    hold(registration)
    require(policies.may_make_ready_again(actor, registration))
    registration.move_to(RegistrationStatus.CLAIM_READY)
    publish(ReadyToClaimAgain(actor=actor, subject=registration))


def _check_day(on: date, *, not_before: date | None) -> None:
    if on > clock.today():
        raise Unacceptable(_("Choose today or a day that has been."), "on")
    if not_before is not None and on < not_before:
        raise Unacceptable(_("That is before somebody of these was registered."), "on")
