"""Every change to the document of a draft: each gives a new one, and leaves the old as it was."""

import copy
import secrets
from typing import Any

from trainer.versions.outline.places import (
    FACTS,
    LISTS,
    WITHIN,
    Content,
    Items,
    NoSuchPlace,
    Overwritten,
    child_of,
    holders,
    item,
    lists,
    mark_of,
    where,
)


def written(content: Content, place: str, seen: str, values: dict[str, Any]) -> Content:
    """Put other values in at a place, unless something else stands there than was seen."""
    if mark_of(content, place) != seen:
        raise Overwritten(place)
    return with_values(content, place, values)


def with_values(content: Content, place: str, values: dict[str, Any]) -> Content:
    """Put other values in at a place; rules follow a group whose code changes."""
    changed = copy.deepcopy(content)
    there = item(changed, place)
    if place.startswith("r-"):  # Each kind of rule has fields of its own.
        values = {"key": there["key"], **values}
        there.clear()
    if place.startswith("g-") and values.get("code", there["code"]) != there["code"]:
        _rename_group(changed, there["code"], values["code"])
    there.update(values)
    return changed


def _rename_group(content: Content, old: str, new: str) -> None:
    for rule in content["rules"]:
        if rule.get("group") == old:
            rule["group"] = new
        if old in rule.get("groups", ()):
            rule["groups"] = [new if code == old else code for code in rule["groups"]]


def moved(content: Content, place: str, by: int) -> Content:
    """Move one up or down; what stands within something goes over its edge into the next."""
    changed = copy.deepcopy(content)
    items, index = where(changed, place)
    if 0 <= index + by < len(items):
        items.insert(index + by, items.pop(index))
    elif place[:1] in WITHIN:
        _over_the_edge(changed, place[:1], items, index, by)
    return changed


def _over_the_edge(content: Content, kind: str, items: Items, index: int, by: int) -> None:
    all_lists = list(lists(content, kind))
    here = next(at for at, one in enumerate(all_lists) if one is items)
    if 0 <= here + by < len(all_lists):
        neighbour = all_lists[here + by]
        neighbour.insert(0 if by > 0 else len(neighbour), items.pop(index))


def put(content: Content, place: str, side: str, other: str) -> Content:
    """Put one before or after another, or at that edge of what holds its kind."""
    changed = copy.deepcopy(content)
    kind, after = place[:1], side == "after"
    if other == place:
        return changed
    items, index = where(changed, place)
    one = items.pop(index)
    if other[:1] != kind and child_of(kind) == other[:1]:
        other = _holder_of(changed, other)
    if other[:1] == kind:
        beside, at = where(changed, other)
        beside.insert(at + after, one)
    elif child_of(other[:1]) == kind:
        _put_at_edge(changed, kind, other, one, after=after)
    else:
        raise NoSuchPlace(other)
    return changed


def _holder_of(content: Content, place: str) -> str:
    holder, name = WITHIN[place[:1]]
    items, _index = where(content, place)
    found = next(one for one in holders(content, place[:1]) if one[name] is items)
    return f"{holder}-{found['key']}"


def _put_at_edge(
    content: Content, kind: str, holder: str, one: dict[str, Any], *, after: bool
) -> None:
    """After the heading of what holds it is its beginning; before it, the end of the one above."""
    _items, at = where(content, holder)
    all_lists = list(lists(content, kind))
    if after or at == 0:
        all_lists[at].insert(0, one)
    else:
        all_lists[at - 1].append(one)


def removed(content: Content, place: str) -> Content:
    """Take one out, with what is within it."""
    changed = copy.deepcopy(content)
    items, index = where(changed, place)
    del items[index]
    return changed


def added(content: Content, kind: str, place: str) -> tuple[Content, str]:
    """Add one after a place, or within it; return where it stands."""
    changed = copy.deepcopy(content)
    key = f"new{secrets.token_hex(4)}"
    items, index = _room_for_another(changed, kind, place)
    items.insert(index, {"key": key, **_blank(changed, kind, items)})
    return changed, f"{kind}-{key}"


def renumbered(content: Content) -> Content:
    """Give outcomes the numbers 1, 2 … and criteria 1.1, 1.2 … from the top."""
    changed = copy.deepcopy(content)
    for number, outcome in enumerate(changed["outcomes"], 1):
        outcome["number"] = str(number)
        for place, criterion in enumerate(outcome["criteria"], 1):
            criterion["number"] = f"{number}.{place}"
    return changed


def _blank(content: Content, kind: str, items: Items) -> dict[str, Any]:
    match kind:
        case "o":
            number = str(len(items) + 1)
            return {"number": number, "title": "", "kind": "competence", "criteria": []}
        case "c":
            return {"number": _next_number(content, items), "text": "", "words": []}
        case "g":
            return {"code": _free_letter(items), "title": "", "complete": True, "units": []}
        case "n":
            ends = dict.fromkeys(("registration_ends", "certification_ends"))
            return {"organisation": "", "scheme": "", "number": "", **ends}
        case "m":
            return {"title": "", "weight": None, "about": ""}
    return {"type": "total_min_credit", "min": 1}


def _free_letter(items: Items) -> str:
    taken = {one["code"] for one in items}
    letters = (chr(letter) for letter in range(ord("A"), ord("Z") + 1))
    return next((one for one in letters if one not in taken), "")


def _next_number(content: Content, items: Items) -> str:
    outcome = next(one for one in content["outcomes"] if one["criteria"] is items)
    taken = {one["number"] for one in items}
    numbers = (f"{outcome['number']}.{place}" for place in range(len(items) + 1, 1000))
    return next(one for one in numbers if one not in taken)


def _room_for_another(content: Content, kind: str, place: str) -> tuple[Items, int]:
    """Find the place after this one; without one of its kind there, the end of the last list."""
    if place[:1] == kind and place != FACTS:
        items, index = where(content, place)
        return items, index + 1
    if kind in WITHIN and place[:1] == WITHIN[kind][0]:
        within: Items = item(content, place)[WITHIN[kind][1]]
        return within, len(within)
    if kind in LISTS and place[:1] == child_of(kind):
        items, index = where(content, _holder_of(content, place))
        return items, index + 1
    found = list(lists(content, kind))
    if not found:
        raise NoSuchPlace(kind)
    return found[-1], len(found[-1])
