"""Lineage over several versions: what became of a criterion from the first to the last. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from trainer.catalogue.lineage.fates import Fate, Line


def compose(first: Sequence[Line], second: Sequence[Line]) -> tuple[Line, ...]:
    """Follow the lines of one version through those of the next.

    What is the same in both is the same; anything else asks for a fresh decision.
    """
    sources: dict[str | None, list[Line]] = {}
    for line in first:
        if line.later:
            sources.setdefault(line.later, []).append(line)
    pairs: dict[tuple[str, str], bool] = {}
    ends: list[str] = []
    for line in second:
        if line.later is None:
            continue
        ends.append(line.later)
        for source in sources.get(line.former, []):
            if source.former:
                same = source.fate is line.fate is Fate.SAME
                pairs[source.former, line.later] = same
    starts = [line.former for line in first if line.former]
    return weave(list(dict.fromkeys(starts)), list(dict.fromkeys(ends)), pairs)


def weave(
    starts: Sequence[str], ends: Sequence[str], pairs: Mapping[tuple[str, str], bool]
) -> tuple[Line, ...]:
    """Name the fate of everything from which earlier one each later one comes.

    `pairs` says of each (earlier, later) whether it asks the same.
    """
    return tuple(_lines(starts, ends, pairs))


def _lines(
    starts: Sequence[str], ends: Sequence[str], pairs: Mapping[tuple[str, str], bool]
) -> Iterable[Line]:
    parts = Counter(old for old, _new in pairs)
    wholes = Counter(new for _old, new in pairs)
    for end in ends:
        if not wholes[end]:
            yield Line(Fate.NEW, later=end)
        for old, new in pairs:
            if new == end:
                yield Line(_fate(parts[old], wholes[end], same=pairs[old, end]), old, end)
    for start in starts:
        if not parts[start]:
            yield Line(Fate.DROPPED, former=start)


def _fate(parts: int, wholes: int, *, same: bool) -> Fate:
    if wholes > 1:
        return Fate.MERGED
    if parts > 1:
        return Fate.SPLIT
    return Fate.SAME if same else Fate.REWORDED
