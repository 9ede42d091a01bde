"""How ratings are spread, with what few people could be known by left out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trainer.appraisals.rules.template import TOP

FEWEST = 5
"""Of fewer people than this nothing is shown but how many they are."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How many have each rating, from the lowest; None where too few are rated to say."""

    rated: int
    counts: tuple[int, ...] | None

    @property
    def most(self) -> int:
        """The highest of the counts, for drawing."""
        return max(self.counts or (0,))


def spread(ratings: Iterable[int], fewest: int = FEWEST) -> Spread:
    """Count ratings from 1 to 4, or say that they are fewer than may be shown."""
    counted = Counter(ratings)
    rated = sum(counted.values())
    if rated < fewest:
        return Spread(rated, None)
    return Spread(rated, tuple(counted[level] for level in range(1, TOP + 1)))


Groups = Mapping[str, frozenset[int]]
"""Who is in each group of one kind (site, job, …), by its name; nobody is in two of them."""


def released(kinds: Sequence[Groups], fewest: int = FEWEST) -> list[set[str]]:
    """Name the groups of each kind whose spread may be shown, where that of all together is.

    A group of few is left out, and with it the smallest others it takes so that no few people are
    what remains of a larger group, of whatever kind, when those within it are taken away. What an
    earlier kind shows comes before what a later one does.
    """
    numbers = {one: place for place, one in enumerate(frozenset().union(*_sets(kinds)))}
    masks = [
        {name: sum(1 << numbers[one] for one in people) for name, people in groups.items()}
        for groups in kinds
    ]
    everybody = (1 << len(numbers)) - 1
    shown: list[dict[str, int]] = []
    if len(numbers) >= fewest:
        shown.append({"": everybody})
    for groups in masks:
        kept = {name: mask for name, mask in groups.items() if shown and mask.bit_count() >= fewest}
        while (hidden := _betrays(shown, kept, fewest)) is not None:
            del kept[hidden]
        shown.append(kept)
    return [set(one) for one in shown[-len(kinds) :]] if kinds else []


def _sets(kinds: Sequence[Groups]) -> Iterable[frozenset[int]]:
    return (people for groups in kinds for people in groups.values())


def _betrays(
    shown: Sequence[Mapping[str, int]], kept: Mapping[str, int], fewest: int
) -> str | None:
    """Name a group of `kept` to hide, because with it few people are what remains of another."""
    for parent in (mask for groups in (*shown, kept) for mask in groups.values()):
        within = {name: mask for name, mask in kept.items() if _is_part(mask, parent)}
        if within and _is_few(_rest(parent, within.values()), fewest):
            return min(within, key=lambda name: (within[name].bit_count(), name))
    for name, mask in kept.items():
        for groups in shown:
            parts = [part for part in groups.values() if _is_part(part, mask)]
            if parts and _is_few(_rest(mask, parts), fewest):
                return name
    return None


def _is_part(mask: int, parent: int) -> bool:
    return mask != parent and mask & parent == mask


def _rest(parent: int, parts: Iterable[int]) -> int:
    for part in parts:
        parent &= ~part
    return parent


def _is_few(mask: int, fewest: int) -> bool:
    return 0 < mask.bit_count() < fewest
