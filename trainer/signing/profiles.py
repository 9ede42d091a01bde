"""What our X.509 certificates say: a root, an issuing authority below it, and who signs documents."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
    ObjectIdentifier,
)

YEAR = timedelta(days=365)
ROOT_LASTS, ISSUING_LASTS, DOCUMENT_LASTS = 25 * YEAR, 12 * YEAR, 2 * YEAR
SLOW_CLOCKS = timedelta(minutes=5)
LONGEST_NAME = 64

DOCUMENT_SIGNING = [
    ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # signing documents (RFC 9336)
    ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # the same, as Windows knows it
    ObjectIdentifier("1.2.840.113583.1.1.5"),  # the same, as Acrobat knows it
    ExtendedKeyUsageOID.EMAIL_PROTECTION,  # the only one of which Okular, Evince and pdfsig know
]


@dataclass(frozen=True)
class Signatory:
    """A private key and the certificate that says whose it is."""

    key: EllipticCurvePrivateKey
    certificate: x509.Certificate


def root(organisation: str, label: str, now: datetime) -> Signatory:
    """Make the authority that everything else rests on, and that others are asked to trust."""
    key = generate(SECP256R1())
    name = named(organisation, f"root authority {label}")
    built = _begun(name, name, key, now, now + ROOT_LASTS)
    built = _authority(built, below=1)
    return Signatory(key, built.sign(key, SHA256()))


def issuing(above: Signatory, organisation: str, label: str, now: datetime) -> Signatory:
    """Make the authority that the root is needed for only once."""
    key = generate(SECP256R1())
    name = named(organisation, f"issuing authority {label}")
    built = _below(above, name, key, now, now + ISSUING_LASTS)
    return Signatory(key, _authority(built, below=0).sign(above.key, SHA256()))


def document(
    above: Signatory, organisation: str, label: str, now: datetime, *, published_at: str
) -> Signatory:
    """Make the key that signs documents; `published_at` is where those above it can be fetched."""
    key = generate(SECP256R1())
    name = named(organisation, f"certificates {label}")
    ends = min(now + DOCUMENT_LASTS, above.certificate.not_valid_after_utc)
    built = (
        _below(above, name, key, now, ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage(DOCUMENT_SIGNING), critical=False)
        .add_extension(_revocations(f"{published_at}.crl"), critical=False)
        .add_extension(_issuer(f"{published_at}.cer"), critical=False)
    )
    return Signatory(key, built.sign(above.key, SHA256()))


def named(organisation: str, role: str) -> x509.Name:
    """Name somebody after the organisation and what they are there; too long a name is cut."""
    common = f"{_cut(organisation, LONGEST_NAME - len(role) - 1)} {role}"
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(organisation, LONGEST_NAME)),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _cut(words: str, most: int) -> str:
    """Keep as many whole signs as go into so many bytes."""
    return words.encode()[:most].decode(errors="ignore").rstrip()


def _below(
    above: Signatory, name: x509.Name, key: EllipticCurvePrivateKey, now: datetime, ends: datetime
) -> x509.CertificateBuilder:
    identified = above.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    issued_by = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identified.value)
    built = _begun(name, above.certificate.subject, key, now, ends)
    return built.add_extension(issued_by, critical=False)


def _begun(
    name: x509.Name,
    issuer: x509.Name,
    key: EllipticCurvePrivateKey,
    now: datetime,
    ends: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SLOW_CLOCKS)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _authority(built: x509.CertificateBuilder, *, below: int) -> x509.CertificateBuilder:
    return built.add_extension(
        x509.BasicConstraints(ca=True, path_length=below), critical=True
    ).add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)


def _usage(**allowed: bool) -> x509.KeyUsage:
    uses = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**dict.fromkeys(uses, False) | allowed)


def _revocations(address: str) -> x509.CRLDistributionPoints:
    place = x509.DistributionPoint([x509.UniformResourceIdentifier(address)], None, None, None)
    return x509.CRLDistributionPoints([place])


def _issuer(address: str) -> x509.AuthorityInformationAccess:
    how, where = AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(address)
    return x509.AuthorityInformationAccess([x509.AccessDescription(how, where)])
