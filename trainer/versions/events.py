"""What happens to drafts. Publishing one is announced by the catalogue itself."""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.versions.models import Draft


@dataclass(frozen=True, kw_only=True)
class DraftBegun(Event):
    """Somebody began the next version of something."""

    subject: Draft
    code: str


@dataclass(frozen=True, kw_only=True)
class DraftPublished(Event):
    """A draft became a version, which never changes again."""

    subject: Draft
    code: str


@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(Event):
    """A draft was given up."""

    subject: Draft
    code: str
