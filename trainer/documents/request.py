"""Come here for what may be asked of the renderer, and for the ways in which it may fail."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from trainer.documents.look import HOUSE

SECONDS_FOR_A_DOCUMENT = 20
SECONDS_FOR_A_FURTHER_PAGE = 2
PAGES_IN_A_SHORT_DOCUMENT = 10


class RenderFailed(Exception):  # It says what happened, as events do.
    """The document could not be made; the same request may be tried again."""


class RenderTimedOut(RenderFailed):
    """The document took longer than a document of its length may."""


@dataclass(frozen=True, kw_only=True)
class RenderRequest:
    """Ask for one of our templates to be set in type.

    `data` is plain (what JSON can carry): the child that renders gets nothing else. `squares`
    are pictures of square modules, such as a QR code: rows of "0" and "1" by name, shown by an
    `img` whose address is `drawn:` and that name. `pictures` are whole ones, by the address they
    are shown under, and `look` the colours and the seal it is engraved with (see
    `trainer.documents.look`). `attached` are texts to be carried inside, as files by these names,
    that say in another form what the document says. `pages` is a guess, and buys time.
    """

    template: str
    data: Mapping[str, Any]
    squares: Mapping[str, list[str]] = field(default_factory=dict)
    look: Mapping[str, str] = field(default_factory=lambda: HOUSE.engraved)
    pictures: Mapping[str, list[str]] = field(default_factory=dict)
    attached: Mapping[str, str] = field(default_factory=dict)
    pages: int = 1

    @property
    def seconds(self) -> float:
        """Say how long the document may take: 20 s, and 2 s for each page after the tenth."""
        further = max(0, self.pages - PAGES_IN_A_SHORT_DOCUMENT)
        return SECONDS_FOR_A_DOCUMENT + SECONDS_FOR_A_FURTHER_PAGE * further

    def to_bytes(self) -> bytes:
        """Write the request down, always in the same way."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, payload: bytes) -> Self:
        """Read a request that `to_bytes` wrote."""
        return cls(**json.loads(payload))

    @property
    def identifier(self) -> bytes:
        """Name the document after what it says, so that the same request makes the same bytes."""
        return hashlib.sha256(self.to_bytes()).hexdigest()[:32].encode()
