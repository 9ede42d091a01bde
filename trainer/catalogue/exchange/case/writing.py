"""Writing an outline as a CASE 1.1 package.

What CASE has no place for (rules, numbers, credit) stands in `extensions`, which others leave alone.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trainer.catalogue.exchange.outline import Item, Kind
from trainer.catalogue.importing import identifiers

TYPES = (Kind.UNIT, Kind.OUTCOME, Kind.CRITERION)
SHORT = 60


@dataclass(frozen=True)
class Style:
    """How things are addressed: a file is the same wherever it is made, a server gives addresses."""

    base: str = ""
    changed: str = "1970-01-01T00:00:00+00:00"
    """A file says nothing of when things were published: that differs from place to place."""

    def uri(self, kind: str, identifier: str) -> str:
        """Give the address of an object."""
        return f"{self.base}/{kind}/{identifier}" if self.base else f"urn:uuid:{identifier}"

    def link(self, kind: str, identifier: str, title: str) -> dict[str, str]:
        """Point at an object."""
        return {"title": title, "identifier": identifier, "uri": self.uri(kind, identifier)}

    def head(self, kind: str, identifier: str) -> dict[str, str]:
        """Begin an object with what identifies it."""
        return {"identifier": identifier, "uri": self.uri(kind, identifier)}


FILE = Style()


def as_file(document: Item) -> bytes:
    """Write a package as a file, always the same for the same content."""
    text = json.dumps(package(document, FILE), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def package(document: Item, style: Style) -> dict[str, Any]:
    """Write a framework with all its items."""
    placed = list(placements(document))
    return {
        "CFDocument": document_of(document, style, packed=True),
        "CFItems": [
            item_of(child, document, style, packed=True) for child, _parent, _place in placed
        ],
        "CFAssociations": [
            association_of(child, parent, place, document, style, packed=True)
            for child, parent, place in placed
        ],
        "CFDefinitions": {
            "CFConcepts": [],
            "CFSubjects": [],
            "CFLicenses": [],
            "CFItemTypes": [item_type(kind, style) for kind in TYPES],
            "CFAssociationGroupings": [],
        },
        "CFRubrics": [],
    }


def placements(item: Item) -> Iterator[tuple[Item, Item, int]]:
    """Go through all items with their parents and their places among their siblings."""
    for place, child in enumerate(item.children, start=1):
        yield child, item, place
        yield from placements(child)


def document_of(document: Item, style: Style, *, packed: bool = False) -> dict[str, Any]:
    """Write what a framework says about itself; in its package it does not lead to the package."""
    facts = document.facts
    closed = facts["qualification"].get("status") == "closed"
    return {
        **style.head("CFDocuments", document.identifier),
        "frameworkType": facts["framework"]["title"],
        "caseVersion": "1.1",
        "creator": facts["framework"]["title"],
        "title": document.text,
        "lastChangeDateTime": style.changed,
        "language": "en",
        "adoptionStatus": "Deprecated" if closed else "Adopted",
        **({} if packed else {"CFPackageURI": style.link("CFPackages", *_named(document))}),
        "extensions": {"trainer": {**facts, "code": document.code}},
    }


def item_of(item: Item, document: Item, style: Style, *, packed: bool = False) -> dict[str, Any]:
    """Write a unit, an outcome or a criterion; in the package it does not lead to its framework."""
    kind = item.kind or Kind.CRITERION
    words = item.facts.get("words")
    return {
        **style.head("CFItems", item.identifier),
        "fullStatement": item.text,
        "humanCodingScheme": item.code,
        "CFItemType": kind.value,
        "CFItemTypeURI": style.link("CFItemTypes", type_identifier(kind), kind.value),
        **({"conceptKeywords": words} if words else {}),
        "language": "en",
        "lastChangeDateTime": style.changed,
        **({} if packed else {"CFDocumentURI": style.link("CFDocuments", *_named(document))}),
        **({"extensions": {"trainer": item.facts}} if item.facts else {}),
    }


def association_of(
    child: Item,
    parent: Item,
    place: int,
    document: Item,
    style: Style,
    *,
    packed: bool = False,
) -> dict[str, Any]:
    """Write under what, and where there, an item stands; in a set it does not lead to its framework."""
    above = "CFDocuments" if parent is document else "CFItems"
    return {
        **style.head("CFAssociations", association_identifier(child)),
        "associationType": "isChildOf",
        "sequenceNumber": place,
        "originNodeURI": style.link("CFItems", child.identifier, _name(child)),
        "destinationNodeURI": style.link(above, parent.identifier, _name(parent)),
        "lastChangeDateTime": style.changed,
        **({} if packed else {"CFDocumentURI": style.link("CFDocuments", *_named(document))}),
    }


def association_identifier(child: Item) -> str:
    """Identify the place of an item; it has only one."""
    return identifiers.turned(child.identifier)


def type_identifier(kind: Kind) -> str:
    """Identify a kind of item."""
    return identifiers.made("item type", kind.value)


def item_type(kind: Kind, style: Style) -> Mapping[str, Any]:
    """Write what a kind of item is called."""
    return {
        **style.head("CFItemTypes", type_identifier(kind)),
        "title": kind.value,
        "description": kind.value,
        "hierarchyCode": str(TYPES.index(kind) + 1),
        "typeCode": kind.value,
        "lastChangeDateTime": FILE.changed,
    }


def _named(document: Item) -> tuple[str, str]:
    return document.identifier, document.text


def _name(item: Item) -> str:
    name = f"{item.code} {item.text}".strip()
    return name if len(name) <= SHORT else f"{name[: SHORT - 1].rstrip()}…"
