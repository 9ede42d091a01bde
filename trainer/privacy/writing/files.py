"""Which files about a person go into their export, under which path, and which stay."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.packs.copies import travelling_copy
from trainer.storage.names import safe_name
from trainer.storage.store import Store

ENDINGS = {b"%PDF": ".pdf", b"PK\x03\x04": ".zip", b"\x89PNG": ".png", b"\xff\xd8\xff\xe0": ".jpg"}
"""How files begin that Trainer made itself and gave no name."""


@dataclass
class Files:
    """Finds the files of rows as they are read; what was found is written afterwards."""

    store: Store
    found: dict[str, str] = field(default_factory=dict)
    """Path in the export → key in the store."""

    def path_of(self, table: str, column: str, row: dict[str, Any]) -> str:
        """Say where a row's file lies in the export, or why it isn't there."""
        key, name = row[column], str(row.get("name") or "")
        if table == StoredFile.__tablename__:
            copy = travelling_copy(db.session.get_one(StoredFile, row["id"]))
            if isinstance(copy, str):
                return copy
            key, name = copy.key, copy.name
        if not self.store.exists(key):
            return _("It is not kept any more.")
        if not name:
            name = table.replace("_", "-") + ENDINGS.get(self.store.read_range(key, 0, 4), "")
        place = row.get("id", next(iter(row.values())))
        path = f"files/{table.replace('_', '-')}-{place}-{safe_name(name)}"
        self.found[path] = key
        return path

    def contents(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Read each file, piece by piece, with its path."""
        for path, key in self.found.items():
            yield path, self.store.open(key)
