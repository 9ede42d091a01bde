"""Packages of other programs, with all the liberties they take."""

import json
from typing import Any

import pytest

from tests.catalogue.exchange.files import (
    THREE_LEVELS,
    association,
    case,
    entry_of,
    identifier,
    packed,
)
from trainer.catalogue.exchange.exporting import KINDS
from trainer.catalogue.exchange.recognising import Format, read_file
from trainer.catalogue.importing import Plan


def plan_of(package: Any) -> Plan:
    plan = read_file(packed(package), source="package")
    assert plan.format == "case"
    return plan


def same_as_usual(plan: Plan) -> bool:
    assert not plan.faults, [str(one) for one in plan.faults]
    usual = plan_of(case(THREE_LEVELS))
    return (plan.units, plan.qualifications) == (usual.units, usual.qualifications)


RUBRIC = {
    "identifier": identifier("rubric"),
    "title": "How well",
    "CFRubricCriteria": [{"category": "Warmth"}, {"category": "Speed"}, {"category": "Care"}],
}


def test_what_has_no_place_with_us_is_counted_by_its_name_in_case() -> None:
    package = case(THREE_LEVELS, CFRubrics=[RUBRIC, RUBRIC])
    package["CFDefinitions"] = {
        "CFConcepts": [{}],
        "CFSubjects": [{}, {}],
        "CFItemTypes": [],
        "CFLicenses": None,
    }
    package["CFItems"][0] |= {"notes": "Mind the step", "educationLevel": ["05"], "language": "en"}
    package["CFItems"][1] |= {"notes": "", "subject": ["Service"], "CFItemType": "Cluster"}
    package["CFDocument"] |= {"publisher": "A board", "version": "3", "description": "For shops"}
    package["CFAssociations"] += [
        association(identifier("Greet"), identifier("Part"), "isRelatedTo"),
        association(identifier("Part"), identifier("Greet"), "ext:feels-like"),
        association(identifier("Part"), identifier("elsewhere"), "exactMatchOf"),
    ]
    plan = plan_of(package)
    assert {one.what: one.count for one in plan.left_out} == {
        "rubrics (CFRubrics)": 2,
        "criteria of rubrics (CFRubricCriteria)": 6,
        "associations of the kind exactMatchOf": 1,
        "associations of the kind ext:feels-like": 1,
        "associations of the kind isRelatedTo": 1,
        "concepts (CFConcepts)": 1,
        "subjects (CFSubjects)": 2,
        "notes (notes)": 1,
        "education levels (educationLevel)": 1,
        "subjects of items (subject)": 1,
        "kinds of items (CFItemType)": 1,
        "fields of the framework (publisher, version)": 2,
    }
    assert plan.qualifications[0].note == "For shops"


def test_of_a_package_of_ours_nothing_is_left_out() -> None:
    written = KINDS[Format.CASE].write(entry_of("cs-l2-dip"))
    assert read_file(written, source="x").left_out == ()


def test_a_package_may_be_wrapped_and_its_faults_are_named_by_the_whole_path() -> None:
    assert same_as_usual(plan_of({"CFPackage": case(THREE_LEVELS)}))
    for field, value, where in (
        ("CFItems", [{"identifier": "a"}], "$.CFPackage.CFItems[0].fullStatement"),
        ("CFItems", case(THREE_LEVELS)["CFItems"] * 2, "$.CFPackage.CFItems[9], field identifier"),
    ):
        plan = plan_of({"CFPackage": {**case(THREE_LEVELS), field: value}})
        assert plan.faults[0].where == where


def test_nulls_numbers_and_empty_lists_stand_for_nothing() -> None:
    package = case(THREE_LEVELS, CFRubrics=None, CFDefinitions=[])
    for number, item in enumerate(package["CFItems"]):
        item |= {"humanCodingScheme": None, "conceptKeywords": None, "abbreviatedStatement": None}
        item |= {"listEnumeration": None, "CFItemType": None, "educationLevel": f"{number}"}
    assert same_as_usual(plan_of(package))
    package["CFItems"][0]["humanCodingScheme"] = 3.5
    assert plan_of(package).units[0].code == "3.5"


def test_an_item_of_another_framework_under_one_of_ours_is_only_pointed_out() -> None:
    package = case(THREE_LEVELS)
    package["CFAssociations"] += [
        association(identifier("from afar"), identifier("Greet")),
        association(identifier("Greet"), identifier("afar")),
    ]
    plan = plan_of(package)
    assert same_as_usual(plan)
    assert [one.where for one in plan.warnings] == [
        "$.CFAssociations[9], field originNodeURI",
        "$.CFAssociations[10], field destinationNodeURI",
    ]


def test_an_item_under_several_parents_is_taken_where_it_stands_first() -> None:
    package = case(THREE_LEVELS)
    package["CFAssociations"] += [association(identifier("Ask"), identifier("Part"))] * 60
    plan = plan_of(package)
    assert same_as_usual(plan)
    assert (len(plan.warnings), plan.warning_count) == (50, 60)


def test_without_associations_everything_is_one_unit() -> None:
    empty: list[Any] = []
    for none in (empty, None):
        plan = plan_of({**case(THREE_LEVELS), "CFAssociations": none})
        (unit,) = plan.units
        assert len(unit.outcomes[0].criteria) == 9
        assert "stand under nothing" in plan.warnings[0].says


def test_a_unit_may_have_hundreds_of_parts() -> None:
    plan = plan_of(case({"U": {f"Part {n}": {f"Do {n}": {}} for n in range(300)}}))
    assert not plan.faults
    assert len(plan.units[0].outcomes) == 300


def test_every_circle_is_named() -> None:
    package = case(THREE_LEVELS)
    for one, other in (("a", "b"), ("c", "d")):
        package["CFItems"] += [
            {"identifier": identifier(name), "fullStatement": name} for name in (one, other)
        ]
        package["CFAssociations"] += [
            association(identifier(one), identifier(other)),
            association(identifier(other), identifier(one)),
        ]
    assert [one.where for one in plan_of(package).faults] == ["$.CFItems[9]", "$.CFItems[11]"]


@pytest.mark.parametrize("sequence", ["2", 2.0, "b", None, 10**400, float("nan"), [1]])
def test_places_among_siblings_may_be_odd(sequence: Any) -> None:
    package = case(THREE_LEVELS)
    package["CFAssociations"][0]["sequenceNumber"] = sequence
    plan = read_file(json.dumps(package).encode(), source="x")
    if isinstance(sequence, list):
        assert plan.faults[0].where.startswith("$.CFAssociations[0].sequenceNumber")
    else:
        assert {unit.title for unit in plan.units} == {"Greet", "Part"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"CFDocument": ' + "9" * 5000 + "}", "thousands of digits"),
        ('{"CFDocuments": []}', "needed"),
        ("[]", "fields"),
        ('{"CFPackage": 3}', "needed"),
        ('{"a": "\\ud800", "CFDocument": {"identifier": "\\ud800", "title": "x"}}', "no item"),
    ],
)
def test_what_is_no_package_is_refused_in_a_sentence(text: str, says: str) -> None:
    faults = read_file(text.encode(), source="x", as_format=Format.CASE).faults
    assert any(says in one.says for one in faults), [str(one) for one in faults]
