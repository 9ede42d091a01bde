"""What happens on the way to somebody's being erased, and when it has happened."""

from dataclasses import dataclass
from datetime import datetime

from trainer.accounts.models import User
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.privacy.erasure.models import Erasure, Ground


@dataclass(frozen=True, kw_only=True)
class ErasureProposed(LedgerEvent):
    """Somebody is to be erased, if another confirms it."""

    subject: Erasure
    person: User
    ground: Ground
    reason: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class ErasureDropped(LedgerEvent):
    """Somebody is not erased after all."""

    subject: Erasure
    person: User
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class PersonErased(LedgerEvent):
    """Nothing says any more who this was; what they decided and achieved stands under the tombstone.

    Nobody proved who they are where it was done again on a backup that was brought back.
    """

    subject: Erasure
    person: User
    tombstone: str
    ground: Ground
    texts: int
    files: int
    sealed: int
    reauthenticated_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ErasureRefused(Event):
    """Somebody tried to erase a person who is held, or whose case is still open."""

    subject: User
    why: str
