"""Every write to certificates: issuing, revoking, replacing, and having a PDF made again."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.certificates import payload, policies
from trainer.certificates.award import Award, award_of
from trainer.certificates.events import (
    CertificateIssued,
    CertificateMadeAgain,
    CertificateReplaced,
    CertificateRevoked,
)
from trainer.certificates.models import (
    Certificate,
    CertificateEvent,
    CertificateSeries,
    CertificateStatus,
    Rendering,
)
from trainer.config import Config
from trainer.core import clock
from trainer.core.database import new_code
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask
from trainer.registrations.models import Registration


def issue(registration: Registration, *, actor: User, proof: Proof, config: Config) -> Certificate:
    """Issue the certificate of a complete registration; what it says is fixed from now on.

    The registration is locked, so that of two administrators the second finds one in force.
    """
    _hold(registration)
    award = award_of(registration)
    require(policies.may_issue(actor, registration, award))
    require(is_proven(actor, proof))
    return _issue(registration, award, actor, proof, config)


def revoke(certificate: Certificate, *, actor: User, proof: Proof, reason: str) -> None:
    """Take a certificate back, for good; the page where it can be checked says so at once."""
    _hold(certificate)
    require(policies.may_revoke(actor, certificate))
    require(is_proven(actor, proof))
    _move(certificate, CertificateStatus.REVOKED, actor, proof, _given(reason))
    publish(
        CertificateRevoked(
            actor=actor,
            subject=certificate,
            number=certificate.number,
            reason=Sealed(reason),
            reauthenticated_at=proof.at,
        )
    )


def replace(
    certificate: Certificate, *, actor: User, proof: Proof, reason: str, config: Config
) -> Certificate:
    """Issue another in its place, saying what is true by now, with a number and code of its own."""
    registration = certificate.registration
    _hold(registration)
    _hold(certificate)
    award = award_of(registration)
    require(policies.may_replace(actor, certificate, award))
    require(is_proven(actor, proof))
    _move(certificate, CertificateStatus.REPLACED, actor, proof, _given(reason))
    db.session.flush()  # Only one may be in force: the old one goes before the new one comes.
    new = _issue(registration, award, actor, proof, config, replaces=certificate)
    publish(
        CertificateReplaced(
            actor=actor,
            subject=certificate,
            number=certificate.number,
            replaced_by=new,
            reason=Sealed(reason),
            reauthenticated_at=proof.at,
        )
    )
    return new


def make_again(certificate: Certificate, *, actor: User) -> None:
    """Have the PDF tried once more, after it could not be made."""
    require(policies.may_make_again(actor, certificate))
    certificate.rendering = Rendering.WAITING
    ask(Task.RENDER_CERTIFICATE, certificate_id=certificate.id)
    publish(CertificateMadeAgain(actor=actor, subject=certificate))


def _issue(
    registration: Registration,
    award: Award,
    actor: User,
    proof: Proof,
    config: Config,
    replaces: Certificate | None = None,
) -> Certificate:
    certificate = _draft(registration, award, clock.today(config.zone), config, replaces)
    db.session.add(certificate)
    certificate.issued_at = clock.now()
    certificate.events.append(_event(CertificateStatus.DRAFTED, actor, proof))
    _move(certificate, CertificateStatus.ISSUED, actor, proof)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.RENDER_CERTIFICATE, certificate_id=certificate.id)
    publish(
        CertificateIssued(
            actor=actor,
            subject=certificate,
            registration=registration,
            number=certificate.number,
            code=certificate.code,
            learner=Sealed(registration.learner.name),
            payload_hash=certificate.payload_hash,
            reauthenticated_at=proof.at,
        )
    )
    return certificate


def _draft(
    registration: Registration,
    award: Award,
    today: date,
    config: Config,
    replaces: Certificate | None,
) -> Certificate:
    number, code = _next_number(today.year, config.number_prefix), new_code()
    says = payload.write_down(
        registration,
        award,
        number=number,
        code=code,
        issued_on=today,
        replacement_of=replaces.number if replaces else None,
        config=config,
    )
    return Certificate(
        number=number,
        code=code,
        registration=registration,
        learner_id=registration.learner_id,
        status=CertificateStatus.DRAFTED,
        payload=says,
        payload_hash=payload.hash_of(says),
        replaces=replaces,
    )


def _hold(row: Registration | Certificate) -> None:
    """Make whoever else decides about this row wait, and see it as it is now.

    The lock is taken on the row alone: PostgreSQL takes none on what an outer join brings along.
    """
    table = type(row)
    db.session.execute(sa.select(table.id).where(table.id == row.id).with_for_update())
    db.session.refresh(row)


def _next_number(year: int, prefix: str) -> str:
    """Give out the year's next number; a transaction that fails gives it back."""
    series = db.session.get(CertificateSeries, year, with_for_update=True)
    if series is None:
        series = _begin_series(year)
    series.last += 1
    return f"{prefix}-{year}-{series.last:04d}"


def _begin_series(year: int) -> CertificateSeries:
    try:
        with db.session.begin_nested():
            db.session.add(CertificateSeries(year=year, last=0))
    except IntegrityError:
        pass  # On PostgreSQL another began it meanwhile; its row is waited for below.
    return db.session.get_one(CertificateSeries, year, with_for_update=True)


def _move(
    certificate: Certificate,
    status: CertificateStatus,
    actor: User,
    proof: Proof,
    reason: str = "",
) -> None:
    certificate.move_to(status)
    certificate.events.append(_event(status, actor, proof, reason))


def _event(
    status: CertificateStatus, actor: User, proof: Proof, reason: str = ""
) -> CertificateEvent:
    return CertificateEvent(
        status=status, actor_id=actor.id, reason=reason, reauthenticated_at=proof.at
    )


def _given(reason: str) -> str:
    if not reason.strip():
        raise Unacceptable(_("Say why, in a sentence."), "reason")
    return reason.strip()
