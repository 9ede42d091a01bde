"""Notes in an MP4, MOV or M4A, where it was taken among them: rows of boxes.

Each box is a length, a four-letter name and what is in it. What is not needed to play is
overwritten where it lies, as free room, so that every place in the file stays where it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.storage.notes.kept import CannotStrip

_HEAD, _LONG_HEAD = 8, 16
_MOST_BOXES = 100_000
_FREE = b"free"


def _names(listed: str) -> frozenset[bytes]:
    return frozenset(name.encode() for name in listed.split())


_NEEDED: dict[bytes, frozenset[bytes]] = {
    b"": _names("ftyp styp moov mdat moof mfra sidx ssix pdin free skip wide"),
    b"moov": _names("mvhd trak mvex iods free"),
    b"trak": _names("tkhd tref edts mdia tapt load free"),
    b"mdia": _names("mdhd hdlr elng minf free"),
    b"minf": _names("vmhd smhd sthd nmhd gmhd hdlr dinf stbl free"),
    b"stbl": _names(
        "stsd stts ctts cslg stsc stsz stz2 stco co64 stss stsh sdtp sbgp sgpd subs free"
    ),
    b"moof": _names("mfhd traf free"),
    b"traf": _names("tfhd tfdt trun sdtp sbgp sgpd subs saiz saio senc free"),
}
"""By the box they lie in, what a player needs; of the rest nothing is kept: notes, places, maps."""

_PLAYED = _names("vide soun text sbtl subt clcp tmcd")


@dataclass(frozen=True)
class Box:
    """Where a box begins and ends, and where what is in it begins."""

    name: bytes
    start: int
    inside: int
    end: int


def without_place(data: bytearray) -> bool:
    """Overwrite all that is not needed to play; say whether there was anything of the kind."""
    changed = False
    top = list(_boxes(data, 0, len(data)))
    for film in (box for box in top if box.name == b"moov"):
        for track in [box for box in _boxes(data, film.inside, film.end) if box.name == b"trak"]:
            if _handler(data, track) not in _PLAYED:
                _silence(data, track, in_pieces=any(box.name == b"moof" for box in top))
                changed = True
    return _clear(data, b"", 0, len(data)) or changed


def _clear(data: bytearray, within: bytes, start: int, end: int) -> bool:
    changed = False
    for box in list(_boxes(data, start, end)):
        if box.name not in _NEEDED[within]:
            _free(data, box)
            changed = True
        elif box.name in _NEEDED:
            changed |= _clear(data, box.name, box.inside, box.end)
        elif box.name in {b"free", b"skip"} and any(data[box.inside : box.end]):
            _free(data, box)
            changed = True
    return changed


def _boxes(data: bytearray, start: int, end: int) -> Iterator[Box]:
    at = start
    for _ in range(_MOST_BOXES):
        if at + _HEAD > end:
            return
        length, name, inside = (
            int.from_bytes(data[at : at + 4]),
            bytes(data[at + 4 : at + 8]),
            at + 8,
        )
        if length == 1:
            length, inside = int.from_bytes(data[at + _HEAD : at + _LONG_HEAD]), at + _LONG_HEAD
        last = min(at + length, end) if length else end
        if last < inside:
            raise CannotStrip
        yield Box(name, at, inside, last)
        at = last
    raise CannotStrip


def _free(data: bytearray, box: Box) -> None:
    data[box.start + 4 : box.start + 8] = _FREE
    data[box.inside : box.end] = bytes(box.end - box.inside)


def _find(data: bytearray, box: Box, *path: bytes) -> Box | None:
    for name in path:
        found = next((one for one in _boxes(data, box.inside, box.end) if one.name == name), None)
        if found is None:
            return None
        box = found
    return box


def _handler(data: bytearray, track: Box) -> bytes:
    box = _find(data, track, b"mdia", b"hdlr")
    return bytes(data[box.inside + 8 : box.inside + 12]) if box else b""


def _silence(data: bytearray, track: Box, *, in_pieces: bool) -> None:
    """Take a track out that neither shows nor sounds, such as where the camera was each second."""
    table = _find(data, track, b"mdia", b"minf", b"stbl")
    if in_pieces:
        raise CannotStrip
    if table is not None:
        for start, size in _chunks(data, table):
            end = min(start + size, len(data))
            data[start:end] = bytes(max(end - start, 0))
    _free(data, track)


def _chunks(data: bytearray, table: Box) -> Iterator[tuple[int, int]]:
    """Find where the samples of a track lie, piece by piece."""
    sizes = _sizes(data, table)
    runs = _numbers(data, _find(data, table, b"stsc"), width=4, each=3)
    places = _numbers(data, _find(data, table, b"stco"), width=4)
    places = places or _numbers(data, _find(data, table, b"co64"), width=8)
    sample, run = 0, 0
    for number, (place,) in enumerate(places, 1):
        while run + 1 < len(runs) and runs[run + 1][0] <= number:
            run += 1
        count = runs[run][1] if runs else 1
        yield place, sum(sizes[sample : sample + count])
        sample += count


def _sizes(data: bytearray, table: Box) -> list[int]:
    box = _find(data, table, b"stsz")
    if box is None:
        raise CannotStrip
    same, count = (int.from_bytes(data[box.inside + at : box.inside + at + 4]) for at in (4, 8))
    if count > len(data):
        raise CannotStrip
    if same:
        return [same] * count
    listed = range(box.inside + 12, min(box.inside + 12 + 4 * count, box.end), 4)
    return [int.from_bytes(data[at : at + 4]) for at in listed]


def _numbers(
    data: bytearray, box: Box | None, *, width: int, each: int = 1
) -> list[tuple[int, ...]]:
    if box is None:
        return []
    first, step = box.inside + 8, width * each
    count = min(int.from_bytes(data[box.inside + 4 : first]), (box.end - first) // step)
    return [
        tuple(
            int.from_bytes(data[at + width * place : at + width * (place + 1)])
            for place in range(each)
        )
        for at in range(first, first + count * step, step)
    ]
