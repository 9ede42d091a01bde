"""What a new map changes, role by role and move by move, for whoever looks through it first."""

from dataclasses import dataclass, fields
from enum import StrEnum

from trainer.careers.rules.charting import CareerMap, CareerRole


class ChangeKind(StrEnum):
    """What becomes of a role or a move."""

    ADDED = "added"
    CHANGED = "changed"
    TAKEN_OUT = "taken out"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of which role or move; `parts` names what differs in it."""

    kind: ChangeKind
    what: str
    parts: tuple[str, ...] = ()


def changes(before: CareerMap, after: CareerMap) -> list[Change]:
    """Say what is added, changed and taken out: first roles, then moves."""
    old = {role.key: role for role in before.roles}
    new = {role.key: role for role in after.roles}
    titles = {key: role.title for key, role in (old | new).items()}
    ways_before = {(one.start, one.end): one for one in before.moves}
    ways_after = {(one.start, one.end): one for one in after.moves}
    told = [Change(ChangeKind.ADDED, role.title) for key, role in new.items() if key not in old]
    for key, role in new.items():
        if key in old and (parts := _parts(old[key], role)):
            told.append(Change(ChangeKind.CHANGED, role.title, parts))
    told += [
        Change(ChangeKind.TAKEN_OUT, role.title) for key, role in old.items() if key not in new
    ]
    for way, move in (ways_before | ways_after).items():
        kind = _becomes(way in ways_before, way in ways_after, move == ways_before.get(way))
        if kind is not None:
            told.append(Change(kind, f"{titles[way[0]]} → {titles[way[1]]}"))
    return told


def _parts(old: CareerRole, new: CareerRole) -> tuple[str, ...]:
    return tuple(
        one.name for one in fields(CareerRole) if getattr(old, one.name) != getattr(new, one.name)
    )


def _becomes(was: bool, stays: bool, same: bool) -> ChangeKind | None:
    if not was:
        return ChangeKind.ADDED
    if not stays:
        return ChangeKind.TAKEN_OUT
    return None if same else ChangeKind.CHANGED
