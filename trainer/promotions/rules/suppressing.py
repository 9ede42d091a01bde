"""Leaving out figures of small groups, so that nobody can work them out from those that are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST = 10
"""From so many people a group is shown; a smaller one never is."""


@dataclass(frozen=True)
class Counted:
    """People of a group, and how many of them something happened to."""

    people: int
    happened: int


def shown_groups(sizes: Mapping[str, int], least: int = FEWEST) -> frozenset[str]:
    """Name the groups whose figures may be shown beside the total of all.

    Every group of fewer than `least` is left out. What is left out, taken together, is what a reader
    gets by taking the shown groups from the total: while that is fewer than `least` people, the
    smallest group still shown is left out with it (its complement). Empty groups tell nothing.
    """
    filled = {name: size for name, size in sizes.items() if size}
    out = {name for name, size in filled.items() if size < least}
    while out and sum(filled[name] for name in out) < least:
        left = [name for name in filled if name not in out]
        if not left:
            break
        out.add(min(left, key=lambda name: (filled[name], name)))
    return frozenset(filled) - out


def shows_total(sizes: Mapping[str, int], least: int = FEWEST) -> bool:
    """Say whether the total of all groups may be shown: where they are enough people together."""
    return sum(sizes.values()) >= least


def rate(one: Counted) -> float | None:
    """Say to what share of a group something happened, in hundredths; None for an empty one."""
    return round(100 * one.happened / one.people, 1) if one.people else None


def middle(days: Sequence[int], least: int = FEWEST) -> int | None:
    """Say the middle of so many days; None where fewer than `least` people stand behind it."""
    if len(days) < least:
        return None
    ordered = sorted(days)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2
