"""Notes in a WAV: a row of chunks, of which only the sound and how to play it are kept."""

from trainer.storage.notes.kept import CannotStrip, blank

_FIRST, _HEAD = 12, 8
_NEEDED = {b"fmt ", b"data", b"fact"}
_ROOM = {b"JUNK", b"PAD ", b"FLLR"}
_MOST = 100_000
_STREAMED = {0, 0xFFFF_FFFF}


def clear(data: bytearray) -> bool:
    """Turn every other chunk into room that players pass over; say whether there was any."""
    if data[:4] != b"RIFF" or data[8:_FIRST] != b"WAVE":
        raise CannotStrip
    changed, at = False, _FIRST
    for _ in range(_MOST):
        if at + _HEAD > len(data):
            return blank(data, at, len(data)) or changed
        name, size = bytes(data[at : at + 4]), int.from_bytes(data[at + 4 : at + _HEAD], "little")
        if name == b"data" and size in _STREAMED:
            return changed
        end = min(at + _HEAD + size, len(data))
        if name not in _NEEDED:
            if name not in _ROOM:
                data[at : at + 4] = b"JUNK"
                changed = True
            changed |= blank(data, at + _HEAD, end)
        at = end + size % 2
    raise CannotStrip
