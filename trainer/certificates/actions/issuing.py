"""Issuing certificates, and having the PDF of one made again."""

from collections.abc import Callable
from datetime import date

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.certificates import payload, policies
from trainer.certificates.actions.moving import event, hold, move
from trainer.certificates.actions.numbering import next_number
from trainer.certificates.award import award_of, award_of_unit
from trainer.certificates.events import CertificateIssued, CertificateMadeAgain
from trainer.certificates.models import (
    Certificate,
    CertificateKind,
    CertificateStatus,
    Purpose,
    Rendering,
)
from trainer.config import Config
from trainer.core import clock
from trainer.core.database import new_code
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask
from trainer.registrations.models import Registration, UnitAssessment

Words = Callable[[str, str, date], payload.Payload]
"""Writes down what a certificate with this number and code says, issued on this day."""


def issue(registration: Registration, *, actor: User, proof: Proof, config: Config) -> Certificate:
    """Issue the certificate of a complete registration; what it says is fixed from now on."""
    require(is_proven(actor, proof))
    return issue_as_signed(registration, actor=actor, proof=proof, config=config)


def issue_as_signed(
    registration: Registration, *, actor: User, proof: Proof, config: Config
) -> Certificate:
    """Issue a certificate that somebody has signed for among others, however long ago.

    The registration is locked, so that of two who issue it the second finds one in force.
    """
    hold(registration)
    award = award_of(registration)
    require(policies.may_issue(actor, registration, award))

    def words(number: str, code: str, today: date) -> payload.Payload:
        return payload.write_down(
            registration,
            award,
            number=number,
            code=code,
            issued_on=today,
            expires_on=expiry_of(registration, today),
            replacement_of=None,
            config=config,
        )

    return put_in_force(registration, words, actor=actor, proof=proof, config=config)


def issue_unit(unit: UnitAssessment, *, actor: User, proof: Proof, config: Config) -> Certificate:
    """Issue a certificate of one unit, with a number, a code and a life of its own."""
    registration = unit.registration
    hold(registration)
    award = award_of_unit(unit)
    require(policies.may_issue_unit(actor, unit, award))
    require(is_proven(actor, proof))

    def words(number: str, code: str, today: date) -> payload.Payload:
        return payload.write_down(
            registration,
            award,
            number=number,
            code=code,
            issued_on=today,
            expires_on=None,
            replacement_of=None,
            config=config,
        )

    return put_in_force(registration, words, actor=actor, proof=proof, config=config, unit=unit)


def make_again(certificate: Certificate, *, actor: User) -> None:
    """Have the PDF tried once more, after it could not be made."""
    require(policies.may_make_again(actor, certificate))
    certificate.rendering = Rendering.WAITING
    ask(Task.RENDER_CERTIFICATE, certificate_id=certificate.id)
    publish(CertificateMadeAgain(actor=actor, subject=certificate))


def expiry_of(registration: Registration, day: date) -> date | None:
    """Tell when a certificate that holds from a day runs out, if the award says that it does."""
    months = registration.version.valid_months
    return None if months is None else clock.months_after(day, months)


def put_in_force(
    registration: Registration,
    words: Words,
    *,
    actor: User,
    proof: Proof,
    config: Config,
    replaces: Certificate | None = None,
    purpose: Purpose | None = None,
    unit: UnitAssessment | None = None,
) -> Certificate:
    """Give out the next number, write the certificate down, and put it in force."""
    today = clock.today(config.zone)
    number, code = next_number(today.year, config.number_prefix), new_code()
    says = words(number, code, today)
    runs_out = says.get("expires_on")
    certificate = Certificate(
        number=number,
        code=code,
        registration=registration,
        kind=CertificateKind.QUALIFICATION if unit is None else CertificateKind.UNIT,
        unit=unit,
        learner_id=registration.learner_id,
        status=CertificateStatus.DRAFTED,
        payload=says,
        payload_hash=payload.hash_of(says),
        expires_on=date.fromisoformat(runs_out) if runs_out else None,
        replaces=replaces,
        purpose=purpose,
        issued_at=clock.now(),
    )
    db.session.add(certificate)
    certificate.events.append(event(CertificateStatus.DRAFTED, actor, proof))
    move(certificate, CertificateStatus.ISSUED, actor, proof)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.RENDER_CERTIFICATE, certificate_id=certificate.id)
    publish(
        CertificateIssued(
            actor=actor,
            subject=certificate,
            registration=registration,
            number=number,
            code=code,
            learner=Sealed(says["learner"]),
            payload_hash=certificate.payload_hash,
            reauthenticated_at=proof.at,
        )
    )
    return certificate
