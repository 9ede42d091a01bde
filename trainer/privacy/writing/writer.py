"""Write an export: rows to disk, then files, then the pages, then the same for computers."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from trainer.accounts.models import User
from trainer.config import Config
from trainer.core import clock
from trainer.packs.zipping import Zipper
from trainer.privacy.writing import page
from trainer.privacy.writing.feedback import shown_to
from trainer.privacy.writing.files import Files
from trainer.privacy.writing.rows import Rows
from trainer.privacy.writing.sections import SECTIONS
from trainer.privacy.writing.spool import Spool
from trainer.storage.store import Store

FORM = "trainer-data-export-1"
FEEDBACK, PARTS, DOINGS = "feedback", "parts", "doings"

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Writer:
    """What an export is written with: the settings, where files lie, who is told how far it is."""

    config: Config
    store: Store
    tell: Tell

    def write(self, person: User) -> Iterator[bytes]:
        """Write everything held about somebody piece by piece."""
        zipper, files = Zipper(), Files(self.store)
        with TemporaryFile(dir=self.config.data_dir) as file:
            spool = Spool(file)
            self._read(person, spool, files)
            for path, content in files.contents():
                yield from zipper.add(path, content)
            heading = self._heading(person)
            for path, text in page.pages(heading, spool, len(files.found)):
                yield from zipper.add(path, (piece.encode() for piece in text))
            yield from zipper.add("data.json", _as_json(heading, spool))
            yield from zipper.close()

    def _read(self, person: User, spool: Spool, files: Files) -> None:
        rows = Rows(person.id, files.path_of)
        tables = [name for section in SECTIONS for name in section.tables]
        for done, name in enumerate(tables):
            self.tell(done, len(tables))
            spool.put(name, rows.of(name))
        spool.put(FEEDBACK, shown_to(person))
        spool.put(PARTS, rows.parts())
        spool.put(DOINGS, rows.doings())
        self.tell(len(tables), len(tables))

    def _heading(self, person: User) -> dict[str, Any]:
        return {
            "form": FORM,
            "about": person.name,
            "staff_number": person.staff_number,
            "organisation": self.config.organisation,
            "made_at": clock.now().isoformat(timespec="seconds"),
        }


def _as_json(heading: dict[str, Any], spool: Spool) -> Iterator[bytes]:
    """Write the same as the pages say, a row a line, so that it is never whole in memory."""
    yield json.dumps(heading, ensure_ascii=False).encode()[:-1] + b',\n"tables": {'
    for place, name in enumerate(spool.tables):
        yield (b"," if place else b"") + b"\n" + json.dumps(name).encode() + b": ["
        for number, line in enumerate(spool.lines(name)):
            yield (b",\n " if number else b"\n ") + line
        yield b"]"
    yield b"\n}}\n"
