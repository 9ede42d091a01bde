"""Which bytes of a file a request asks for, by RFC 9110, section 14: pure."""

import re
from collections.abc import Iterator

MOST_PARTS = 8
"""More parts than a player ever asks for; whoever asks for more is sent the whole."""

_ONE = re.compile(r"(\d{1,19})-(\d{0,19})|-(\d{1,19})")

Part = tuple[int, int]
"""From, and up to but not including."""

_Asked = tuple[int | None, int | None, int | None]
"""As it was asked: the first byte, the last one, or so many of the end."""


def parts_asked(header: str, size: int) -> list[Part] | None:
    """List the parts asked for, in the order asked; an empty list where none can be had (416).

    That is so when all of them lie beyond the end, and when this is no way to ask.
    None in place of a list is an answer with the whole: nothing was asked for in bytes, or so much
    that the parts together would be more than the file.
    """
    unit, _equals, asked = header.partition("=")
    if unit.strip().lower() != "bytes":
        return None
    read = [_read(one.strip()) for one in asked.split(",") if one.strip()]
    wanted = [one for one in read if one is not None]
    if not wanted or len(wanted) < len(read):
        return []
    parts = list(_within(wanted, size))
    if len(parts) > MOST_PARTS or sum(end - start for start, end in parts) > size:
        return None
    return parts


def _read(one: str) -> _Asked | None:
    """Read `first-`, `first-last` or `-last so many`; None for what is none of these."""
    found = _ONE.fullmatch(one)
    if found is None or (found[2] and int(found[2]) < int(found[1])):
        return None
    first, last, of_the_end = (int(number) if number else None for number in found.groups())
    return first, last, of_the_end


def _within(wanted: list[_Asked], size: int) -> Iterator[Part]:
    """Cut each part to what there is of the file, leaving out what lies beyond its end."""
    for first, last, of_the_end in wanted:
        if first is None:
            start, end = max(size - (of_the_end or 0), 0), size
        else:
            start, end = first, size if last is None else min(last + 1, size)
        if start < end:
            yield start, end


def names_this(if_range: str | None, tag: str) -> bool:
    """Say whether the parts are still wanted: there is no condition, or it names this very file.

    A weak tag or a day names no bytes for certain, so it is never enough.
    """
    return if_range is None or if_range.strip() == f'"{tag}"'
