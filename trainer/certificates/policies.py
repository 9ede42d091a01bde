"""Who sees a certificate, and who issues, revokes and replaces it: never their own."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.certificates.award import Award
from trainer.certificates.models import Certificate, CertificateStatus, Rendering
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.policies import reports_to
from trainer.registrations.models import Registration
from trainer.registrations.policies import COMPLETE, READERS, at_sites_of


def visible_to(actor: User) -> sa.Select[Certificate]:
    """Select one's own certificates and those of one's team; administrators and HR see all.

    Whoever is appointed for a site sees those of registrations at that site.
    """
    served = sa.select(Registration.id).where(at_sites_of(actor, *READERS))
    return sa.select(Certificate).where(
        sa.or_(
            Certificate.learner_id == actor.id,
            Certificate.learner_id.in_(reports_to(actor)),
            Certificate.registration_id.in_(served),
        )
    )


def registrations_visible_to(actor: User) -> sa.Select[Registration]:
    """Select the registrations whose certificates this person may be asked to issue."""
    return sa.select(Registration).where(at_sites_of(actor, Role.TRAINING_ADMIN))


def may_administer(actor: User) -> Verdict:
    """Say whether this person runs certificates at all."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator deals with certificates."))
    return YES


def may_look_through(actor: User) -> Verdict:
    """Say whether this person reads the list of certificates: HR reads it and changes nothing."""
    if not any(actor.holds(role) for role in READERS):
        return no(_("Training administrators and HR look through certificates."))
    return YES


def may_issue(actor: User, registration: Registration, award: Award) -> Verdict:
    """Say whether this person may issue the certificate, for what was earned at this moment."""
    return first_refusal(
        _may_deal_with(actor, registration.learner_id), _may_be_issued(registration, award)
    )


def may_revoke(actor: User, certificate: Certificate) -> Verdict:
    """Say whether this person may take the certificate back."""
    return first_refusal(_may_deal_with(actor, certificate.learner_id), _is_in_force(certificate))


def may_replace(actor: User, certificate: Certificate, award: Award) -> Verdict:
    """Say whether this person may issue another in its place, for what is earned by now."""
    complete = _is_complete(certificate.registration, award)
    return first_refusal(may_revoke(actor, certificate), complete)


def may_make_again(actor: User, certificate: Certificate) -> Verdict:
    """Say whether this person may have the PDF tried once more."""
    if not (verdict := may_administer(actor)):
        return verdict
    if certificate.rendering is not Rendering.FAILED:
        return no(_("The PDF is made or on its way."))
    return YES


def _may_deal_with(actor: User, learner_id: int) -> Verdict:
    # One's own comes first, so that no role gets round it.
    if actor.id == learner_id:
        return no(_("You can't deal with your own certificate. Ask another administrator."))
    return may_administer(actor)


def _may_be_issued(registration: Registration, award: Award) -> Verdict:
    if (number := _number_in_force(registration)) is not None:
        return no(_("Certificate %(number)s is in force for this already.", number=number))
    return _is_complete(registration, award)


def _is_complete(registration: Registration, award: Award) -> Verdict:
    if registration.status not in COMPLETE:
        return no(_("The registration isn't complete yet."))
    return no(award.lacks) if award.lacks else YES


def _is_in_force(certificate: Certificate) -> Verdict:
    refusals = {
        CertificateStatus.DRAFTED: _("This certificate hasn't been issued."),
        CertificateStatus.REVOKED: _("This certificate has been revoked. That is final."),
        CertificateStatus.REPLACED: _("This certificate has been replaced by another."),
    }
    reason = refusals.get(certificate.status)
    return no(reason) if reason else YES


def _number_in_force(registration: Registration) -> str | None:
    return db.session.scalar(
        sa.select(Certificate.number).where(
            Certificate.registration_id == registration.id,
            Certificate.status == CertificateStatus.ISSUED,
        )
    )
