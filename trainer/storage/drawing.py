"""Come here to have a stranger's file drawn or read: a confined child opens it, never this process."""

import json
import logging
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from trainer.confined.parent import ChildFailed, ConfinedChild
from trainer.storage.kinds import Kind
from trainer.storage.pages import Sheet
from trainer.storage.photos import Area
from trainer.storage.renditions import CannotShow, Rendition, Renditions
from trainer.storage.store import Store

log = logging.getLogger(__name__)

SECONDS = 60
TRIES = 2
LASTS = 200
"""So many answers of one child; then another takes its place, with all memory given back."""

Answer = dict[str, Any]


class Drawer(ConfinedChild):
    """One warm child that draws files of strangers; it starts when it is first needed."""

    def __init__(self, module: str = "trainer.storage.drawing_child") -> None:
        super().__init__(module, called="drawer of files", lasts=LASTS)

    def render(self, kind: Kind, file: Path, covered: Iterable[Area] = ()) -> Renditions:
        """Make the two pictures shown for a photo or a PDF, or raise `CannotShow`."""
        answer = self._asked(do="render", kind=kind, file=str(file), covered=list(covered))
        return Renditions(_picture(answer["page"]), _picture(answer["thumbnail"]))

    def count(self, kind: Kind, file: Path) -> int:
        """Count the pages of a document, or raise `CannotShow`."""
        return int(self._asked(do="count", kind=kind, file=str(file))["pages"])

    def draw(self, kind: Kind, file: Path, number: int) -> Sheet:
        """Draw a page, counted from 1, and read its words, or raise `CannotShow`."""
        answer = self._asked(do="draw", kind=kind, file=str(file), number=number)
        picture = answer["picture"]
        return Sheet(_picture(picture) if picture else None, answer["words"])

    def _asked(self, **request: Any) -> Answer:
        """Ask the child; a file that ends two of them, or keeps them too long, can't be shown."""
        for _ in range(TRIES):
            try:
                answer: Answer = json.loads(self.ask(json.dumps(request).encode(), SECONDS))
            except ChildFailed as failure:
                log.warning("A file could not be drawn: %s", failure)
                continue
            if answer["shown"]:
                return answer
            break
        raise CannotShow


def _picture(written: Answer) -> Rendition:
    return Rendition(**{**written, "data": b64decode(written["data"])})


@cache
def drawer() -> Drawer:
    """Return the one drawer of this process."""
    return Drawer()


@contextmanager
def on_disk(store: Store, key: str) -> Iterator[Path]:
    """Lay what is kept under a key where a child can open it, piece by piece; gone afterwards."""
    with NamedTemporaryFile(prefix="trainer-drawn-") as file:
        for piece in store.open(key):
            file.write(piece)
        file.flush()
        yield Path(file.name)
