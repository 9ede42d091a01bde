"""What happens to packs."""

from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.core.events import Event, LedgerEvent
from trainer.packs.models import BroughtInPack, Pack, TrustedKey


@dataclass(frozen=True, kw_only=True)
class PackOrdered(Event):
    """Somebody ordered a learner's pack."""

    subject: Pack
    learner: User


@dataclass(frozen=True, kw_only=True)
class PackMade(Event):
    """A pack is ready to be saved."""

    subject: Pack
    size: int


@dataclass(frozen=True, kw_only=True)
class PackSaved(Event):
    """Somebody took a pack away."""

    subject: Pack


@dataclass(frozen=True, kw_only=True)
class KeyTrusted(Event):
    """Packs signed with a key are taken from now on."""

    subject: TrustedKey
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class KeyTrustedNoMore(Event):
    """Packs signed with a key are taken no more."""

    subject: TrustedKey
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class PackBroughtIn(LedgerEvent):
    """The evidence of a pack from elsewhere came to be prior learning of a learner here."""

    subject: BroughtInPack
    learner: User
    identifier: str
    fingerprint: str
    pack_hash: str
    items: int
