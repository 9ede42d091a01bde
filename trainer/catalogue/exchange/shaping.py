"""From another program's outline to the shape of format 1.

What has nothing under it is a criterion; what holds criteria is an outcome; what stands under the
framework, or under a qualification where there are so many levels, is a unit.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from trainer.catalogue.exchange import codes
from trainer.catalogue.exchange.outline import Item, Kind
from trainer.catalogue.exchange.shaped import Shaped
from trainer.catalogue.importing import Known, identifiers
from trainer.catalogue.models import FrameworkKind

LEVELS_WITH_QUALIFICATIONS = 4
MOST_CRITERIA, MOST_UNITS = 200, 2000
TITLE, STATEMENT, NUMBER = 300, 2000, 10


def shape(document: Item, kind: FrameworkKind, known: Known) -> Shaped:
    """Make a framework with its qualifications and units of an outline."""
    work = _Work(known)
    framework = codes.fitting(codes.slug(document.text) or "framework", 60)
    work.shaped.put(("frameworks", 0), document.at)
    for holder in _holders(document):
        work.qualification(holder, framework)
    work.shaped.data = {
        "trainer_catalogue": 1,
        "frameworks": [{"code": framework, "title": work.cut(document, 200), "kind": kind}],
        "units": work.units,
        "qualifications": work.qualifications,
    }
    return work.shaped


def _holders(document: Item) -> Iterator[Item]:
    """Find what holds units: the framework itself, or the qualifications right under it."""
    kinds = {child.kind for child in document.children}
    deep = document.depth() >= LEVELS_WITH_QUALIFICATIONS and Kind.UNIT not in kinds
    if not deep and Kind.QUALIFICATION not in kinds:
        yield document
        return
    yield from (child for child in document.children if child.children)
    alone = [child for child in document.children if not child.children]
    if alone:
        yield Item(
            document.text, document.identifier, document.code, at=document.at, children=alone
        )


class _Work:
    """Units and qualifications as they come together, and the codes that are taken."""

    def __init__(self, known: Known) -> None:
        self.shaped = Shaped()
        self.units: list[dict[str, Any]] = []
        self.qualifications: list[dict[str, Any]] = []
        self._names = known.names
        self._taken_by_units = set(known.units)
        self._taken_by_qualifications = set(known.qualifications)

    def qualification(self, holder: Item, framework: str) -> None:
        """Take in a qualification: one group of everything under it, all of it needed."""
        self.shaped.put(("qualifications", len(self.qualifications)), holder.at)
        alone = [child for child in holder.children if not child.children]
        held = [self._unit(child) for child in holder.children if child.children]
        if alone:
            held.append(self._unit(_loose(holder, alone), within=holder))
        groups = [
            {"code": code, "title": "Everything in it", "units": held[start : start + MOST_UNITS]}
            for code, start in zip(
                _letters(), range(0, max(1, len(held)), MOST_UNITS), strict=False
            )
        ]
        self.qualifications.append(
            {
                "identifier": holder.identifier or None,
                "code": self._code(holder, holder, 60, self._taken_by_qualifications),
                "framework": framework,
                "title": self.cut(holder, TITLE),
                "level": holder.facts.get("level"),
                "facts": "unverified",
                "note": self.cut(Item(holder.note, at=holder.at), STATEMENT),
                "groups": groups,
                "rules": [{"type": "all_of_group", "group": group["code"]} for group in groups],
            }
        )

    def _unit(self, item: Item, within: Item | None = None) -> str:
        path = ("units", len(self.units))
        self.shaped.put(path, item.at)
        self.shaped.unsaid += sum(bool(one.note and one.children) for one in item.walk())
        code = self._code(item, within or item, 40, self._taken_by_units)
        outcomes: list[dict[str, Any]] = []
        found = list(_outcomes(item))
        numbers = _numbers([one.code for one, _criteria in found])
        own = _own_numbers([one for _outcome, criteria in found for one in criteria])
        for number, (outcome, criteria) in zip(numbers, found, strict=True):
            at = (*path, "outcomes", len(outcomes))
            self.shaped.put(at, outcome.at)
            outcomes.append(
                {
                    "identifier": outcome.identifier or None,
                    "number": number,
                    "title": self.cut(outcome, TITLE),
                    "kind": "competence",
                    "criteria": [
                        self._criterion((*at, "criteria", place), one, f"{number}.{place + 1}", own)
                        for place, one in enumerate(criteria)
                    ],
                }
            )
        self.units.append(
            {
                "identifier": item.identifier or None,
                "code": code,
                "title": self.cut(item, TITLE),
                "level": item.facts.get("level"),
                "facts": "unverified",
                "wording": "licensed",
                "outcomes": outcomes,
            }
        )
        return code

    def _criterion(
        self, at: tuple[int | str, ...], item: Item, number: str, own: bool
    ) -> dict[str, Any]:
        self.shaped.put(at, item.at)
        text = item.text if own or not item.code else f"{item.code} {item.text}"
        return {
            "identifier": item.identifier or None,
            "number": item.code if own else number,
            "text": self.cut(Item(text, at=item.at), STATEMENT),
            "words": item.facts.get("words", []),
        }

    def cut(self, item: Item, most: int) -> str:
        """Shorten a text to what there is room for, and point at it."""
        text = _title(item, most)
        if text.endswith("…") and not item.text.endswith("…"):
            self.shaped.warn(item.at, f"This is cut to {most} characters: {text[:60]}…")
        return text

    def _code(self, item: Item, named: Item, most: int, taken: set[str]) -> str:
        """Find the code an item has here, or one that is free; the same one each time."""
        held = self._names.get(item.identifier, "")
        taken.discard(held)
        wanted = held or " ".join(item.code.split())
        code = wanted or codes.fitting(codes.slug(named.text), most)
        if not code or len(code) > most or code in taken:
            code = codes.unlike(code, item.identifier or named.identifier or item.text, most)
        taken.add(code)
        return code


def _loose(holder: Item, alone: list[Item]) -> Item:
    """Make a unit of what stands right under its holder, known again whenever the file comes."""
    named = identifiers.made("loose", holder.identifier) if holder.identifier else ""
    return Item(holder.text, named, at=holder.at, children=alone)


def _outcomes(unit: Item) -> Iterator[tuple[Item, list[Item]]]:
    """Find what holds criteria, each called by the path that leads to it, never too many at once."""
    for path, holder in _paths(unit, ()):
        criteria = [child for child in holder.children if not child.children]
        title = " – ".join(step.text for step in path) or holder.text
        for start in range(0, len(criteria), MOST_CRITERIA):
            named = holder.identifier if path and not start else ""
            code = holder.code if path else ""
            outcome = Item(title, named, code, short=holder.short, at=holder.at)
            yield outcome, criteria[start : start + MOST_CRITERIA]


def _paths(item: Item, path: tuple[Item, ...]) -> Iterator[tuple[tuple[Item, ...], Item]]:
    yield path, item
    for child in item.children:
        if child.children:
            yield from _paths(child, (*path, child))


def _numbers(given: Sequence[str]) -> list[str]:
    """Keep the numbers of outcomes if they are fit, else count."""
    if _fit(given):
        return list(given)
    return [str(place) for place in range(1, len(given) + 1)]


def _own_numbers(criteria: Sequence[Item]) -> bool:
    return _fit([one.code for one in criteria])


def _fit(numbers: Sequence[str]) -> bool:
    fit = all(number and len(number) <= NUMBER for number in numbers)
    return fit and len(set(numbers)) == len(numbers)


def _title(item: Item, most: int) -> str:
    text = " ".join(item.text.split())
    if len(text) <= most:
        return text
    short = " ".join(item.short.split())
    return short if short and len(short) <= most else f"{text[: most - 1].rstrip()}…"


def _letters() -> Iterator[str]:
    yield from (chr(ord("A") + place) for place in range(26))
