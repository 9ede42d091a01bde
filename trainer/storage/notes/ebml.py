"""Notes in a WebM: elements within elements, of which what is not needed to play becomes room."""

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.storage.notes.kept import CannotStrip, blank

_HEADER, _SEGMENT, _VOID, _CHECK = 0x1A45DFA3, 0x18538067, 0xEC, 0xBF
_INFO, _TRACKS, _CLUSTER, _CUES, _SEEK = 0x1549A966, 0x1654AE6B, 0x1F43B675, 0x1C53BB6B, 0x114D9B74
_TRACK, _TRACK_KIND = 0xAE, 0x83
_MUXER, _WRITER = 0x4D80, 0x5741
_OF_SEGMENT = {_INFO, _TRACKS, _CLUSTER, _CUES, _SEEK}
_ABOVE = {_HEADER, _SEGMENT, *_OF_SEGMENT, 0x1254C367, 0x1941A469, 0x1043A770}
_OF_INFO = {0x2AD7B1, 0x4489}
_OF_TRACK = {
    *(0xD7, 0x73C5, _TRACK_KIND, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x86, 0x63A2),
    *(0x56AA, 0x56BB, 0xE0, 0xE1, 0x22B59C, 0x6D80, 0x55EE, 0x41E4),
}
_PLAYED = {1, 2}
_MOST = 1_000_000
_LONG = 9


@dataclass(frozen=True)
class _Element:
    """Where an element begins, where what is in it begins, and where it ends."""

    id: int
    start: int
    inside: int
    end: int


def clear(data: bytearray) -> bool:
    """Take notes out of every part; say whether there were any."""
    changed = False
    for one in list(_elements(data, 0, len(data))):
        if one.id == _SEGMENT:
            changed |= _segment(data, one)
        elif one.id != _HEADER:
            changed |= _clear(data, one)
    return changed


def _segment(data: bytearray, segment: _Element) -> bool:
    changed = False
    for one in list(_elements(data, segment.inside, segment.end)):
        if one.id == _INFO:
            changed |= _info(data, one)
        elif one.id == _TRACKS:
            changed |= _tracks(data, one)
        elif one.id not in _OF_SEGMENT:
            changed |= _clear(data, one)
    return changed


def _info(data: bytearray, info: _Element) -> bool:
    changed = False
    for one in list(_elements(data, info.inside, info.end)):
        if one.id in {_MUXER, _WRITER}:
            changed |= blank(data, one.inside, one.end)
        elif one.id not in _OF_INFO:
            changed |= _clear(data, one)
    return changed


def _tracks(data: bytearray, tracks: _Element) -> bool:
    changed = False
    for track in list(_elements(data, tracks.inside, tracks.end)):
        if track.id != _TRACK:
            changed |= _clear(data, track)
            continue
        parts = list(_elements(data, track.inside, track.end))
        kinds = [
            int.from_bytes(data[one.inside : one.end]) for one in parts if one.id == _TRACK_KIND
        ]
        if len(kinds) != 1 or kinds[0] not in _PLAYED:
            raise CannotStrip
        for one in parts:
            if one.id not in _OF_TRACK:
                changed |= _clear(data, one)
    return changed


def _clear(data: bytearray, one: _Element) -> bool:
    """Make room of an element that is as long; say whether it was anything else."""
    length = one.end - one.start
    if one.id == _VOID:
        return blank(data, one.inside, one.end)
    if length < 2:  # noqa: PLR2004 - its name and its length
        raise CannotStrip
    if length < _LONG:
        head = bytes([_VOID, 0x80 | (length - 2)])
    else:
        head = bytes([_VOID, 0x01]) + (length - _LONG).to_bytes(7)
    data[one.start : one.end] = head + bytes(length - len(head))
    return True


def _elements(data: bytearray, start: int, end: int) -> Iterator[_Element]:
    at = start
    for _ in range(_MOST):
        if at >= end:
            return
        one = _element(data, at, end)
        yield one
        at = one.end
    raise CannotStrip


def _element(data: bytearray, at: int, end: int) -> _Element:
    id_, size_at = _number(data, at, end, most=4, marked=True)
    size, inside = _number(data, size_at, end, most=8, marked=False)
    if size is not None:
        return _Element(id_ or 0, at, inside, min(inside + size, end))
    if id_ == _SEGMENT:
        return _Element(id_, at, inside, end)
    if id_ == _CLUSTER:
        return _Element(id_, at, inside, _end_of_cluster(data, inside, end))
    raise CannotStrip


def _end_of_cluster(data: bytearray, at: int, end: int) -> int:
    """Find where a cluster of unknown length ends: where something begins that is never in one."""
    for _ in range(_MOST):
        if at >= end:
            return end
        id_, size_at = _number(data, at, end, most=4, marked=True)
        if id_ in _ABOVE:
            return at
        size, inside = _number(data, size_at, end, most=8, marked=False)
        if size is None:
            raise CannotStrip
        at = inside + size
    raise CannotStrip


def _number(
    data: bytearray, at: int, end: int, *, most: int, marked: bool
) -> tuple[int | None, int]:
    """Read a number whose first byte says how long it is, and where what follows begins.

    A name keeps the mark of its length; a length that is all ones is unknown: None.
    """
    if at >= end or not data[at]:
        raise CannotStrip
    length = 9 - data[at].bit_length()
    if length > most or at + length > end:
        raise CannotStrip
    value = int.from_bytes(data[at : at + length])
    if marked:
        return value, at + length
    ones = (1 << 7 * length) - 1
    value &= ones
    return (None if value == ones else value), at + length
