"""Which bytes of a file a request asks for, by RFC 9110, section 14: pure."""

import re
from collections.abc import Iterator

MOST_PARTS = 8
"""More parts than a player ever asks for; whoever asks for more is sent the whole."""

_ONE = re.compile(r"(\d{1,19})-(\d{0,19})|-(\d{1,19})")

Part = tuple[int, int]
"""From, and up to but not including."""


def parts_asked(header: str, size: int) -> list[Part] | None:
    """List the parts asked for, in the order asked; an empty list where none can be had (416).

    That is so when all of them lie beyond the end, and when this is no way to ask.
    None in place of a list is an answer with the whole: nothing was asked for in bytes, or so much
    that the parts together would be more than the file.
    """
    unit, _equals, asked = header.partition("=")
    if unit.strip().lower() != "bytes":
        return None
    written = [one.strip() for one in asked.split(",") if one.strip()]
    if not written or not all(map(_is_sound, written)):
        return []
    parts = list(_within(written, size))
    if len(parts) > MOST_PARTS or sum(end - start for start, end in parts) > size:
        return None
    return parts


def _is_sound(one: str) -> bool:
    found = _ONE.fullmatch(one)
    return found is not None and not (found[2] and int(found[2]) < int(found[1]))


def _within(written: list[str], size: int) -> Iterator[Part]:
    """Cut each part to what there is of the file, leaving out what lies beyond its end."""
    for one in written:
        first, last, of_the_end = _ONE.fullmatch(one).groups()  # type: ignore[union-attr]
        if of_the_end is not None:
            start, end = max(size - int(of_the_end), 0), size
        else:
            start, end = int(first), min(int(last) + 1, size) if last else size
        if start < end:
            yield start, end


def names_this(if_range: str | None, tag: str) -> bool:
    """Say whether the parts are still wanted: there is no condition, or it names this very file.

    A weak tag or a day names no bytes for certain, so it is never enough.
    """
    return if_range is None or if_range.strip() == f'"{tag}"'
