"""Colours of documents: which can be read on their paper (pure)."""

import re

PAPER = "#fdfbf6"
TEXT, LINES = 4.5, 3.0
"""The least contrast for words, and for lines and ornament (WCAG 2.2, 1.4.3 and 1.4.11)."""

NEARLY_BLACK = 0.04045
"""Below it, sRGB is a straight line."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")


def is_colour(typed: str) -> bool:
    """Say whether this is a colour, written like `#5b2b5d`."""
    return _COLOUR.fullmatch(typed) is not None


def contrast(one: str, other: str = PAPER) -> float:
    """Return the contrast between two colours, as WCAG counts it: from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return sum(part * weight for part, weight in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))


def _linear(part: float) -> float:
    if part <= NEARLY_BLACK:
        return part / 12.92
    return float(((part + 0.055) / 1.055) ** 2.4)
