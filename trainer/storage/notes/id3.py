"""Notes in an MP3: ID3 at its head and end, and the tags other programs put there."""

import re

from trainer.storage.notes.kept import CannotStrip, blank

_HEAD, _SHORT, _LONGER, _APE = 10, 128, 227, 32
_HAS_FOOTER = 0x10
_HAS_HEADER = 1 << 31
_MOST = 100
_LYRICS_NUMBER, _MOST_LYRICS = 6, 5_200
# One that stands in the middle, where two files were joined: its head, then the name of a frame.
_INSIDE = re.compile(rb"ID3[\x02-\x04][\x00-\x0a][\x00\x10\x20\x40\x80][\x00-\x7f]{4}[A-Z0-9]{3}")


def clear(data: bytearray) -> bool:
    """Blank every tag where it lies; say whether there was anything in one."""
    changed = _clear_ends(data)
    at = 0
    while (found := _INSIDE.search(data, at)) is not None:
        at = _end_of(data, found.start())
        data[found.start() + 5] = 0
        changed |= blank(data, found.start() + _HEAD, at)
    return changed


def _end_of(data: bytearray, start: int) -> int:
    size = _syncsafe(data[start + 6 : start + _HEAD])
    footer = _HEAD if data[start + 5] & _HAS_FOOTER else 0
    return min(start + _HEAD + size + footer, len(data))


def _syncsafe(four: bytes | bytearray) -> int:
    """Read a number of which each byte holds seven bits."""
    if any(byte & 0x80 for byte in four):
        raise CannotStrip
    return sum(byte << 7 * place for place, byte in enumerate(reversed(four)))


def _clear_ends(data: bytearray) -> bool:
    changed, end = False, len(data)
    for _ in range(_MOST):
        start = _last_tag(data, end)
        if start is None:
            return changed
        changed |= blank(data, max(start, 0), end)
        end = max(start, 0)
    raise CannotStrip


def _last_tag(data: bytearray, end: int) -> int | None:
    """Say where the tag begins that ends here, if one does."""
    if end >= _SHORT and data[end - _SHORT : end - _SHORT + 3] == b"TAG":
        longer = end - _SHORT - _LONGER
        return longer if longer >= 0 and data[longer : longer + 4] == b"TAG+" else end - _SHORT
    if data[end - _APE : end - _APE + 8] == b"APETAGEX":
        size = int.from_bytes(data[end - 20 : end - 16], "little")
        flags = int.from_bytes(data[end - 12 : end - 8], "little")
        return end - size - (_APE if flags & _HAS_HEADER else 0)
    if data[end - 9 : end] == b"LYRICS200":
        written = bytes(data[end - 9 - _LYRICS_NUMBER : end - 9])
        if not written.isdigit():
            raise CannotStrip
        return end - 9 - _LYRICS_NUMBER - int(written)
    if data[end - 9 : end] == b"LYRICSEND":
        begins = data.rfind(b"LYRICSBEGIN", max(end - _MOST_LYRICS, 0), end)
        if begins < 0:
            raise CannotStrip
        return begins
    if data[end - _HEAD : end - _HEAD + 3] == b"3DI":
        return end - 2 * _HEAD - _syncsafe(data[end - 4 : end])
    return None
