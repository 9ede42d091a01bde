"""The lines of the outline, each in a few words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trainer.catalogue import rules, wording
from trainer.versions.outline.places import FACTS, Content


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the outline."""

    place: str
    words: str
    number: str = ""
    within: bool = False


def entries(content: Content) -> Iterator[Entry]:
    """List the outline, top to bottom."""
    for outcome in content.get("outcomes", ()):
        yield Entry(f"o-{outcome['key']}", outcome["title"], outcome["number"])
        for criterion in outcome["criteria"]:
            yield Entry(
                f"c-{criterion['key']}", criterion["text"], criterion["number"], within=True
            )
    for number in content.get("numbers", ()):
        words = " ".join(part for part in (number["organisation"], number["number"]) if part)
        yield Entry(f"n-{number['key']}", words)
    for method in content.get("methods", ()):
        weight = method["weight"]
        yield Entry(f"m-{method['key']}", method["title"], f"{weight} %" if weight else "")
    for group in content.get("groups", ()):
        yield Entry(f"g-{group['key']}", group["title"], group["code"])
    for rule in content.get("rules", ()):
        yield Entry(f"r-{rule['key']}", _in_words(rule, content))


def _in_words(rule: dict[str, Any], content: Content) -> str:
    try:
        read = rules.parse({name: value for name, value in rule.items() if name != "key"})
    except rules.BadRule:
        return ""
    groups = tuple(
        rules.Group(one["code"], one["title"], tuple(one["units"]), one["complete"])
        for one in content["groups"]
    )
    return wording.in_words(read, rules.Structure(groups=groups, rules=(), units={}))


def entries_of(content: Content, place: str) -> Iterator[Entry]:
    """List what is taken out with a place: its own line, and those within it."""
    inside = False
    for one in entries(content):
        inside = one.place == place or (inside and one.within and not place.startswith("c-"))
        if inside:
            yield one


def above(content: Content, place: str) -> str:
    """Name the place one line up; the facts for the first."""
    places = [FACTS, *(one.place for one in entries(content))]
    return places[max(0, places.index(place) - 1)] if place in places else FACTS
