"""Who sees a certificate, and who issues, revokes and replaces it: never their own."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.certificates.award import Award
from trainer.certificates.models import (
    SOON,
    Certificate,
    CertificateStatus,
    Purpose,
    Rendering,
    Revocation,
    RevocationStatus,
)
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.documents.glyphs import missing_from
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.policies import reports_to
from trainer.registrations.models import Registration, UnitAssessment
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
    return may_issue_each(actor, [registration], {registration.id: award})[registration.id]


def may_issue_each(
    actor: User, registrations: Sequence[Registration], awards: Mapping[int, Award]
) -> Mapping[int, Verdict]:
    """Say the same of many, in as many statements as of one."""
    in_force = _numbers_in_force([one.id for one in registrations])
    return {
        one.id: first_refusal(
            _may_deal_with(actor, one.learner_id),
            _has_none(in_force.get(one.id)),
            _is_complete(one, awards[one.id]),
            _can_be_printed(one, awards[one.id]),
        )
        for one in registrations
    }


def may_issue_unit(actor: User, unit: UnitAssessment, award: Award) -> Verdict:
    """Say whether this person may issue a certificate of one unit; the rest may still be open."""
    if not (verdict := _may_deal_with(actor, unit.registration.learner_id)):
        return verdict
    if (number := _number_in_force(unit.registration_id, unit.id)) is not None:
        return no(_("Certificate %(number)s is in force for this already.", number=number))
    return _can_be_printed(unit.registration, award) if not award.lacks else no(award.lacks)


def may_propose_revocation(actor: User, certificate: Certificate) -> Verdict:
    """Say whether this person may propose to take the certificate back."""
    return first_refusal(
        _may_deal_with(actor, certificate.learner_id),
        _is_in_force(certificate),
        _is_undisputed(certificate),
    )


def may_confirm_revocation(actor: User, revocation: Revocation) -> Verdict:
    """Say whether this person may take it back as proposed: never whoever proposed it."""
    if not (verdict := may_drop_revocation(actor, revocation)):
        return verdict
    if actor.id == revocation.proposed_by_id:
        return no(_("You proposed it, so another training administrator has to confirm it."))
    return _is_in_force(revocation.certificate)


def may_drop_revocation(actor: User, revocation: Revocation) -> Verdict:
    """Say whether this person may leave the certificate in force after all."""
    if revocation.status is not RevocationStatus.PROPOSED:
        return no(_("This has been decided since the page was drawn."))
    return _may_deal_with(actor, revocation.certificate.learner_id)


def may_replace(actor: User, certificate: Certificate, purpose: Purpose, award: Award) -> Verdict:
    """Say whether this person may issue another in its place for this purpose."""
    return first_refusal(
        _may_deal_with(actor, certificate.learner_id),
        _is_in_force(certificate),
        _is_undisputed(certificate),
        _is_due(certificate) if purpose is Purpose.RENEWED else _still_holds(certificate),
        YES if purpose is Purpose.LOST else _is_earned(certificate, award),
        _can_be_printed(certificate.registration, award),
    )


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


def _has_none(number: str | None) -> Verdict:
    if number is not None:
        return no(_("Certificate %(number)s is in force for this already.", number=number))
    return YES


def _can_be_printed(registration: Registration, award: Award) -> Verdict:
    """Name what none of our typefaces has, so that no certificate is issued with a gap in it."""
    people = (registration.learner, registration.assessor, registration.iqa)
    said = [one.name for one in people]
    said += [registration.version.title, *(one.unit_version.title for one in award.units)]
    for words in said:
        if signs := missing_from(words):
            return no(
                _(
                    "“%(words)s” can't be printed as it is: none of the typefaces has %(signs)s."
                    " Put that right first.",
                    words=words,
                    signs=" ".join(signs),
                )
            )
    return YES


def _is_earned(certificate: Certificate, award: Award) -> Verdict:
    if certificate.unit_id is None:
        return _is_complete(certificate.registration, award)
    return no(award.lacks) if award.lacks else YES


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


def _is_undisputed(certificate: Certificate) -> Verdict:
    proposed = sa.exists().where(
        Revocation.certificate_id == certificate.id,
        Revocation.status == RevocationStatus.PROPOSED,
    )
    if db.session.scalar(sa.select(proposed)):
        return no(_("It is proposed to revoke this certificate. That has to be decided first."))
    return YES


def _still_holds(certificate: Certificate) -> Verdict:
    if certificate.expires_on is not None and certificate.expires_on <= clock.today():
        return no(_("This certificate has run out. Renew it instead."))
    return YES


def _is_due(certificate: Certificate) -> Verdict:
    if certificate.expires_on is None:
        return no(_("This certificate doesn't run out, so there is nothing to renew."))
    opens = certificate.expires_on - SOON
    if clock.today() < opens:
        return no(_("It can be renewed from %(day)s on.", day=written(opens)))
    return YES


def _number_in_force(registration_id: int, unit_id: int | None) -> str | None:
    return db.session.scalar(
        sa.select(Certificate.number).where(Certificate.in_force_for(registration_id, unit_id))
    )


def _numbers_in_force(registrations: Sequence[int]) -> Mapping[int, str]:
    found = db.session.execute(
        sa.select(Certificate.registration_id, Certificate.number).where(
            Certificate.registration_id.in_(registrations),
            Certificate.unit_id.is_(None),
            Certificate.status == CertificateStatus.ISSUED,
        )
    )
    return {registration_id: number for registration_id, number in found}
