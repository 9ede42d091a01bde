"""Small files of other programs, written for these tests."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue import builtin
from trainer.catalogue.importing import CatalogueEntry

OTHERS = Path(__file__).parents[4] / "shared" / "data"
"""Files of others, which stay out of this tree."""


def others(pattern: str) -> list[Any]:
    """Name others' files; where they are absent, one parameter that skips and says so."""
    found = sorted(OTHERS.glob(pattern))
    missing = pytest.mark.skip(reason=f"others' files are not at {OTHERS}")
    return [*found] or [pytest.param(None, marks=missing)]


def identifier(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def case(tree: dict[str, Any], title: str = "Shop floor", **more: Any) -> dict[str, Any]:
    """A package in which the keys of `tree` stand under each other."""
    document = identifier(title)
    package: dict[str, Any] = {
        "CFDocument": {
            "identifier": document,
            "uri": f"https://elsewhere.invalid/{document}",
            "creator": "Somebody",
            "title": title,
            "lastChangeDateTime": "2024-01-01T00:00:00+00:00",
        },
        "CFItems": [],
        "CFAssociations": [],
        **more,
    }
    _grow(package, document, tree)
    return package


def _grow(package: dict[str, Any], parent: str, tree: dict[str, Any]) -> None:
    for place, (text, below) in enumerate(tree.items(), start=1):
        package["CFItems"].append({"identifier": identifier(text), "fullStatement": text})
        package["CFAssociations"].append(
            association(identifier(text), parent, sequenceNumber=place)
        )
        _grow(package, identifier(text), below)


def association(child: str, parent: str, kind: str = "isChildOf", **more: Any) -> dict[str, Any]:
    return {
        "identifier": identifier(f"{child} {parent} {kind}"),
        "associationType": kind,
        "originNodeURI": {"identifier": child, "title": "", "uri": "https://elsewhere.invalid/"},
        "destinationNodeURI": {
            "identifier": parent,
            "title": "",
            "uri": "https://elsewhere.invalid/",
        },
        **more,
    }


THREE_LEVELS: dict[str, Any] = {
    "Greet": {"Welcome people": {"Look up": {}, "Say hello": {}}, "Remember names": {"Ask": {}}},
    "Part": {"Say goodbye": {}, "Hold the door": {}},
}


def packed(package: dict[str, Any]) -> bytes:
    return json.dumps(package, ensure_ascii=False).encode()


def entry_of(code: str) -> CatalogueEntry:
    """One of Trainer's own qualifications as the file it would be exported to."""
    qualification = builtin.qualifications()[code]
    frameworks = [one for plan in builtin.plans() for one in plan.frameworks]
    return CatalogueEntry(
        trainer_catalogue=1,
        frameworks=[one for one in frameworks if one.code == qualification.framework][:1],
        units=[builtin.units()[unit] for unit in qualification.units()],
        qualifications=[qualification],
    )
