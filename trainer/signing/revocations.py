"""The list of revoked certificates (CRL) that each of our authorities signs, for others to fetch."""

from contextlib import suppress
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from trainer.config import Config
from trainer.core import clock
from trainer.signing.profiles import Signatory
from trainer.signing.register import KeyRecord, Purpose, Register
from trainer.signing.store import KeyStore, NoKey
from trainer.signing.vault import Locked

LASTS = timedelta(days=30)


def renew_lists(config: Config) -> int:
    """Sign again the lists that are half through their time; return how many those were."""
    store, renewed = KeyStore(config), 0
    register = store.register()
    for issuing in register.of(Purpose.ISSUING):
        with suppress(Locked, NoKey):  # An authority that was put away can list nothing more.
            if _is_due(store, issuing):
                write_list(store, register, issuing)
                renewed += 1
    return renewed


def relist(store: KeyStore, register: Register, revoked: KeyRecord) -> None:
    """Let the list of the authority above a revoked key name it."""
    above = store.certificates(revoked)[1:2]
    for issuing in register.of(Purpose.ISSUING):
        if store.certificates(issuing)[:1] == above:
            with suppress(Locked, NoKey):  # Ours is the register; the list tells others as well.
                write_list(store, register, issuing)


def write_list(store: KeyStore, register: Register, issuing: KeyRecord) -> None:
    """Sign the list of what this authority certified and the register has as revoked."""
    now, authority = clock.now(), store.signatory(issuing)
    built = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(now)
        .next_update(now + LASTS)
        .add_extension(x509.CRLNumber(int(now.timestamp() * 1000)), critical=False)
        .add_extension(_signed_by(authority), critical=False)
    )
    for record in register.of(Purpose.DOCUMENT):
        if record.revoked_at is None or not store.is_as_made(record):
            continue
        own, *above = store.certificates(record)
        if above[:1] == [authority.certificate]:
            built = built.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(own.serial_number)
                .revocation_date(record.revoked_at)
                .add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
                .build()
            )
    signed = built.sign(authority.key, SHA256())
    store.keep_list(issuing, signed.public_bytes(Encoding.DER))


def _signed_by(authority: Signatory) -> x509.AuthorityKeyIdentifier:
    identified = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identified.value)


def _is_due(store: KeyStore, issuing: KeyRecord) -> bool:
    now = clock.now()
    if issuing.ends_at is not None and issuing.ends_at <= now:
        return False
    kept = store.kept_list(issuing)
    if kept is None:
        return True
    ends = x509.load_der_x509_crl(kept).next_update_utc
    return ends is None or ends < now + LASTS / 2
