"""Take in a certificate that somebody else issued to the organisation, as a PKCS#12 file."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from cryptography.x509 import ExtensionNotFound

from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.signing.making import keep_imported
from trainer.signing.register import Register
from trainer.signing.store import DocumentPrivateKey, KeyStore

LARGEST = 1024 * 1024
SHORTEST_RSA, SHORTEST_EC = 2048, 256


def import_key(store: KeyStore, register: Register, *, content: bytes, password: str) -> Register:
    """Let the key in a PKCS#12 file sign documents from now on, if it may and can."""
    key, certificates = _opened(content, password)
    _refuse_unless_it_may_sign(certificates[0])
    _refuse_if_it_was_here(certificates[0], register)
    return keep_imported(store, register, key=key, certificates=certificates)


def _opened(content: bytes, password: str) -> tuple[DocumentPrivateKey, list[x509.Certificate]]:
    try:
        found = load_pkcs12(content, password.encode() or None)
    except ValueError as wrong:
        raise Unacceptable(
            _("This file can't be opened. Is it PKCS#12 (.p12 or .pfx), and the password right?")
        ) from wrong
    key, own = found.key, found.cert
    if key is None or own is None:
        raise Unacceptable(_("There is no private key with its certificate in this file."))
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey) or key.key_size < (
        SHORTEST_RSA if isinstance(key, RSAPrivateKey) else SHORTEST_EC
    ):
        raise Unacceptable(_("The key must be RSA of 2048 bits or more, or EC of 256 or more."))
    return key, _in_order(own.certificate, [one.certificate for one in found.additional_certs])


def _in_order(own: x509.Certificate, others: list[x509.Certificate]) -> list[x509.Certificate]:
    """Put each certificate after the one it issued; what is not above ours is left out."""
    chain = [own]
    while chain[-1].issuer != chain[-1].subject:
        above = next((one for one in others if _issued(one, chain[-1])), None)
        if above is None or above in chain:
            break
        chain.append(above)
    return chain


def _issued(above: x509.Certificate, below: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _refuse_unless_it_may_sign(certificate: x509.Certificate) -> None:
    now = clock.now()
    if not certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc:
        raise Unacceptable(_("This certificate is not in force today."))
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise Unacceptable(_("This certificate was not issued for signing."))


def _refuse_if_it_was_here(certificate: x509.Certificate, register: Register) -> None:
    """One certificate is one key of the list, so that revoking it leaves nothing of it behind."""
    fingerprint = certificate.fingerprint(SHA256()).hex()
    known = next((one for one in register.keys if one.fingerprint == fingerprint), None)
    if known is None:
        return
    if known.revoked_at is not None:
        raise Unacceptable(
            _("This certificate was revoked here, as %(id)s. That is final.", id=known.id)
        )
    raise Unacceptable(_("This certificate is in the list already, as %(id)s.", id=known.id))
