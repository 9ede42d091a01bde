"""What happens to the letterhead."""

from dataclasses import dataclass

from trainer.core.events import Event, LedgerEvent
from trainer.letterhead.models import Letterhead


@dataclass(frozen=True, kw_only=True)
class LetterheadTried(Event):
    """Somebody had a specimen made of how documents might look."""

    subject: Letterhead


@dataclass(frozen=True, kw_only=True)
class LetterheadPutToUse(LedgerEvent):
    """Documents look like this from now on; the hash covers all of it, pictures included."""

    subject: Letterhead
    number: int
    content_hash: str
