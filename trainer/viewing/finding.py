"""Words sought in a text: where they stand, and the words around them (pure)."""

import re
from collections.abc import Iterator, Sequence

AROUND = 60
"""So many characters are shown on either side of what was found."""


def pattern(sought: str) -> re.Pattern[str]:
    """Make what is looked for: the words in this order, whatever white space lies between them."""
    return re.compile(r"\s+".join(map(re.escape, sought.split())), re.IGNORECASE)


def cut(text: str, wanted: Sequence[tuple[str, str]]) -> Iterator[tuple[str | None, str]]:
    """Cut a text up at the passages wanted, each given with its name; what lies between has none."""
    patterns = [(name, pattern(words)) for name, words in wanted if words.split()]
    at = 0
    while found := _next(text, at, patterns):
        name, start, end = found
        yield None, text[at:start]
        yield name, text[start:end]
        at = end
    yield None, text[at:]


def _next(
    text: str, at: int, patterns: Sequence[tuple[str, re.Pattern[str]]]
) -> tuple[str, int, int] | None:
    matches = [(name, one.search(text, at)) for name, one in patterns]
    places = [(name, *match.span()) for name, match in matches if match]
    return min(places, key=lambda place: place[1]) if places else None


def pieces(text: str, sought: str) -> Iterator[tuple[bool, str]]:
    """Cut a text up: what lies between, and each place that was found (marked as such)."""
    for name, piece in cut(text, [("", sought)]):
        yield name is not None, piece


def first_place(text: str, sought: str) -> str | None:
    """Give the words around the first place found, cut at white space."""
    match = pattern(sought).search(text) if sought.split() else None
    if match is None:
        return None
    start, end = max(0, match.start() - AROUND), min(len(text), match.end() + AROUND)
    start = text.find(" ", start) + 1 if start > 0 and " " in text[start : match.start()] else start
    end = (
        text.rfind(" ", match.end(), end)
        if " " in text[match.end() : end] and end < len(text)
        else end
    )
    around = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{around}{' …' if end < len(text) else ''}"


def times(text: str, sought: str) -> int:
    """Count the places found."""
    return sum(found for found, _words in pieces(text, sought))
