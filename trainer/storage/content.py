"""Come here to look into a file's bytes, in memory or on disk, without reading all of them in."""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeAlias

Source: TypeAlias = Path | bytes


@dataclass(frozen=True)
class Content:
    """A file's bytes, to be sliced and searched as `data` or read as a `stream`."""

    source: Source
    size: int
    data: bytes | mmap.mmap
    _file: BinaryIO

    def stream(self) -> BinaryIO:
        """Return the open file, at its beginning."""
        self._file.seek(0)
        return self._file


@contextmanager
def looking_into(source: Source) -> Iterator[Content]:
    """Open a file to be looked into; one on disk is mapped, not read into memory."""
    if isinstance(source, bytes):
        yield Content(source, len(source), source, BytesIO(source))
        return
    with source.open("rb") as file:
        size = source.stat().st_size
        if not size:
            yield Content(source, 0, b"", file)
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield Content(source, size, mapped, file)
