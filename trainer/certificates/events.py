"""What happens to certificates."""

from dataclasses import dataclass
from datetime import datetime

from trainer.accounts.models import User
from trainer.certificates.models import Certificate, Purpose, Revocation
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class CertificatesExported(Event):
    """Somebody took a list of certificates away as a file."""

    subject: User
    search: str


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(LedgerEvent):
    """A certificate was issued; the hash covers everything it says."""

    subject: Certificate
    registration: Registration
    number: str
    code: str
    learner: Sealed
    payload_hash: str
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class RevocationProposed(LedgerEvent):
    """Somebody proposed to take a certificate back; it is in force until another confirms."""

    subject: Revocation
    certificate: Certificate
    number: str
    reason: Sealed
    evidence: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class RevocationDropped(LedgerEvent):
    """A certificate that somebody proposed to take back is left in force."""

    subject: Revocation
    certificate: Certificate
    number: str
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked(LedgerEvent):
    """A certificate was taken back, for good, by two people."""

    subject: Certificate
    number: str
    proposed_by: User
    reason: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class CertificateReplaced(LedgerEvent):
    """A certificate gave way to another with a number and code of its own."""

    subject: Certificate
    number: str
    replaced_by: Certificate
    purpose: Purpose
    reason: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class CertificateMadeAgain(Event):
    """The PDF of a certificate could not be made and is to be tried once more."""

    subject: Certificate
