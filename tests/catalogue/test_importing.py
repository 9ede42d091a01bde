"""Reading a catalogue file: every mistake is named with its line, place and field."""

from datetime import date

import pytest

from tests.factories_catalogue import SMALL
from trainer.catalogue import rules
from trainer.catalogue.importing import Known, Plan, read


def plan_of(text: str) -> Plan:
    return read(text, source="small.yaml")


def test_a_good_file_has_no_faults() -> None:
    plan = plan_of(SMALL)
    assert not plan.faults
    assert not plan.warnings
    assert [unit.code for unit in plan.units] == ["SM-1", "SM-2", "SM-3"]
    assert plan.units[0].outcomes[0].criteria[0].words == ["door", "looked"]


def test_a_place_is_called_by_no_more_than_its_beginning() -> None:
    (fault, *_more) = plan_of(SMALL.replace("units: [SM-1", f"units: [{'x' * 900}, SM-1", 1)).faults
    assert f"unit {'x' * 59}…" in fault.where


@pytest.mark.parametrize(
    ("here", "wrong", "where", "says"),
    [
        ("title: Greet people", "titel: Greet people", "unit SM-1, field title", "needed"),
        ("title: Greet people", "title: Greet people\n    colour: red", "field colour", "no such"),
        ("title: Greet people", "title: yes", "Line 6, unit SM-1, field title", "Write text"),
        ("title: Greet people", 'title: ""', "unit SM-1, field title", "Write something"),
        ("title: Greet people", 'title: "a\\0b"', "unit SM-1, field title", "can't be shown"),
        ("title: Greet people", 'title: "a\\ud800b"', "Line 6", "character"),
        ("level: 2\n    facts: s", "level: two\n    facts: s", "field level", "whole number"),
        ("level: 2\n    facts: s", "level: 13\n    facts: s", "field level", "12 or less"),
        ("facts: unverified", "facts: guessed", "unit SM-2, field facts", "'sourced', 'corr"),
        ("kind: scheme", "kind: club", "Line 3, framework small, field kind", "one of these"),
        (
            'number: "1.2", text: Say hello first',
            'number: "1.1", text: Say hello first',
            "Line 16, unit SM-1, outcome 1, criterion 1.1, field number",
            "Criterion 1.1 is in this unit already",
        ),
        ('number: "1.2", text: Say', "number: 1.2, text: Say", "field number", "quotation marks"),
        ("code: SM-2", "code: SM-1", "Line 17, unit SM-1, field code", "listed already"),
        ("units: [SM-2, SM-3]", "units: [SM-2, SM-2]", "group B, unit SM-2", "listed already"),
        ("units: [SM-2, SM-3]", "units: [SM-2, SM-9]", "group B, unit SM-9", "no unit SM-9"),
        ("framework: small", "framework: large", "field framework", "no framework large"),
        ("group: A}", "group: Z}", "qualification small-scheme, field rules", "group Z"),
        ("group: B, min: 1}", "group: B}", "rule group_min_units", "min"),
        ("group: B, min: 1}", "group: B, min: 3}", "field rules", "3 units"),
        ("all_of_group", "all_of_them", "rule all_of_them", "all_of_group"),
        ("trainer_catalogue: 1", "trainer_catalogue: 2", "Line 1, field trainer_c", "format 1"),
        (
            "number: 601/3562/1}",
            "number: 601/3562/1, registration_ends: soon}",
            "of Test Aw",
            "2027",
        ),
        (
            "number: 601/3562/1}",
            "number: 601/3562/1, registration_ends: 2027-02-30}",
            "Line",
            "day",
        ),
        ("units:\n", "units:\nunits:\n", "Line 5", "stands here twice"),
    ],
)
def test_a_mistake_is_named_with_its_place(here: str, wrong: str, where: str, says: str) -> None:
    assert here in SMALL
    plan = plan_of(SMALL.replace(here, wrong, 1))
    told = [(fault.where, fault.says) for fault in plan.faults]
    assert any(where in place and says in words for place, words in told), told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("a: [1, 2", "not YAML"),
        ("a: &x [1]\nb: *x", "references"),
        ("a: 1\0", "not a text"),
        ("[" * 5000, "not YAML"),
        ("a: !!python/object:os.system {}", "not YAML"),
        ("x" * 5_000_001, "longer"),
        ("just words", "fields"),
        ("? [a]\n: 1", "not"),
    ],
)
def test_what_is_no_catalogue_is_refused_in_a_sentence(text: str, says: str) -> None:
    (fault, *_more) = plan_of(text).faults
    assert says in fault.says


def test_a_mistyped_number_is_only_a_warning() -> None:
    plan = plan_of(SMALL.replace("601/3562/1", "601/3562/2"))
    assert not plan.faults
    (warning,) = plan.warnings
    assert "number of Test Awards, field number" in warning.where
    assert "601/3562/2" in warning.says


def test_a_file_may_build_on_what_is_known() -> None:
    only_units_gone = SMALL[: SMALL.index("units:\n")] + SMALL[SMALL.index("qualifications:") :]
    known = Known(units={code: rules.Unit(code, 2, None) for code in ("SM-1", "SM-2", "SM-3")})
    assert plan_of(only_units_gone).faults
    assert not read(only_units_gone, source="", known=known).faults


def test_dates_are_no_part_of_what_a_version_is() -> None:
    plan = plan_of(SMALL)
    ended = plan_of(
        SMALL.replace("number: 601/3562/1}", "number: 601/3562/1, registration_ends: 2027-12-31}")
    )
    (one,), (other,) = plan.qualifications, ended.qualifications
    assert other.numbers[0].registration_ends == date(2027, 12, 31)
    assert one.fingerprint(["a"]) == other.fingerprint(["a"])
    assert one.fingerprint(["a"]) != other.fingerprint(["b"])
