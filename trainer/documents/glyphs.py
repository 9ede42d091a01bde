"""Come here to learn which signs of a text none of our typefaces has, before it is printed."""

import unicodedata
from bisect import bisect_right
from functools import cache

from trainer.documents.shipped import HERE

ASKED_FOR = "\n\t"
"""Breaks and tabs: set, never drawn."""


ALIKE = str.maketrans({"\N{NON-BREAKING HYPHEN}": "-", "\N{NARROW NO-BREAK SPACE}": " "})
"""Signs that word processors put in names, and those that look the same and can be printed."""


def missing_from(text: str) -> list[str]:
    """List the signs that can't be printed, each once, in the order they come."""
    seen = dict.fromkeys(unicodedata.normalize("NFC", text).translate(ALIKE))
    return [sign for sign in seen if not _is_there(sign) and unicodedata.category(sign) != "Cf"]


def spelt_out(text: str) -> str:
    """Write the name of each sign that can't be printed in its place, and leave out what joins."""
    return "".join(sign if _is_there(sign) else _name_of(sign) for sign in text.translate(ALIKE))


def _is_there(sign: str) -> bool:
    starts, ends = _covered()
    place = bisect_right(starts, ord(sign)) - 1
    return sign in ASKED_FOR or (place >= 0 and ord(sign) <= ends[place])


def _name_of(sign: str) -> str:
    if unicodedata.category(sign) in {"Cf", "Mn"}:
        return ""
    return f"[{unicodedata.name(sign, f'sign {ord(sign):X}').lower()}]"


@cache
def _covered() -> tuple[list[int], list[int]]:
    lines = (HERE / "fonts" / "COVERED").read_text(encoding="utf-8").split()
    spans = [line.split("-") for line in lines]
    return [int(first, 16) for first, _ in spans], [int(last, 16) for _, last in spans]
