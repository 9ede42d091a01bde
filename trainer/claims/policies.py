"""Who looks through claims and makes them, who keeps direct claim status, and until when."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.claims.models import Claim, ClaimStatus, DirectClaimStatus, ReceivedCertificate
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.people.models import Role
from trainer.people.policies import reports_to
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.registrations.policies import READERS, at_sites_of, may_change

LOOKERS = READERS | {Role.IQA}
"""The roles that read claims and direct claim status; only training administrators write them."""


def may_look_through(actor: User) -> Verdict:
    """Say whether this person reads claims: administrators and HR, and quality assurers theirs."""
    if not any(actor.holds(role) for role in LOOKERS):
        return no(_("Training administrators, HR and quality assurers look through claims."))
    return YES


def may_administer(actor: User) -> Verdict:
    """Say whether this person makes claims and records what comes of them."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator records claims and what comes of them."))
    return YES


def may_change_status(actor: User, status: DirectClaimStatus) -> Verdict:
    """Say whether this person may record a review of direct claim status, or its removal."""
    if status.removed_on is not None:
        return no(
            _("This direct claim status was removed. If it is granted again, record it anew.")
        )
    return may_administer(actor)


def registrations_visible_to(actor: User) -> sa.Select[Registration]:
    """Select the registrations whose claims this person reads, at their sites or as assurer."""
    return sa.select(Registration).where(
        sa.or_(at_sites_of(actor, *READERS), Registration.iqa_id == actor.id)
    )


def claims_visible_to(actor: User) -> sa.Select[Claim]:
    """Select the claims this person reads."""
    seen = registrations_visible_to(actor).with_only_columns(Registration.id)
    return sa.select(Claim).where(Claim.registration_id.in_(seen))


def received_visible_to(actor: User) -> sa.Select[ReceivedCertificate]:
    """Select awarding organisations' certificates: one's own, one's team's, and those one reads."""
    seen = registrations_visible_to(actor).with_only_columns(Registration.id)
    return sa.select(ReceivedCertificate).where(
        sa.or_(
            ReceivedCertificate.learner_id == actor.id,
            ReceivedCertificate.learner_id.in_(reports_to(actor)),
            ReceivedCertificate.registration_id.in_(seen),
        )
    )


def may_claim(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may record that the award was claimed from its organisation."""
    if registration.awarding is None:
        return no(_("This is awarded in-house, so there is nobody to claim it from."))
    if registration.status is not RegistrationStatus.CLAIM_READY:
        return no(
            _(
                "%(name)s’s award is not ready to be claimed. An award is claimed once the"
                " registration is complete, and once only.",
                name=registration.learner.name,
            )
        )
    return first_refusal(
        may_be_claimed_on(registration, clock.today()), may_change(actor, registration)
    )


def may_be_claimed_on(registration: Registration, day: date) -> Verdict:
    """Say whether the awarding organisation takes claims on that day: its last day still counts."""
    if registration.awarding is None or registration.awarding.certifies_on(day):
        return YES
    return no(
        _(
            "%(organisation)s takes no more claims for this: its last day for %(name)s’s was"
            " %(day)s.",
            organisation=registration.awarding.organisation,
            name=registration.learner.name,
            day=written(registration.awarding.certification_ends),
        )
    )


def may_answer(actor: User, claim: Claim) -> Verdict:
    """Say whether this person may record what was answered to a claim, or take it back."""
    if claim.status is not ClaimStatus.MADE:
        return no(_("This claim doesn’t wait for an answer."))
    return may_change(actor, claim.registration)


def may_make_ready_again(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may record that what was wrong with a claim is put right."""
    if registration.status is not RegistrationStatus.CLAIM_REJECTED:
        return no(_("No claim was rejected."))
    return may_change(actor, registration)
