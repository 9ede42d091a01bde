"""Issuing another certificate in the place of one: lost papers, a mistake, or its time is over."""

from collections.abc import Callable, Mapping
from datetime import date

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.certificates import payload, policies
from trainer.certificates.actions.issuing import Words, expiry_of, put_in_force
from trainer.certificates.actions.moving import given, hold, move
from trainer.certificates.award import Award, award_for
from trainer.certificates.events import CertificateReplaced
from trainer.certificates.models import Certificate, CertificateStatus, Purpose
from trainer.config import Config
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db


def replace(
    certificate: Certificate,
    *,
    actor: User,
    proof: Proof,
    purpose: Purpose,
    reason: str,
    config: Config,
) -> Certificate:
    """Issue another in its place, with a number and code of its own; the old one says so at once.

    For lost papers it says the same again, for a mistake what the record says by now, and renewed
    it holds for another term.
    """
    registration = certificate.registration
    hold(registration)
    hold(certificate)
    award = award_for(registration, certificate.unit)
    require(policies.may_replace(actor, certificate, purpose, award))
    require(is_proven(actor, proof))
    words = _WORDS[purpose](certificate, award, config)
    move(certificate, CertificateStatus.REPLACED, actor, proof, given(reason))
    db.session.flush()  # Only one may be in force: the old one goes before the new one comes.
    new = put_in_force(
        registration,
        words,
        actor=actor,
        proof=proof,
        config=config,
        replaces=certificate,
        purpose=purpose,
        unit=certificate.unit,
    )
    publish(
        CertificateReplaced(
            actor=actor,
            subject=certificate,
            number=certificate.number,
            replaced_by=new,
            purpose=purpose,
            reason=Sealed(reason),
            reauthenticated_at=proof.at,
        )
    )
    return new


def _the_same(certificate: Certificate, _award: Award, _config: Config) -> Words:
    return lambda number, code, today: payload.written_again(
        certificate.payload, number=number, code=code, issued_on=today
    )


def _corrected(certificate: Certificate, award: Award, config: Config) -> Words:
    """Say what the record says by now, for as long as the one in force would have held."""

    def words(number: str, code: str, today: date) -> payload.Payload:
        says = payload.write_down(
            certificate.registration,
            award,
            number=number,
            code=code,
            issued_on=today,
            expires_on=certificate.expires_on,
            replacement_of=certificate.number,
            config=config,
        )
        if payload.facts_of(says) == payload.facts_of(certificate.payload):
            raise Unacceptable(
                _(
                    "The record says what the certificate says. Correct the name or the record"
                    " first, then come back."
                ),
                "purpose",
            )
        return says

    return words


def _renewed(certificate: Certificate, award: Award, config: Config) -> Words:
    """Begin the next term where this one ends, or today if it has ended."""

    def words(number: str, code: str, today: date) -> payload.Payload:
        registration = certificate.registration
        return payload.write_down(
            registration,
            award,
            number=number,
            code=code,
            issued_on=today,
            expires_on=expiry_of(registration, max(today, certificate.expires_on or today)),
            replacement_of=None,
            config=config,
        )

    return words


_WORDS: Mapping[Purpose, Callable[[Certificate, Award, Config], Words]] = {
    Purpose.LOST: _the_same,
    Purpose.CORRECTED: _corrected,
    Purpose.RENEWED: _renewed,
}
