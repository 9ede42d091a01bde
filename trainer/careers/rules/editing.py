"""A map with one thing put otherwise: a role, what it asks, or a move. The map itself stays as it is."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from trainer.careers.rules.asking import Requirement, Some
from trainer.careers.rules.charting import CareerMap, CareerRole, Move

LONGEST_KEY = 60

Thing = TypeVar("Thing")
Path = tuple[int, ...]
"""A place in the list of what a role asks, then a place in the group there, and so on."""


def key_for(title: str, chart: CareerMap) -> str:
    """Make a key for a role of this title that no other role has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_KEY - 3].strip("-") or "role"
    others = {role.key for role in chart.roles}
    numbered = (f"{key}-{number}" for number in range(2, len(others) + 3))
    return key if key not in others else next(one for one in numbered if one not in others)


def with_role(chart: CareerMap, role: CareerRole) -> CareerMap:
    """Put a role in place of the one with its key, or after all others."""
    if chart.role(role.key) is None:
        return CareerMap((*chart.roles, role), chart.moves)
    return CareerMap(
        tuple(role if one.key == role.key else one for one in chart.roles), chart.moves
    )


def without_role(chart: CareerMap, key: str) -> CareerMap:
    """Take a role out, with the moves that lead to it and from it."""
    return CareerMap(
        tuple(one for one in chart.roles if one.key != key),
        tuple(one for one in chart.moves if key not in (one.start, one.end)),
    )


def requirement_at(role: CareerRole, path: Path) -> Requirement | None:
    """Find what a role asks for in a place of its list, or of a group inside it; None if nothing is there."""
    parts, found = role.requirements, None
    for place in path:
        if place >= len(parts):
            return None
        found = parts[place]
        parts = found.parts if isinstance(found, Some) else ()
    return found


def with_requirement(role: CareerRole, path: Path, asked: Requirement) -> CareerRole:
    """Let a role ask for this in place of what stands there."""
    return replace(role, requirements=_with(role.requirements, path, lambda _was: (asked,)))


def with_requirement_more(role: CareerRole, within: Path, asked: Requirement) -> CareerRole:
    """Let a role ask for this as well: at the end of its list, or of a group inside it."""
    if not within:
        return replace(role, requirements=(*role.requirements, asked))

    def longer(was: Requirement) -> tuple[Requirement, ...]:
        return (replace(was, parts=(*was.parts, asked)),) if isinstance(was, Some) else (was,)

    return replace(role, requirements=_with(role.requirements, within, longer))


def without_requirement(role: CareerRole, path: Path) -> CareerRole:
    """Let a role ask no more for what stands there."""
    return replace(role, requirements=_with(role.requirements, path, lambda _was: ()))


def _with(
    parts: tuple[Requirement, ...],
    path: Path,
    become: Callable[[Requirement], tuple[Requirement, ...]],
) -> tuple[Requirement, ...]:
    """Let what stands at the end of a path become something else, or nothing."""
    place, further = path[0], path[1:]
    was = parts[place]
    if further and isinstance(was, Some):
        now: tuple[Requirement, ...] = (replace(was, parts=_with(was.parts, further, become)),)
    else:
        now = become(was)
    return (*parts[:place], *now, *parts[place + 1 :])


def with_move(chart: CareerMap, place: int | None, move: Move) -> CareerMap:
    """Put a move in one place, or after all others."""
    return CareerMap(chart.roles, _put(chart.moves, place, move))


def without_move(chart: CareerMap, place: int) -> CareerMap:
    """Take the move in this place out."""
    return CareerMap(chart.roles, _left(chart.moves, place))


def _put(things: Sequence[Thing], place: int | None, thing: Thing) -> tuple[Thing, ...]:
    if place is None:
        return (*things, thing)
    return (*things[:place], thing, *things[place + 1 :])


def _left(things: Sequence[Thing], place: int) -> tuple[Thing, ...]:
    return (*things[:place], *things[place + 1 :])
