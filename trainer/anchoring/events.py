"""What happens to the ledger's links: they go out."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.audit.models import LedgerHead
from trainer.core.events import Event


class Way(StrEnum):
    """How a link goes out."""

    LETTER = "letter"
    STORE = "store"


@dataclass(frozen=True, kw_only=True)
class LinkSentOut(Event):
    """The ledger's last link of that moment went out."""

    subject: LedgerHead
    way: Way
    seq: int
    hash: str
