"""Come here for how long names find room: smaller type first, then more lines."""

import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import TypedDict

POINTS_IN_A_MILLIMETRE = 72 / 25.4
ROOM_FOR_BREAKS = 0.35
"""So much of a line may stay empty where words go over to the next."""


class Fitted(TypedDict):
    """A text in lines, and the size class of the stylesheet it is set in."""

    size: str
    lines: list[str]


def fit(text: str, width: float, sizes: Sequence[float]) -> str:
    """Return the class of the first size (in points) at which a line fits (in millimetres)."""
    return f"s{_first_fitting(breadth_of(text), width, sizes)}"


def fit_in_lines(
    text: str, width: float, sizes: Sequence[float], sizes_in_lines: Sequence[float]
) -> Fitted:
    """Fit a headline, in two lines, three and so on where one is not enough.

    `sizes_in_lines` are the sizes for two lines, for three, …; the last takes whatever is left.
    """
    step = _first_fitting(breadth_of(text), width, sizes)
    if step < len(sizes):
        return Fitted(size=f"s{step}", lines=[text])
    for count, size in enumerate(sizes_in_lines, start=2):
        lines = balanced(text, count)
        if all(_first_fitting(breadth_of(line), width, [size]) == 0 for line in lines):
            break
    return Fitted(size=f"s{len(sizes) + count - 2}", lines=lines)


def balanced(text: str, count: int) -> list[str]:
    """Break a text at spaces into so many lines, as even as can be."""
    words = text.split(" ")
    share = breadth_of(text) / count
    lines: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        nearer = abs(breadth_of(longer) - share) <= abs(breadth_of(line) - share)
        if line and not nearer and len(lines) < count - 1:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def _first_fitting(breadth: float, width: float, sizes: Sequence[float]) -> int:
    points = width * POINTS_IN_A_MILLIMETRE
    fitting = (step for step, size in enumerate(sizes) if breadth * size <= points)
    return next(fitting, len(sizes))


def lines_of(text: str, width: float, size: float) -> int:
    """Guess how many lines a text takes, erring on the side of more."""
    return max(1, ceil(breadth_of(text) * size / (width * POINTS_IN_A_MILLIMETRE)))


def shortened(text: str, width: float, size: float, lines: int) -> str:
    """Cut off what finds no room in so many lines; for places that repeat what stands in full."""
    room = (lines - ROOM_FOR_BREAKS) * width * POINTS_IN_A_MILLIMETRE / size - breadth_of("…")
    reached = accumulate(_breadth(letter) for letter in text)
    kept = sum(breadth <= room for breadth in reached)
    return text if kept == len(text) else f"{text[:kept].rstrip()}…"


def breadth_of(text: str) -> float:
    """Guess how broad a text is, in parts of the type's size, erring on the broad side."""
    return sum(_breadth(letter) for letter in text)


def _breadth(letter: str) -> float:
    """Guess how broad a letter is, in parts of the type's size, erring on the broad side."""
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in "mwMWŴŵ@%—":
        return 0.9
    if letter in "iljtfrI.,:;'’|!()[] ":
        return 0.32
    return 0.7 if letter.isupper() else 0.53
