"""What there is to say about a kind of evidence: the shape of one row of the table."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any

from babel.support import LazyProxy

from trainer.logs.models import Part


class Hand(Enum):
    """Who writes a kind of evidence."""

    LEARNER = "learner"
    ASSESSOR = "assessor"
    WITNESS = "witness"


class Shape(StrEnum):
    """What sort of answer a detail takes."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    PAIRS = "pairs"


@dataclass(frozen=True)
class Detail:
    """One thing a kind asks beyond what every entry has; `needed` is the sentence when it lacks."""

    name: str
    shape: Shape
    label: LazyProxy
    hint: LazyProxy | str = ""
    needed: LazyProxy | str = ""


Words = tuple[LazyProxy, LazyProxy | str]
"""The label and the hint of one of the columns that entries have."""


@dataclass(frozen=True, kw_only=True)
class KindRules:
    """One kind: its code and name, who writes and who signs it, and what is asked.

    `columns` are those of the entry's own columns that are asked, in order, with their words;
    `needed` those without which it can't be handed on, each with its sentence.
    """

    code: str
    name: LazyProxy
    about: LazyProxy
    hand: Hand
    signers: tuple[Part, ...] = ()
    columns: dict[str, Words] = field(default_factory=dict)
    needed: dict[str, LazyProxy] = field(default_factory=dict)
    details: tuple[Detail, ...] = ()

    def shown(self, details: dict[str, Any]) -> list[tuple[Detail, Any]]:
        """Pair what was asked with what was answered, leaving out what was not."""
        pairs = [(one, details.get(one.name)) for one in self.details]
        return [(one, value) for one, value in pairs if value not in (None, "", [])]
