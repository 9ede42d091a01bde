"""Reading CASE packages: what they become, and what keeps them from being a tree."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue.exchange.files import (
    THREE_LEVELS,
    association,
    case,
    identifier,
    others,
    packed,
)
from trainer.catalogue.actions import import_catalogue
from trainer.catalogue.comparing import Effect, compare, known
from trainer.catalogue.exchange.recognising import read_file
from trainer.catalogue.importing import Plan, UnitEntry


def plan_of(package: Any) -> Plan:
    return read_file(packed(package), source="package")


def outline(unit: UnitEntry) -> list[tuple[str, list[str]]]:
    return [(one.title, [criterion.text for criterion in one.criteria]) for one in unit.outcomes]


def test_a_tree_becomes_units_outcomes_and_criteria() -> None:
    plan = plan_of(case(THREE_LEVELS))
    assert not plan.faults
    assert plan.frameworks[0].title == "Shop floor"
    greet, part = plan.units
    assert outline(greet) == [
        ("Welcome people", ["Look up", "Say hello"]),
        ("Remember names", ["Ask"]),
    ]
    assert outline(part) == [("Part", ["Say goodbye", "Hold the door"])]
    assert greet.identifier == identifier("Greet")
    assert greet.outcomes[0].identifier == identifier("Welcome people")
    assert greet.outcomes[0].criteria[1].identifier == identifier("Say hello")
    assert plan.qualifications[0].identifier == identifier("Shop floor")


def test_a_flat_list_is_one_unit_in_outcomes_of_a_bearable_size() -> None:
    plan = plan_of(case({f"Do thing {n}": {} for n in range(450)}))
    (unit,) = plan.units
    assert [len(one.criteria) for one in unit.outcomes] == [200, 200, 50]


def test_a_fourth_level_makes_qualifications() -> None:
    plan = plan_of(case({"Level 1": THREE_LEVELS, "Level 2": {"Lead": {"Plan": {}}}}))
    assert [one.title for one in plan.qualifications] == ["Level 1", "Level 2"]
    assert len(plan.units) == 3


def test_deeper_levels_are_called_by_their_path() -> None:
    plan = plan_of(case({"Q": {"U": {"A": {"B": {"C": {}}, "D": {}}}}}))
    assert outline(plan.units[0]) == [("A", ["D"]), ("A – B", ["C"])]


def test_the_order_is_that_of_the_sequence_numbers() -> None:
    package = case(THREE_LEVELS)
    package["CFItems"].reverse()
    package["CFAssociations"].reverse()
    assert plan_of(package).units == plan_of(case(THREE_LEVELS)).units


def test_long_words_are_cut_and_pointed_at_and_keywords_kept() -> None:
    package = case({"U": {"O" * 400: {"C" * 3000: {}}}})
    package["CFItems"][2]["conceptKeywords"] = ["door", 3, "x" * 80]
    plan = plan_of(package)
    outcome = plan.units[0].outcomes[0]
    assert len(outcome.title) == 300
    assert len(outcome.criteria[0].text) == 2000
    assert outcome.criteria[0].words == ["door"]
    assert [warning.place for warning in plan.warnings] == ["$.CFItems[1]", "$.CFItems[2]"]


def test_what_others_add_is_left_alone_and_links_are_never_followed() -> None:
    package = case(THREE_LEVELS, CFRubrics=[], CFDefinitions={"CFConcepts": []}, other=1)
    package["CFAssociations"].append(
        association(identifier("Greet"), identifier("far away"), "exactMatchOf")
    )
    plan = plan_of(package)
    assert not plan.faults
    assert not plan.warnings


def changed(**more: Any) -> dict[str, Any]:
    return {**case(THREE_LEVELS), **more}


def with_items(*items: dict[str, Any]) -> dict[str, Any]:
    package = case(THREE_LEVELS)
    return {**package, "CFItems": [*package["CFItems"], *items]}


def with_links(*links: dict[str, Any], items: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    return {**with_items(*items), "CFAssociations": [*case(THREE_LEVELS)["CFAssociations"], *links]}


LOST = {"identifier": identifier("lost"), "fullStatement": "Lost"}


@pytest.mark.parametrize(
    ("package", "where", "says"),
    [
        ([], "$", "fields"),
        ({}, "$.CFDocument", "needed"),
        (changed(CFDocument={"identifier": "x"}), "$.CFDocument.title", "needed"),
        (changed(CFItems=[]), "The whole file", "no item"),
        (with_items({"identifier": "a"}), "$.CFItems[9].fullStatement", "needed"),
        (with_items({"identifier": "a", "fullStatement": 3}), "$.CFItems[9].fullStatement", "text"),
        (
            with_items({"identifier": identifier("Greet"), "fullStatement": "Twice"}),
            "$.CFItems[9], field identifier",
            "another item",
        ),
        (
            with_links(association(identifier("lost"), identifier("far")), items=[LOST]),
            "$.CFAssociations[9], field destinationNodeURI",
            "not followed",
        ),
        (
            with_links(association(identifier("Shop floor"), identifier("Ask"))),
            "$.CFDocument",
            "own",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_path(package: Any, where: str, says: str) -> None:
    plan = plan_of(package)
    assert not plan.units
    assert any(one.where.startswith(where) and says in one.says for one in plan.faults), [
        str(one) for one in plan.faults
    ]


def test_a_circle_is_found_and_so_is_a_bottomless_tree() -> None:
    a, b = identifier("a"), identifier("b")
    items = [{"identifier": one, "fullStatement": "x"} for one in (a, b)]
    package = {**with_items(*items)}
    package["CFAssociations"] = [*package["CFAssociations"], association(a, b), association(b, a)]
    assert "under itself" in plan_of(package).faults[0].says
    tree: dict[str, Any] = {}
    for step in range(30):
        tree = {f"step {step}": tree}
    assert "levels deep" in plan_of(case(tree)).faults[0].says


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"CFDocument": ', "not JSON"),
        (b'{"CFDocument": 1, "CFDocument": 2}', "twice"),
        (b"[" * 100_000, "nested"),
        (b'{"CFDocument": {"identifier": "x", "title": "y"}}', "no item"),
    ],
)
def test_what_is_no_package_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    (fault,) = read_file(data, source="x").faults
    assert says in fault.says


def test_many_faults_are_counted_and_fifty_shown() -> None:
    plan = plan_of(with_items(*[{"identifier": str(n)} for n in range(120)]))
    assert len(plan.faults) == 50
    assert plan.fault_count == 120


@pytest.mark.usefixtures("app")
def test_the_same_things_are_known_again_by_their_identifiers() -> None:
    def brought(package: dict[str, Any]) -> Plan:
        return read_file(packed(package), source="x", known=known())

    import_catalogue(brought(case(THREE_LEVELS)), actor=None)
    assert compare(brought(case(THREE_LEVELS))).changes_nothing
    package = case(THREE_LEVELS)
    package["CFItems"][0]["fullStatement"] = "Greet well"
    effects = [one.effect for one in compare(brought(package)).units]
    assert effects == [Effect.CHANGED, Effect.SAME]
    other = json.loads(
        json.dumps(case(THREE_LEVELS)).replace(identifier("Greet"), identifier("new"))
    )
    assert [one.effect for one in compare(brought(other)).units] == [Effect.NEW, Effect.SAME]


@pytest.mark.parametrize("file", others("case/opensalt-*Framework.json"))
def test_packages_of_others_are_read(file: Path) -> None:
    plan = read_file(file.read_bytes(), source=file.name)
    assert plan.format == "case"
    assert not plan.faults
    assert plan.units
