"""A framework as most formats see it: items under items, whatever they are called there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an item is here; other programs' words are looked up in `WORDS`."""

    QUALIFICATION = "Qualification"
    UNIT = "Unit"
    OUTCOME = "Learning Outcome"
    CRITERION = "Assessment Criterion"


WORDS = {
    Kind.QUALIFICATION: {"qualification", "award", "certificate", "diploma", "programme", "level"},
    Kind.UNIT: {"unit", "module"},
    Kind.OUTCOME: {"learning outcome", "outcome", "element"},
    Kind.CRITERION: {"assessment criterion", "criterion", "performance criterion", "indicator"},
}


@dataclass(slots=True)
class Item:
    """One item with what stands under it; `facts` is what only a file of ours can tell."""

    text: str
    identifier: str = ""
    code: str = ""
    short: str = ""
    note: str = ""
    kind: Kind | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    at: str = ""
    children: list["Item"] = field(default_factory=list)

    def depth(self) -> int:
        """Count the levels under this item."""
        return max((1 + child.depth() for child in self.children), default=0)

    def walk(self) -> Iterator["Item"]:
        """Go through the item and all that stands under it, from top to bottom."""
        yield self
        for child in self.children:
            yield from child.walk()


def kind_of(word: str) -> Kind | None:
    """Recognise another program's word for a kind of item."""
    plain = " ".join(word.lower().split())
    return next((kind for kind, words in WORDS.items() if plain in words), None)
