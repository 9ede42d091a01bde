"""The claim to the awarding organisation: made, answered with a certificate or a refusal."""

from datetime import date

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.registrations import policies
from trainer.registrations.events import (
    AwardRecorded,
    Claimed,
    ClaimRejected,
    ReadyToClaimAgain,
)
from trainer.registrations.models import Registration, RegistrationStatus


def claim(registration: Registration, *, actor: User, on: date) -> None:
    """Record on which day the award was claimed from its awarding organisation."""
    require(policies.may_claim(actor, registration))
    _check_day(on, not_before=registration.registered_on)
    registration.move_to(RegistrationStatus.CLAIMED)
    registration.claimed_on, registration.rejection = on, ""
    publish(
        Claimed(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            awarding=registration.awarding,
            on=on,
        )
    )


def record_award(registration: Registration, *, actor: User, number: str, on: date) -> None:
    """Record the awarding organisation's own certificate, which ends the registration well."""
    require(policies.may_record_answer(actor, registration))
    if not number.strip():
        raise Unacceptable(_("Enter the number on their certificate."), "number")
    _check_day(on, not_before=registration.claimed_on)
    registration.move_to(RegistrationStatus.CERTIFICATED)
    registration.award_number, registration.awarded_on = number.strip(), on
    publish(
        AwardRecorded(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            number=Sealed(registration.award_number),
            on=on,
        )
    )


def record_rejection(registration: Registration, *, actor: User, reason: str) -> None:
    """Record that the awarding organisation did not accept the claim, and what it said."""
    require(policies.may_record_answer(actor, registration))
    registration.move_to(RegistrationStatus.CLAIM_REJECTED)
    registration.rejection = reason
    publish(
        ClaimRejected(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            reason=Sealed(reason),
        )
    )


def make_ready_again(registration: Registration, *, actor: User) -> None:
    """Record that what was wrong with the claim is put right; it can be made anew."""
    require(policies.may_make_ready_again(actor, registration))
    registration.move_to(RegistrationStatus.CLAIM_READY)
    registration.claimed_on = None
    publish(ReadyToClaimAgain(actor=actor, subject=registration))


def _check_day(on: date, *, not_before: date | None) -> None:
    if on > clock.today():
        raise Unacceptable(_("Choose today or a day that has been."), "on")
    if not_before is not None and on < not_before:
        raise Unacceptable(_("That is before the step that came before it."), "on")
