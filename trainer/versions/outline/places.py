"""Where everything stands in the document of a draft, and what it looked like when it was drawn."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

Content = dict[str, Any]
Items = list[dict[str, Any]]

FACTS = "facts"
LISTS = {"o": "outcomes", "g": "groups", "r": "rules", "n": "numbers", "m": "methods"}
"""Letter → the list of the document it stands for."""
WITHIN = {"c": ("o", "criteria")}
"""Letter → what holds it, and the list there."""
KINDS = {name: letter for letter, name in LISTS.items()} | {
    name: letter for letter, (_holder, name) in WITHIN.items()
}
"""Name of a list → the letter of what is in it."""


class NoSuchPlace(Exception):
    """The outline has no such place any more."""


class Overwritten(Exception):
    """What stands at a place is not what was drawn there."""


def child_of(kind: str) -> str:
    """Name the kind that stands within this one; empty where nothing does."""
    return next((child for child, (holder, _name) in WITHIN.items() if holder == kind), "")


def item(content: Content, place: str) -> dict[str, Any]:
    """Find what stands at a place; the facts are the document itself."""
    if place == FACTS:
        return content
    items, index = where(content, place)
    return items[index]


def own_values(content: Content, place: str) -> dict[str, Any]:
    """Give what is said at a place itself, without its key and what stands within it."""
    if place == FACTS:
        apart = {*LISTS.values()}
    else:
        child = child_of(place[:1])
        apart = {"key", WITHIN[child][1] if child else "key"}
    return {name: value for name, value in item(content, place).items() if name not in apart}


def mark_of(content: Content, place: str) -> str:
    """Make a mark that changes when what is said at a place does."""
    said = json.dumps(own_values(content, place), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def place_at(content: Content, steps: Sequence[int | str]) -> str:
    """Name the place that the steps of a finding lead to; a whole list stands for its first."""
    place, kind = FACTS, ""
    here: Any = content
    for step in [*steps, 0]:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(step, str):
            kind = KINDS.get(step, "")
        elif kind and isinstance(here, dict):
            place = f"{kind}-{here['key']}"
    return place


def where(content: Content, place: str) -> tuple[Items, int]:
    """Find the list something stands in, and its index there."""
    kind, _dash, key = place.partition("-")
    for items in lists(content, kind):
        for index, one in enumerate(items):
            if one["key"] == key:
                return items, index
    raise NoSuchPlace(place)


def lists(content: Content, kind: str) -> Iterator[Items]:
    """List the lists that may hold this kind, top to bottom."""
    if kind in WITHIN:
        holder, name = WITHIN[kind]
        for one in content.get(LISTS[holder], ()):
            yield one[name]
    elif kind in LISTS:
        yield content.get(LISTS[kind], [])


def holders(content: Content, kind: str) -> Items:
    """List what may hold this kind, top to bottom."""
    found: Items = content.get(LISTS[WITHIN[kind][0]], [])
    return found
