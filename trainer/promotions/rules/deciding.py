"""When a panel is a panel, when it has done its work, whose turn it is to approve, and what fell since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.promotions.rules.fitness import FEWEST_ON_PANEL

LOWEST, HIGHEST = 1, 4
"""What a criterion is scored from and to."""

MET = "met"


@dataclass(frozen=True)
class Member:
    """A seat on the panel: from outside the person's line or not, given up or not, scored or not."""

    person: int
    outside_line: bool
    gave_up: bool = False
    scored: bool = False


def is_quorate(panel: Iterable[Member]) -> bool:
    """Say whether enough sit on it: two at least, one of them from outside the line."""
    sitting = {one.person: one for one in panel if not one.gave_up}
    return len(sitting) >= FEWEST_ON_PANEL and any(one.outside_line for one in sitting.values())


def has_scored(panel: Sequence[Member]) -> bool:
    """Say whether a quorate panel has scored, everybody who still sits on it."""
    return is_quorate(panel) and all(one.scored for one in panel if not one.gave_up)


def next_place(places: Iterable[int], approved: Iterable[int]) -> int | None:
    """Say which place of the order approves next; None when all have."""
    left = sorted(set(places) - set(approved))
    return left[0] if left else None


def fallen(pack: Mapping[str, Any], lines: Sequence[str], training: Mapping[str, str]) -> list[str]:
    """Name what was met when the pack was frozen and is met no more, in the pack's own words.

    `lines` are the states, today, of what the role asked in the map the pack was frozen with, in its
    order, so that a map written anew meanwhile changes nothing. `training` are states by code, and
    by name for a pack that has none; what is no longer asked of the person has not fallen.
    """
    return [
        *(
            line["words"]
            for line, state in zip(pack["lines"], lines, strict=True)
            if line["state"] == MET != state
        ),
        *(
            one["skill"]
            for one in pack["training"]
            if one["state"] == MET != training.get(one.get("code", one["skill"]), MET)
        ),
    ]
