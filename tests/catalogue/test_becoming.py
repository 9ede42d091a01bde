"""What a file seems to make of the criteria of units that the catalogue holds already."""

import json
from typing import Any

import pytest

from tests.catalogue.exchange.files import case, identifier, packed
from trainer.catalogue.actions import import_catalogue
from trainer.catalogue.comparing import Effect, UnitChange, compare, known
from trainer.catalogue.exchange.recognising import read_file
from trainer.catalogue.importing import Plan
from trainer.catalogue.lineage import Fate

pytestmark = pytest.mark.usefixtures("app")

TREE: dict[str, Any] = {
    "Greet": {"Welcome": {"Look up": {}, "Say hello": {}, "Ask their name": {}}}
}


def plan(package: dict[str, Any]) -> Plan:
    return read_file(packed(package), source="x", known=known())


def reworded(package: dict[str, Any], **texts: str) -> dict[str, Any]:
    """The package with other words for the items that began with these."""
    again: dict[str, Any] = json.loads(json.dumps(package))
    for item in again["CFItems"]:
        for begins, text in texts.items():
            if item["fullStatement"].startswith(begins):
                item["fullStatement"] = text
    return again


def fates(change: UnitChange) -> list[tuple[Fate, str | None]]:
    return [(line.fate, line.later) for line in change.lines]


def test_a_new_unit_has_nothing_to_come_from() -> None:
    (unit,) = compare(plan(case(TREE))).units
    assert (unit.effect, unit.lines, unit.earlier) == (Effect.NEW, (), ())


def test_a_criterion_is_known_again_by_its_identifier_whatever_its_words() -> None:
    first = case(TREE)
    import_catalogue(plan(first), actor=None)
    second = reworded(first, Say="Offer a drink on hot days")
    (unit,) = compare(plan(second)).units
    assert fates(unit) == [(Fate.SAME, "1.1"), (Fate.REWORDED, "1.2"), (Fate.SAME, "1.3")]
    assert [one.text for one in unit.earlier] == ["Look up", "Say hello", "Ask their name"]
    import_catalogue(plan(second), actor=None)
    third = reworded(second, Offer="Mind the step")
    (unit,) = compare(plan(third)).units
    assert {(Fate.REWORDED, "1.2")} <= set(fates(unit))
    assert {fate for fate, _number in fates(unit)} == {Fate.SAME, Fate.REWORDED}


def test_an_identifier_of_something_else_says_nothing() -> None:
    first = case(TREE)
    import_catalogue(plan(first), actor=None)
    other = json.loads(json.dumps(first).replace(identifier("Say hello"), identifier("Sing")))
    other = reworded(other, Say="Sing at the top of your voice")
    (unit,) = compare(plan(other)).units
    assert (Fate.NEW, "1.2") in fates(unit)
    assert (Fate.DROPPED, None) in fates(unit)
