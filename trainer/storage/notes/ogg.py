"""Notes in an Ogg: the packet of comments of each stream, blanked within pages that stay as long."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from trainer.storage.notes.kept import CannotStrip

_HEAD = 27
_BEGINS = 0x02
_FULL = 255
_FLAC_COMMENT, _FLAC_ROOM = 4, 1
_FLAC_NEEDED = {0, 1, 3}
_FLAC_LAST = 0x80
_FLAC_HEAD = 4


@dataclass(frozen=True)
class _Page:
    """Where a page lies, and in it the pieces of packets, each with whether its packet ends."""

    start: int
    end: int
    serial: bytes
    begins: bool
    pieces: tuple[tuple[int, int, bool], ...]


@dataclass
class _Stream:
    """How far the head of one stream has been read: its codec, and the packet being gathered."""

    codec: str = ""
    number: int = 0
    over: bool = False
    pieces: list[tuple[int, int]] = field(default_factory=list)
    pages: list[_Page] = field(default_factory=list)


def clear(data: bytearray) -> bool:
    """Blank the comments of every stream; say whether there were any."""
    streams: dict[bytes, _Stream] = {}
    changed = False
    for page in _pages(data):
        if page.begins:
            streams[page.serial] = _Stream()
        stream = streams.get(page.serial)
        if stream is None:
            raise CannotStrip
        for start, end, ends in page.pieces:
            if stream.over:
                break
            stream.pieces.append((start, end))
            if page not in stream.pages:
                stream.pages.append(page)
            if ends:
                changed |= _packet(data, stream)
                stream.number += 1
                stream.pieces, stream.pages = [], []
    return changed


def _pages(data: bytearray) -> Iterator[_Page]:
    at = 0
    while at < len(data):
        table = at + _HEAD
        if data[at : at + 4] != b"OggS" or table > len(data):
            raise CannotStrip
        sizes = data[table : table + data[at + 26]]
        place = table + len(sizes)
        pieces = []
        for size in sizes:
            pieces.append((place, place + size, size < _FULL))
            place += size
        if place > len(data):
            return  # Cut off here; what is left of the page is sound, or a head nobody can play.
        yield _Page(
            at, place, bytes(data[at + 14 : at + 18]), bool(data[at + 5] & _BEGINS), tuple(pieces)
        )
        at = place


def _packet(data: bytearray, stream: _Stream) -> bool:
    """Read one packet of a stream’s head, and blank it if it is the comments."""
    old = b"".join(bytes(data[start:end]) for start, end in stream.pieces)
    if stream.number == 0:
        stream.codec = _codec(old)
        return False
    if stream.codec == "flac":
        new = _flac(old, stream)
    else:
        new = _comments(old, *_SHAPES[stream.codec])
        stream.over = True
    if new == old:
        return False
    at = 0
    for start, end in stream.pieces:
        data[start:end] = new[at : at + end - start]
        at += end - start
    for page in stream.pages:
        _seal(data, page)
    return True


_CODECS = {
    b"\x01vorbis": "vorbis",
    b"OpusHead": "opus",
    b"Speex   ": "speex",
    b"\x7fFLAC": "flac",
}
_SHAPES = {"vorbis": (b"\x03vorbis", 1), "opus": (b"OpusTags", 0), "speex": (b"", 0)}
"""What the comments begin with, and how many bytes stand behind them."""


def _codec(packet: bytes) -> str:
    found = next((name for start, name in _CODECS.items() if packet.startswith(start)), None)
    if found is None:
        raise CannotStrip
    return found


def _comments(old: bytes, start: bytes, behind: int) -> bytes:
    """Return the packet, as long as it was, with no comment and the maker’s name made of blanks.

    One without comments is left as it is.
    """
    vendor = int.from_bytes(old[len(start) : len(start) + 4], "little")
    counted = len(start) + 4 + vendor
    room = len(old) - len(start) - 8 - behind
    if not old.startswith(start) or room < 0 or vendor > room:
        raise CannotStrip
    bare = old[counted : counted + 4] == bytes(4)
    if bare and len(old) == counted + 4 + behind:
        return old
    end = b"\x01" * behind
    return start + room.to_bytes(4, "little") + b" " * room + bytes(4) + end


def _flac(old: bytes, stream: _Stream) -> bytes:
    kind = old[0] & ~_FLAC_LAST if old else _FLAC_ROOM
    stream.over = not old or bool(old[0] & _FLAC_LAST)
    if kind == _FLAC_COMMENT:
        return old[:_FLAC_HEAD] + _comments(old[_FLAC_HEAD:], b"", 0)
    if kind in _FLAC_NEEDED:
        return old
    last = old[0] & _FLAC_LAST
    return bytes([last | _FLAC_ROOM]) + old[1:_FLAC_HEAD] + bytes(len(old) - _FLAC_HEAD)


def _seal(data: bytearray, page: _Page) -> None:
    """Write the checksum of a page anew."""
    check = slice(page.start + 22, page.start + 26)
    data[check] = bytes(4)
    data[check] = checksum(bytes(data[page.start : page.end])).to_bytes(4, "little")


def _table() -> list[int]:
    table = []
    for number in range(256):
        value = number << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C1_1DB7 if value & 0x8000_0000 else 0)
        table.append(value & 0xFFFF_FFFF)
    return table


_TABLE = _table()


def checksum(page: bytes) -> int:
    """Return the checksum Ogg asks of a page, whose own four bytes of it are nought."""
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFF_FFFF) ^ _TABLE[(value >> 24) ^ byte]
    return value
