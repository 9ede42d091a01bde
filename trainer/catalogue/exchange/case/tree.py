"""The tree that a package's associations make, and everything that keeps them from being one."""

from collections.abc import Iterator, Mapping
from typing import Any

from trainer.catalogue.exchange.case.models import Association, Package, Statement
from trainer.catalogue.exchange.outline import Item, kind_of
from trainer.catalogue.importing.plan import Fault

CHILD = "isChildOf"
DEEPEST = 20
WORDS, WORD = 20, 60


class Tangle(Exception):
    """The associations make no tree; the faults say where."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.faults = faults


def grow(package: Package) -> tuple[Item, list[Fault]]:
    """Put each item under its parent; return the framework, and what deserves a look."""
    root = package.document.identifier
    places = {root: -1}
    faults: list[Fault] = []
    for place, one in enumerate(package.items):
        if one.identifier in places:
            says = f"{one.identifier} is the identifier of another item too. Each has its own."
            faults.append(Fault(says, place=f"$.CFItems[{place}]", field="identifier"))
        places.setdefault(one.identifier, place)
    faults += _dangling(package, places)
    if faults:
        raise Tangle(faults)
    parents, warnings = _parents(package)
    items = {one.identifier: _item(one, place) for place, one in enumerate(package.items)}
    if found := list(_circles(parents, root, places)):
        raise Tangle(found)
    document = Item(
        package.document.title,
        root,
        facts=_ours(package.document.extensions),
        at="$.CFDocument",
    )
    document.code = _code_of(document)
    items[root] = document
    for identifier in _in_order(package):
        items[parents.get(identifier, root)].children.append(items[identifier])
    lost = len(package.items) - sum(one.identifier in parents for one in package.items)
    if lost:
        says = f"{lost} items stand under nothing. They are taken as the uppermost ones."
        warnings.append(Fault(says, place="$.CFItems"))
    return document, warnings


def _dangling(package: Package, places: Mapping[str, int]) -> Iterator[Fault]:
    for place, one in enumerate(package.associations):
        if one.type != CHILD:
            continue
        ends = {"originNodeURI": one.origin, "destinationNodeURI": one.destination}
        for field, link in ends.items():
            if link.identifier not in places:
                says = (
                    f"There is no item {link.identifier} in this package,"
                    " and links to other places are not followed."
                )
                yield Fault(says, place=f"$.CFAssociations[{place}]", field=field)


def _parents(package: Package) -> tuple[dict[str, str], list[Fault]]:
    parents: dict[str, str] = {}
    warnings: list[Fault] = []
    others = 0
    for place, one in enumerate(package.associations):
        if one.type != CHILD:
            others += 1
        elif parents.setdefault(one.origin.identifier, one.destination.identifier) != (
            one.destination.identifier
        ):
            says = "This item stands in two places. It is taken where it stands first."
            warnings.append(Fault(says, place=f"$.CFAssociations[{place}]"))
    if others:
        says = f"{others} associations of other kinds than {CHILD} are not kept."
        warnings.append(Fault(says, place="$.CFAssociations"))
    return parents, warnings


def _circles(parents: Mapping[str, str], root: str, places: Mapping[str, int]) -> Iterator[Fault]:
    """Find items that stand under themselves, or deeper than any framework goes."""
    if root in parents:
        yield Fault("The framework stands under one of its own items.", place="$.CFDocument")
        return
    depths = {root: 0}
    for start in parents:
        trail: dict[str, None] = {}
        one = start
        while one in parents and one not in depths and one not in trail:
            trail[one] = None
            one = parents[one]
        if one in trail:
            says = "This item stands under itself. Break the circle."
            yield Fault(says, place=f"$.CFItems[{places[one]}]")
            return
        depth = depths.setdefault(one, 1)
        for step in reversed(trail):
            depth += 1
            depths[step] = depth
        if depth > DEEPEST:
            says = f"This item stands more than {DEEPEST} levels deep."
            yield Fault(says, place=f"$.CFItems[{places[start]}]")
            return


def _in_order(package: Package) -> list[str]:
    """List the items as their places among their siblings say, else as they stand in the file."""
    sequence = {
        one.origin.identifier: _number(one)
        for one in reversed(package.associations)
        if one.type == CHILD
    }
    positions = {one.identifier: place for place, one in enumerate(package.items)}
    last = float("inf")
    return sorted(positions, key=lambda one: (sequence.get(one, last), positions[one]))


def _number(association: Association) -> float:
    try:
        return float(association.sequence)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return float("inf")


def _item(one: Statement, place: int) -> Item:
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
        at=f"$.CFItems[{place}]",
    )


def _ours(value: object) -> dict[str, Any]:
    ours = value.get("trainer") if isinstance(value, dict) else None
    return ours if isinstance(ours, dict) else {}


def _code_of(document: Item) -> str:
    code = document.facts.get("code")
    return code if isinstance(code, str) else ""
