"""Come here to unpack a ZIP file that a stranger packed: damaged, or larger than it says."""

import struct
import zlib
from collections.abc import Iterator
from copy import copy
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

WAYS = frozenset({ZIP_STORED, ZIP_DEFLATED})
"""How a part may be packed. Of the other ways Python unpacks each piece whole, whatever it grows to."""

BROKEN = (
    *(BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError),
    *(ValueError, OverflowError, struct.error, zlib.error),
)
"""What Python's reader raises for the many ways in which an archive can be damaged or locked."""

_PIECE = 1 << 20


def unpacked(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """Unpack a part in pieces of a megabyte at most.

    Raises BadZipFile for one that is packed in another way than `WAYS`, or unpacks to more than its
    entry says; and whatever else is in `BROKEN`.
    """
    if part.compress_type not in WAYS:
        raise BadZipFile("packed in a way that is not read here")
    asked, left = copy(part), part.file_size
    # Python stops where the entry says, and never tells that more was to come.
    asked.file_size += 1
    with archive.open(asked) as packed:
        while piece := packed.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise BadZipFile("larger than it says")
            yield piece
