"""Write a ZIP file piece by piece: never whole in memory, and never on the way back."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, cast

LONG_AGO = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


class _Outlet:
    """Takes what the ZIP writer says, until somebody comes for it."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: Any) -> int:
        """Take a piece."""
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Keep what was said until somebody comes for it."""

    def taken(self) -> Iterator[bytes]:
        """Hand over what there is."""
        pieces, self.pieces = self.pieces, []
        yield from pieces


@dataclass
class Zipper:
    """Writes entries one after the other and remembers the size and SHA-256 of each."""

    written: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._outlet = _Outlet()
        self._file = zipfile.ZipFile(cast("IO[bytes]", self._outlet), "w")

    def add(self, path: str, content: Iterable[bytes]) -> Iterator[bytes]:
        """Write an entry, handing over what is ready as it goes."""
        info = zipfile.ZipInfo(path, LONG_AGO)
        info.external_attr = READABLE
        sha256, size = hashlib.sha256(), 0
        with self._file.open(info, "w") as entry:
            for piece in content:
                entry.write(piece)
                sha256.update(piece)
                size += len(piece)
                yield from self._outlet.taken()
        self.written[path] = {"size": size, "sha256": sha256.hexdigest()}
        yield from self._outlet.taken()

    def close(self) -> Iterator[bytes]:
        """Write the list of what is in it, which ends the file."""
        self._file.close()
        yield from self._outlet.taken()
