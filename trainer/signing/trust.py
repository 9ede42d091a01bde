"""Which keys are believed when a file is checked: every one this installation ever signed with."""

from datetime import datetime
from typing import Self

from cryptography.hazmat.primitives.hashes import SHA256
from pydantic import BaseModel, ConfigDict

from trainer.signing.register import Purpose
from trainer.signing.store import KeyStore


class Known(BaseModel):
    """A key that signs documents, or did; until when it is believed if it was revoked."""

    model_config = ConfigDict(frozen=True)

    key_id: str
    not_before: datetime
    not_after: datetime
    revoked_at: datetime | None


class Trust(BaseModel):
    """The keys by the fingerprint of their certificates, and the certificates that go with them."""

    model_config = ConfigDict(frozen=True)

    signers: dict[str, Known]
    above: frozenset[str]

    @classmethod
    def of(cls, store: KeyStore) -> Self:
        """Gather what is known of every key of this installation, as far as it is what it was."""
        register, signers, above = store.register(), {}, set()
        revoked = {one.fingerprint: one.revoked_at for one in register.keys if one.revoked_at}
        for record in register.of(Purpose.DOCUMENT):
            if not store.is_as_made(record):
                continue  # Its public file is gone, or was exchanged: `trainer check` says so.
            own, *others = store.certificates(record)
            chain = [one.fingerprint(SHA256()).hex() for one in (own, *others)]
            above.update(chain[1:])
            signers[chain[0]] = Known(
                key_id=record.id,
                not_before=own.not_valid_before_utc,
                not_after=own.not_valid_after_utc,
                revoked_at=min((revoked[one] for one in chain if one in revoked), default=None),
            )
        return cls(signers=signers, above=frozenset(above))

    def known(self, fingerprint: str) -> Known | None:
        """Find the key whose certificate this is."""
        return self.signers.get(fingerprint)

    def holds(self, fingerprint: str) -> bool:
        """Say whether a certificate is one of those that we put into a signature."""
        return fingerprint in self.signers or fingerprint in self.above

    def revoked_at(self, key_id: str) -> datetime | None:
        """Say from when on a key is no longer believed, if it was revoked or what is above it."""
        return next(one.revoked_at for one in self.signers.values() if one.key_id == key_id)
