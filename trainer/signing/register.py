"""The list of every key there ever was: what it is for, until when, and what became of it."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Purpose(StrEnum):
    """What a key is for."""

    ROOT = "root"
    ISSUING = "issuing"
    DOCUMENT = "document"
    BADGE = "badge"


class Origin(StrEnum):
    """How a key came to be."""

    TRIAL = "trial"
    MADE = "made"
    IMPORTED = "imported"


class KeyRecord(BaseModel):
    """One key: nothing private is in here."""

    model_config = ConfigDict(frozen=True)

    id: str
    purpose: Purpose
    origin: Origin
    name: str
    fingerprint: str
    made_at: datetime
    ends_at: datetime | None = None
    revoked_at: datetime | None = None
    reason: str = ""


class Register(BaseModel):
    """The keys in the order in which they came; of each purpose the last that holds is in use."""

    model_config = ConfigDict(frozen=True)

    keys: tuple[KeyRecord, ...] = ()

    def in_use(self, purpose: Purpose) -> KeyRecord | None:
        """Find the key that is used for this now, if there is one."""
        holding = (one for one in reversed(self.keys) if not one.revoked_at)
        return next((one for one in holding if one.purpose is purpose), None)

    def of(self, purpose: Purpose) -> list[KeyRecord]:
        """List the keys there ever were for this."""
        return [one for one in self.keys if one.purpose is purpose]

    def called(self, key_id: str) -> KeyRecord | None:
        """Find a key by its id."""
        return next((one for one in self.keys if one.id == key_id), None)

    def with_more(self, *added: KeyRecord) -> "Register":
        """Give the list with keys added to it."""
        return Register(keys=(*self.keys, *added))

    def with_revoked(self, key_id: str, at: datetime, reason: str) -> "Register":
        """Give the list with one key marked as no longer to be believed from a moment on."""
        marked = {"revoked_at": at, "reason": reason}
        return Register(
            keys=tuple(
                one.model_copy(update=marked) if one.id == key_id else one for one in self.keys
            )
        )
