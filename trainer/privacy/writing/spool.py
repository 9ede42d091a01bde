"""Rows set down on disk in the order they are read, so that they are read from the records once."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any


@dataclass
class Spooled:
    """The rows of one table: where they lie, how many, and which columns say anything at all."""

    start: int
    rows: int = 0
    columns: dict[str, None] = field(default_factory=dict)


class Spool:
    """A file of rows, one a line, table after table."""

    def __init__(self, file: IO[bytes]) -> None:
        """Write into this file, which the caller closes."""
        self._file = file
        self.tables: dict[str, Spooled] = {}

    def put(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        """Set down the rows of a table."""
        self._file.seek(0, 2)
        spooled = self.tables[name] = Spooled(self._file.tell())
        for row in rows:
            self._file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            spooled.rows += 1
            spooled.columns |= {
                one: None for one, value in row.items() if value not in (None, "", [], {})
            }

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Read the rows of a table again, one by one."""
        for line in self.lines(name):
            yield json.loads(line)

    def lines(self, name: str) -> Iterator[bytes]:
        """Read the rows of a table again, each as it was set down."""
        spooled = self.tables[name]
        place = spooled.start
        for _row in range(spooled.rows):
            self._file.seek(place)
            line = self._file.readline()
            place += len(line)
            yield line.rstrip(b"\n")
