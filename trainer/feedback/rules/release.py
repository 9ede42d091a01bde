"""What may be shown of a round's answers, so that nobody learns from it who said what: pure.

Pages, exports and other parts of Trainer all show what `release` returns, and nothing else.
"""

import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LEVELS = 4
FEWEST = 3
"""No anonymous round shows a group of fewer than this."""


class Side(StrEnum):
    """From which side somebody sees the person they are asked about."""

    MANAGER = "manager"
    PEER = "peer"
    REPORT = "report"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Given:
    """One answer to one question: a level or words; `by` is a name only where it is not secret."""

    question: int
    side: Side
    level: int | None = None
    words: str = ""
    by: str = ""


@dataclass(frozen=True)
class Said:
    """Words as they are shown, with a name only where it is not secret."""

    words: str
    by: str = ""


@dataclass(frozen=True)
class Spread:
    """How many chose each level, from the lowest, and who where that is not secret."""

    counts: tuple[int, ...]
    names: tuple[tuple[str, ...], ...] = ()

    @property
    def total(self) -> int:
        """How many chose a level."""
        return sum(self.counts)

    @property
    def average(self) -> float:
        """The mean of the levels chosen, from 1 to 4."""
        return sum(level * count for level, count in enumerate(self.counts, 1)) / self.total


@dataclass(frozen=True)
class Part:
    """What a group said together; a group may be several sides that are too small alone.

    A question that too few of the group chose a level for has no spread.
    """

    sides: tuple[Side, ...]
    people: int
    spreads: Mapping[int, Spread] = field(default_factory=dict)
    words: Mapping[int, Sequence[Said]] = field(default_factory=dict)


@dataclass(frozen=True)
class Released:
    """All that is shown of a round; of the sides in `withheld` nothing is, not even how many."""

    parts: Sequence[Part]
    withheld: tuple[Side, ...] = ()


@dataclass(frozen=True)
class Terms:
    """What was promised to those who answered; `shuffle` fixes the order words are shown in."""

    anonymous: bool
    minimum: int
    shuffle: str


def release(
    given: Iterable[Given],
    *,
    asked: Mapping[Side, int],
    answered: Mapping[Side, int],
    terms: Terms,
) -> Released:
    """Say what may be shown of these answers.

    `asked` and `answered` count people by side. The parts never overlap and there is no total
    beside them, so that none can be taken from another to leave somebody over.
    """
    by_side: dict[Side, list[Given]] = defaultdict(list)
    for one in given:
        by_side[one.side].append(one)
    secret, withheld = groups_of(asked, answered, terms.minimum) if terms.anonymous else ([], ())
    named = [Side.MANAGER] if terms.anonymous else list(Side)
    open_sides = [side for side in named if answered.get(side)]
    parts = [_part((side,), by_side, answered, terms, named=True) for side in open_sides]
    parts += [_part(group, by_side, answered, terms, named=False) for group in secret]
    return Released(parts, withheld)


def groups_of(
    asked: Mapping[Side, int], answered: Mapping[Side, int], minimum: int
) -> tuple[list[tuple[Side, ...]], tuple[Side, ...]]:
    """Put the sides into groups that are large enough, and name those of which nothing is shown.

    Sides that are too small go together; if that is still too few, the smallest of the others
    joins them; if there is none, nothing is shown. A side where nobody answered is treated like
    one where some did, so that the groups do not tell the two apart. The manager is no secret.
    """
    sides = [side for side in Side if side is not Side.MANAGER and asked.get(side)]
    small = [side for side in sides if answered.get(side, 0) < minimum]
    large = [side for side in sides if side not in small]
    if not small:
        return [(side,) for side in large], ()
    if sum(answered.get(side, 0) for side in small) < minimum:
        if not large:
            return [], tuple(small)
        joining = min(large, key=lambda side: answered[side])
        large.remove(joining)
        small.append(joining)
    together = tuple(side for side in Side if side in small)
    return [*((side,) for side in large), together], ()


def _part(
    sides: tuple[Side, ...],
    by_side: Mapping[Side, Sequence[Given]],
    answered: Mapping[Side, int],
    terms: Terms,
    *,
    named: bool,
) -> Part:
    of_question: dict[int, list[Given]] = defaultdict(list)
    for side in sides:
        for one in by_side.get(side, ()):
            of_question[one.question].append(one)
    fewest = 1 if named else terms.minimum
    spreads = {
        question: _spread(chosen, named=named)
        for question, these in sorted(of_question.items())
        if len(chosen := [one for one in these if one.level is not None]) >= fewest
    }
    words = {
        question: _shuffled(written, question, terms.shuffle, named=named)
        for question, these in sorted(of_question.items())
        if (written := [one for one in these if one.words])
    }
    return Part(sides, sum(answered.get(side, 0) for side in sides), spreads, words)


def _spread(chosen: Sequence[Given], *, named: bool) -> Spread:
    by_level = [
        sorted(one.by for one in chosen if one.level == level) for level in range(1, LEVELS + 1)
    ]
    names = tuple(tuple(these) for these in by_level) if named else ()
    return Spread(tuple(len(these) for these in by_level), names)


def _shuffled(
    written: Sequence[Given], question: int, shuffle: str, *, named: bool
) -> Sequence[Said]:
    """Put words into an order that rests on nothing but the words and the round's own secret."""

    def place(said: Said) -> bytes:
        return hmac.digest(shuffle.encode(), f"{question}:{said.words}".encode(), "sha256")

    return tuple(sorted((Said(one.words, one.by if named else "") for one in written), key=place))
