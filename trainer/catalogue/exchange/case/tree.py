"""The tree that a package's associations make, and everything that keeps them from being one."""

from collections.abc import Iterator, Sequence
from typing import Any

from trainer.catalogue.exchange.case.models import Association, Package, Statement
from trainer.catalogue.exchange.outline import Item, kind_of
from trainer.catalogue.importing.plan import Fault

CHILD = "isChildOf"
DEEPEST = 20
WORDS, WORD = 20, 60


class Tangle(Exception):
    """The associations make no tree; the faults say where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = faults


def grow(package: Package, root: str) -> tuple[Item, list[Fault]]:
    """Put each item under its parent; return the framework, and what deserves a look.

    `root` is the path that leads to the package in its file.
    """
    work = _Growing(package, root)
    work.name_places()
    work.find_parents()
    work.look_for_circles()
    if work.faults:
        raise Tangle(work.faults)
    return work.document(), work.warnings


class _Growing:
    """Where each item stands in the file, what it stands under, and what is odd about it."""

    def __init__(self, package: Package, root: str) -> None:
        self.package = package
        self.at = root
        self.top = package.document.identifier
        self.places = {self.top: -1}
        self.parents: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def name_places(self) -> None:
        """Note where each identifier stands; each belongs to one item."""
        for place, one in enumerate(self.package.items):
            if one.identifier in self.places:
                says = f"{one.identifier} is the identifier of another item too. Each has its own."
                self.faults.append(Fault(says, place=self._item(place), field="identifier"))
            self.places.setdefault(one.identifier, place)

    def find_parents(self) -> None:
        """Find what each item stands under first; what stands elsewhere as well is pointed out."""
        dangling: list[tuple[str, Fault]] = []
        for place, one in enumerate(self.package.associations):
            if one.type != CHILD:
                continue
            at = f"{self.at}.CFAssociations[{place}]"
            child, parent = one.origin.identifier, one.destination.identifier
            if child not in self.places:
                self.warnings.append(Fault(_unknown(child), place=at, field="originNodeURI"))
            elif parent not in self.places:
                fault = Fault(_unknown(parent), place=at, field="destinationNodeURI")
                dangling.append((child, fault))
            elif self.parents.setdefault(child, parent) != parent:
                says = "This item stands in two places. It is taken where it stands first."
                self.warnings.append(Fault(says, place=at))
        for child, fault in dangling:
            (self.warnings if child in self.parents else self.faults).append(fault)

    def look_for_circles(self) -> None:
        """Find items that stand under themselves, or deeper than any framework goes."""
        if self.top in self.parents:
            says = "The framework stands under one of its own items."
            self.faults.append(Fault(says, place=f"{self.at}.CFDocument"))
            return
        depths = {self.top: 0}
        for start in self.parents:
            trail: dict[str, None] = {}
            one = start
            while one in self.parents and one not in depths and one not in trail:
                trail[one] = None
                one = self.parents[one]
            if one in trail:
                says = "This item stands under itself. Break the circle."
                self.faults.append(Fault(says, place=self._item(self.places[one])))
            depth = depths.setdefault(one, 1)
            for step in reversed(trail):
                depth += 1
                depths[step] = depth
            if trail and depth > DEEPEST and one not in trail:
                says = f"This item stands more than {DEEPEST} levels deep."
                self.faults.append(Fault(says, place=self._item(self.places[start])))

    def document(self) -> Item:
        """Make the framework with its items in order."""
        told = self.package.document
        document = Item(
            told.title, self.top, facts=_ours(told.extensions), at=f"{self.at}.CFDocument"
        )
        document.code = _code_of(document)
        document.note = told.description
        items = {
            one.identifier: _made(one, self._item(place))
            for place, one in enumerate(self.package.items)
        }
        items[self.top] = document
        for identifier in _in_order(self.package):
            items[self.parents.get(identifier, self.top)].children.append(items[identifier])
        lost = len(self.package.items) - len(self.parents)
        if lost:
            says = f"{lost} items stand under nothing. They are taken as the uppermost ones."
            self.warnings.append(Fault(says, place=f"{self.at}.CFItems"))
        return document

    def _item(self, place: int) -> str:
        return f"{self.at}.CFItems[{place}]" if place >= 0 else f"{self.at}.CFDocument"


def _unknown(identifier: str) -> str:
    return (
        f"There is no item {identifier} in this package,"
        " and links to other places are not followed."
    )


def _in_order(package: Package) -> Iterator[str]:
    """List the items as their places among their siblings say, else as they stand in the file."""
    sequence = {
        one.origin.identifier: _number(one)
        for one in reversed(package.associations)
        if one.type == CHILD
    }
    positions = {one.identifier: place for place, one in enumerate(package.items)}
    last = float("inf")
    yield from sorted(positions, key=lambda one: (sequence.get(one, last), positions[one]))


def _number(association: Association) -> float:
    try:
        number = float(association.sequence)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return float("inf")
    return number if number == number else float("inf")  # noqa: PLR0124 - only NaN differs from itself


def _made(one: Statement, at: str) -> Item:
    facts = _ours(one.extensions)
    if not facts and one.keywords:
        words = [word for word in one.keywords if isinstance(word, str)]
        facts = {"words": [word for word in words if 0 < len(word.strip()) <= WORD][:WORDS]}
    return Item(
        text=one.full,
        identifier=one.identifier,
        code=" ".join((one.code or one.enumeration).split()),
        short=one.short,
        kind=kind_of(one.type),
        facts=facts,
        at=at,
    )


def _ours(value: object) -> dict[str, Any]:
    ours = value.get("trainer") if isinstance(value, dict) else None
    return ours if isinstance(ours, dict) else {}


def _code_of(document: Item) -> str:
    code = document.facts.get("code")
    return code if isinstance(code, str) else ""
