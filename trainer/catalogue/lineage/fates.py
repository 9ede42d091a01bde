"""The words for what becomes of a criterion, and what may stand beside what. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trainer.core.text import gettext as _


class Fate(StrEnum):
    """What became of a criterion from one version of its unit to the next."""

    SAME = "same"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    DROPPED = "dropped"


FRESH = frozenset({Fate.REWORDED, Fate.SPLIT, Fate.MERGED, Fate.NEW})
"""Where an earlier decision says nothing certain, so that a new one is needed."""


@dataclass(frozen=True, slots=True)
class Said:
    """A criterion as far as lineage goes; `key` names it within its version."""

    key: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thread from an earlier criterion to a later one; a new or dropped one has one end."""

    fate: Fate
    former: str | None = None
    later: str | None = None


def faults_in(
    lines: Sequence[Line], former: Sequence[Said], later: Sequence[Said]
) -> Iterator[str]:
    """Say what can't be so: something without a fate, or ends that don't fit the word for them."""
    olds: Counter[str | None] = Counter(line.former for line in lines if line.former)
    news: Counter[str | None] = Counter(line.later for line in lines if line.later)
    for one in former:
        if not olds[one.key]:
            yield _("Say what became of the earlier criterion %(number)s.", number=one.number)
    for one in later:
        if not news[one.key]:
            yield _("Say where criterion %(number)s comes from.", number=one.number)
    numbers = {one.key: one.number for one in (*former, *later)}
    for line in lines:
        yield from _misfit(line, olds, news, numbers)


def _misfit(
    line: Line, olds: Counter[str | None], news: Counter[str | None], numbers: dict[str, str]
) -> Iterator[str]:
    old, new = olds[line.former], news[line.later]
    number = numbers.get(line.later or line.former or "", "")
    match line.fate:
        case Fate.SAME | Fate.REWORDED if (old, new) != (1, 1):
            yield _("Criterion %(number)s goes with exactly one earlier one.", number=number)
        case Fate.SPLIT if old < 2 or new != 1:  # noqa: PLR2004 - two parts at least
            yield _(
                "Criterion %(number)s is called a part, but no other part of the same earlier"
                " criterion is named.",
                number=number,
            )
        case Fate.MERGED if new < 2 or old != 1:  # noqa: PLR2004 - two sources at least
            yield _(
                "Criterion %(number)s is called a merger, so it needs two earlier ones or more.",
                number=number,
            )
        case Fate.NEW | Fate.DROPPED if old + new != 1:
            yield _("Criterion %(number)s can’t be new or dropped twice.", number=number)
