"""The document of a draft, and every change an editor makes to it. Pure.

Places go by a letter and a key: `o-…` an outcome, `c-…` a criterion, `g-…` a group, `r-…` a rule.
"""

import copy
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Content = dict[str, Any]
Items = list[dict[str, Any]]

FACTS = "facts"
LISTS = {"o": "outcomes", "g": "groups", "r": "rules"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the outline."""

    place: str
    words: str
    number: str = ""
    within: bool = False


class NoSuchPlace(Exception):
    """The outline has no such place any more."""


def entries(content: Content) -> Iterator[Entry]:
    """List the outline, top to bottom."""
    for outcome in content.get("outcomes", ()):
        yield Entry(f"o-{outcome['key']}", outcome["title"], outcome["number"])
        for criterion in outcome["criteria"]:
            yield Entry(
                f"c-{criterion['key']}", criterion["text"], criterion["number"], within=True
            )
    for group in content.get("groups", ()):
        yield Entry(f"g-{group['key']}", group["title"], group["code"])
    for rule in content.get("rules", ()):
        yield Entry(f"r-{rule['key']}", _rule_in_short(rule))


def _rule_in_short(rule: dict[str, Any]) -> str:
    values = [str(value) for name, value in rule.items() if name not in {"type", "key"}]
    return f"{rule['type'].replace('_', ' ')} · {', '.join(values)}"


def item(content: Content, place: str) -> dict[str, Any]:
    """Find what stands at a place; the facts are the document itself."""
    if place == FACTS:
        return content
    items, index = _where(content, place)
    return items[index]


def with_values(content: Content, place: str, values: dict[str, Any]) -> Content:
    """Put other values in at a place."""
    changed = copy.deepcopy(content)
    there = item(changed, place)
    if place.startswith("r-"):  # Each kind of rule has fields of its own.
        values = {"key": there["key"], **values}
        there.clear()
    there.update(values)
    return changed


def moved(content: Content, place: str, by: int) -> Content:
    """Move one up or down; a criterion at the edge goes over into the next outcome."""
    changed = copy.deepcopy(content)
    items, index = _where(changed, place)
    if 0 <= index + by < len(items):
        items.insert(index + by, items.pop(index))
    elif place.startswith("c-"):
        _over_the_edge(changed, items, index, by)
    return changed


def _over_the_edge(content: Content, items: Items, index: int, by: int) -> None:
    outcomes = content["outcomes"]
    here = next(at for at, one in enumerate(outcomes) if one["criteria"] is items)
    if 0 <= here + by < len(outcomes):
        neighbour = outcomes[here + by]["criteria"]
        neighbour.insert(0 if by > 0 else len(neighbour), items.pop(index))


def removed(content: Content, place: str) -> Content:
    """Take one out, with what is within it."""
    changed = copy.deepcopy(content)
    items, index = _where(changed, place)
    del items[index]
    return changed


def added(content: Content, kind: str, place: str) -> tuple[Content, str]:
    """Add one after a place (a criterion within or after it); return where it stands."""
    changed = copy.deepcopy(content)
    key = f"new{secrets.token_hex(4)}"
    if kind == "c":
        items, index = _room_for_criterion(changed, place)
        fresh = {"key": key, "number": _next_number(changed, items), "text": "", "words": []}
    else:
        items = changed[LISTS[kind]]
        index = _after(changed, place, kind, items)
        fresh = {"key": key, **_blank(kind, items)}
    items.insert(index, fresh)
    return changed, f"{kind}-{key}"


def renumbered(content: Content) -> Content:
    """Give outcomes the numbers 1, 2 … and criteria 1.1, 1.2 … from the top."""
    changed = copy.deepcopy(content)
    for number, outcome in enumerate(changed["outcomes"], 1):
        outcome["number"] = str(number)
        for place, criterion in enumerate(outcome["criteria"], 1):
            criterion["number"] = f"{number}.{place}"
    return changed


def _blank(kind: str, items: Items) -> dict[str, Any]:
    if kind == "o":
        return {
            "number": str(len(items) + 1),
            "title": "",
            "kind": "competence",
            "criteria": [],
        }
    if kind == "g":
        taken = {one["code"] for one in items}
        letters = (chr(letter) for letter in range(ord("A"), ord("Z") + 1))
        code = next((one for one in letters if one not in taken), "")
        return {"code": code, "title": "", "complete": True, "units": []}
    return {"type": "total_min_credit", "min": 1}


def _next_number(content: Content, items: Items) -> str:
    outcome = next(one for one in content["outcomes"] if one["criteria"] is items)
    return f"{outcome['number']}.{len(items) + 1}"


def _room_for_criterion(content: Content, place: str) -> tuple[Items, int]:
    if place.startswith("o-"):
        criteria: Items = item(content, place)["criteria"]
        return criteria, len(criteria)
    if place.startswith("c-"):
        items, index = _where(content, place)
        return items, index + 1
    if not content["outcomes"]:
        raise NoSuchPlace(place)
    last: Items = content["outcomes"][-1]["criteria"]
    return last, len(last)


def _after(content: Content, place: str, kind: str, items: Items) -> int:
    if not place.startswith(f"{kind}-"):
        return len(items)
    return _where(content, place)[1] + 1


def _where(content: Content, place: str) -> tuple[Items, int]:
    kind, _dash, key = place.partition("-")
    for items in _lists(content, kind):
        for index, one in enumerate(items):
            if one["key"] == key:
                return items, index
    raise NoSuchPlace(place)


def _lists(content: Content, kind: str) -> Iterator[Items]:
    if kind == "c":
        for outcome in content.get("outcomes", ()):
            yield outcome["criteria"]
    elif kind in LISTS:
        yield content.get(LISTS[kind], [])
