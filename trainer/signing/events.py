"""What happens to the keys, for the ledger: who signs for the organisation must never change unseen."""

from dataclasses import dataclass
from typing import Self

from trainer.core.events import LedgerEvent, Sealed
from trainer.signing.register import KeyRecord, Origin, Purpose, Register


@dataclass(frozen=True)
class Key:
    """A key as the ledger names it: by its place in the list of keys, where it stays for good."""

    id: int

    @classmethod
    def of(cls, record: KeyRecord, register: Register) -> Self:
        """Find its place."""
        return cls([one.id for one in register.keys].index(record.id) + 1)


@dataclass(frozen=True, kw_only=True)
class KeyTakenUp(LedgerEvent):
    """A key was made, or brought in; `before` is the one whose place it took, where there was one."""

    subject: Key
    key_id: str
    purpose: Purpose
    origin: Origin
    fingerprint: str
    before: str | None


@dataclass(frozen=True, kw_only=True)
class KeyRevoked(LedgerEvent):
    """A key is no longer believed."""

    subject: Key
    key_id: str
    purpose: Purpose
    reason: Sealed
