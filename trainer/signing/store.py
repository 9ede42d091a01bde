"""Where the keys of an installation are kept: what signs, what is public, and the list of them all.

They are files in the folder `keys` of the data directory, never rows of the database.
"""

import fcntl
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_pem_public_key,
)

from trainer.config import Config
from trainer.core.errors import TrainerError
from trainer.core.text import gettext as _
from trainer.signing.profiles import Signatory
from trainer.signing.register import KeyRecord, Purpose, Register
from trainer.signing.vault import Locked, Vault

FOLDER, REGISTER, LOCK = "keys", "register.json", ".lock"

DocumentPrivateKey = EllipticCurvePrivateKey | RSAPrivateKey
PrivateKey = DocumentPrivateKey | Ed25519PrivateKey


class NoKey(TrainerError):
    """There is no key for what is to be signed."""


@dataclass(frozen=True)
class DocumentKey:
    """What signs documents: the key, its certificate, and those above it, the nearest first."""

    id: str
    private_key: DocumentPrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


@dataclass(frozen=True)
class BadgeKey:
    """What signs badges, with an id that never changes."""

    id: str
    private_key: Ed25519PrivateKey

    @property
    def public_key(self) -> Ed25519PublicKey:
        """What others check with."""
        return self.private_key.public_key()


def fingerprint_of(public: PublicKeyTypes) -> str:
    """Hash a key that no certificate goes with."""
    return hashlib.sha256(
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    ).hexdigest()


class KeyStore:
    """The keys of one installation; private ones are opened only when they are asked for."""

    def __init__(self, config: Config) -> None:
        self._vault = Vault(config.data_dir / FOLDER, config.secret_key)

    def register(self) -> Register:
        """List every key there ever was."""
        if not self._vault.has(REGISTER):
            return Register()
        return Register.model_validate_json(self._vault.read(REGISTER))

    def document_key_id(self) -> str:
        """Name the key that signs documents now."""
        return self._in_use(Purpose.DOCUMENT).id

    def document_key(self) -> DocumentKey:
        """Open the key that signs documents now."""
        record = self._in_use(Purpose.DOCUMENT)
        own, *above = self.certificates(record)
        key = self.private_key(record)
        if not isinstance(key, EllipticCurvePrivateKey | RSAPrivateKey):
            raise NoKey(_("The key that signs documents can't sign them."))
        return DocumentKey(record.id, key, own, tuple(above))

    def badge_key(self) -> BadgeKey:
        """Open the key that signs badges now."""
        record = self._in_use(Purpose.BADGE)
        key = self.private_key(record)
        if not isinstance(key, Ed25519PrivateKey):
            raise NoKey(_("The key that signs badges can't sign them."))
        return BadgeKey(record.id, key)

    def badge_public_keys(self) -> dict[str, Ed25519PublicKey]:
        """Give the public part of every badge key that holds, by its id, for others to check with."""
        found = {}
        for record in self.register().of(Purpose.BADGE):
            if record.revoked_at is None and self.is_as_made(record):
                public = self._public(record)
                if isinstance(public, Ed25519PublicKey):
                    found[record.id] = public
        return found

    def certificates(self, record: KeyRecord) -> list[x509.Certificate]:
        """Give the certificate of a key, then those above it, up to the one others trust."""
        return x509.load_pem_x509_certificates(self._vault.read(f"{record.id}.pem"))

    def is_as_made(self, record: KeyRecord) -> bool:
        """Say whether the public part of a key is there, and is the one the list tells of."""
        try:
            return self._fingerprint(record) == record.fingerprint
        except (OSError, ValueError):
            return False

    def public_der(self, record: KeyRecord) -> bytes:
        """Give the certificate of a key as a file that other programs take."""
        return self.certificates(record)[0].public_bytes(Encoding.DER)

    def signatory(self, authority: KeyRecord) -> Signatory:
        """Open an authority, to certify others or to sign its list of revoked ones."""
        key = self.private_key(authority)
        if not isinstance(key, EllipticCurvePrivateKey):
            raise NoKey(_("The key %(id)s can't certify others.", id=authority.id))
        return Signatory(key, self.certificates(authority)[0])

    def kept_list(self, authority: KeyRecord) -> bytes | None:
        """Give the list of revoked certificates that an authority signed last, if it did."""
        name = f"{authority.id}.crl"
        return self._vault.read(name) if self._vault.has(name) else None

    def keep_list(self, authority: KeyRecord, content: bytes) -> None:
        """Put another list in the place of the one there was."""
        self._vault.write(f"{authority.id}.crl", content)

    def private_key(self, record: KeyRecord) -> PrivateKey:
        """Open a private key."""
        if not self._vault.has(f"{record.id}.key"):
            raise NoKey(
                _("The private key %(id)s is not in the folder of keys here.", id=record.id)
            )
        key = load_der_private_key(self._vault.unseal(f"{record.id}.key"), None)
        if not isinstance(key, EllipticCurvePrivateKey | RSAPrivateKey | Ed25519PrivateKey):
            raise NoKey(_("The private key %(id)s is of a kind not used here.", id=record.id))
        return key

    def opens(self, record: KeyRecord) -> bool:
        """Say whether a key is here, public and private part, and the secret opens it."""
        try:
            self._vault.unseal(f"{record.id}.key")
        except (OSError, Locked):
            return False
        return self.is_as_made(record)

    def change(self, step: Callable[[Register], Register]) -> None:
        """Give the list of keys, as it is now, another form; nobody else can change it meanwhile."""
        self._vault.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._vault.folder / LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            changed = step(self.register())
            self._vault.write(REGISTER, changed.model_dump_json(indent=2).encode())

    def keep(
        self, record: KeyRecord, private_key: PrivateKey, certificates: list[x509.Certificate]
    ) -> None:
        """Put a key's files in place; it counts from when the register names it."""
        private = private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        public = b"".join(one.public_bytes(Encoding.PEM) for one in certificates)
        if not certificates:
            public = private_key.public_key().public_bytes(
                Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
            )
        self._vault.seal(f"{record.id}.key", private)
        self._vault.write(f"{record.id}.pem", public)

    def _fingerprint(self, record: KeyRecord) -> str:
        if record.purpose is Purpose.BADGE:
            return fingerprint_of(self._public(record))
        return self.certificates(record)[0].fingerprint(SHA256()).hex()

    def _public(self, record: KeyRecord) -> PublicKeyTypes:
        return load_pem_public_key(self._vault.read(f"{record.id}.pem"))

    def _in_use(self, purpose: Purpose) -> KeyRecord:
        record = self.register().in_use(purpose)
        if record is None:
            raise NoKey(_("There is no key to sign with. Make one with trainer keys create."))
        return record
