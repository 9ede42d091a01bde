"""The customer-service suite of 2014 as it is shipped, held against the facts it was made from."""

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.catalogue.builtin import plans, qualifications, structure_of, units
from tests.catalogue.structures import worked
from trainer.catalogue.importing import UnitEntry
from trainer.catalogue.rules import balance, evaluate, impossible, suggest, with_mandatory
from trainer.logs.stemming import STOPWORDS, stem

FACTS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "suite-2014.yaml").read_text(encoding="utf-8")
)
NAMES = sorted(FACTS["qualifications"])
UNITS = sorted(worked()["units"])
HOURS = FACTS["guided_hours"]


def how_sure(code: str) -> str:
    marks = ("corroborated", "unverified")
    return next((mark for mark in marks if code in FACTS[mark]), "sourced")


def criteria_of(unit: UnitEntry) -> list[str]:
    return [criterion.text for outcome in unit.outcomes for criterion in outcome.criteria]


def test_the_files_read_without_a_fault_or_an_odd_code() -> None:
    assert [plan.faults for plan in plans() if plan.faults] == []
    suite = [plan for plan in plans() if plan.source.startswith("customer-service-2014-")]
    assert len(suite) == 5
    assert [plan.warnings for plan in suite if plan.warnings] == []
    assert {unit.code for plan in suite for unit in plan.units} == set(UNITS)


@pytest.mark.parametrize("code", UNITS)
def test_a_unit_is_what_the_facts_say(code: str) -> None:
    unit = units()[code]
    assert [unit.level, unit.credit, unit.title] == worked()["units"][code]
    assert unit.glh == HOURS[code]
    assert (unit.facts, unit.wording) == (how_sure(code), "own")


@pytest.mark.parametrize("name", NAMES)
def test_a_qualification_is_what_the_facts_say(name: str) -> None:
    facts, entry = FACTS["qualifications"][name], qualifications()[name]
    assert (entry.title, entry.level, entry.credit) == (
        facts["title"],
        facts["level"],
        facts["credit"],
    )
    assert entry.structure == facts["structure"]
    assert [entry.glh_min, entry.glh_max] == facts["glh"]
    assert [[one.organisation, one.scheme or None, one.number] for one in entry.numbers] == (
        facts["numbers"]
    )
    assert (entry.facts, entry.status, entry.framework) == ("sourced", "current", "cs-2014")


@pytest.mark.parametrize("name", NAMES)
def test_groups_and_rules_are_those_of_the_structure(name: str) -> None:
    facts, entry = worked()["structures"][name], qualifications()[name]
    assert entry.rules == facts["rules"]
    assert [(one.code, one.title, one.units) for one in entry.groups] == [
        (one["code"], one["title"], one["units"]) for one in facts["groups"]
    ]
    assert [one.complete for one in entry.groups] == [
        one.get("complete", True) for one in facts["groups"]
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_credit_is_ten_hours(name: str) -> None:
    entry = qualifications()[name]
    assert entry.credit is not None
    assert entry.tqt == 10 * entry.credit == FACTS["qualifications"][name]["tqt"]


@pytest.mark.parametrize("name", NAMES)
def test_mandatory_credit_and_minimums_and_caps_come_to_the_total(name: str) -> None:
    facts, found = FACTS["qualifications"][name], balance(structure_of(name))
    assert found is not None
    assert [number for _title, number in found.parts] == facts["parts"]
    assert found.total == sum(facts["parts"]) == facts["credit"]


@pytest.mark.parametrize("example", worked()["examples"])
def test_a_worked_example_comes_out_the_same_on_what_is_shipped(example: dict[str, Any]) -> None:
    structure = structure_of(example["structure"])
    outcome = evaluate(structure, with_mandatory(structure, example["choose"]))
    assert [i for i, one in enumerate(outcome.findings) if not one.holds] == example["unmet"]
    assert outcome.counted_credit == example["credit"]


@pytest.mark.parametrize("name", NAMES)
def test_a_learner_can_complete_it_with_the_units_there_are(name: str) -> None:
    structure = structure_of(name)
    assert impossible(structure) == ()
    chosen = with_mandatory(structure, suggest(structure, ())[0].units)
    assert set(chosen) <= set(UNITS)
    assert evaluate(structure, chosen).holds


def test_without_the_units_from_memory_level_3_stops_at_53_of_55() -> None:
    """Only what was read in the structure: group A and the first five units of group B."""
    mandatory, group, _management = qualifications()["cs-l3-dip"].groups
    outcome = evaluate(structure_of("cs-l3-dip"), [*mandatory.units, *group.units[:5]])
    assert outcome.counted_credit == 53
    assert not outcome.holds


def test_the_guided_hours_of_level_1_run_from_143_to_178() -> None:
    """Every choice that meets the rules with no unit to spare, and the hours it takes."""
    structure = structure_of("cs-l1-cert")
    mandatory, *optional = qualifications()["cs-l1-cert"].groups
    offered = [code for group in optional for code in group.units]
    meets = [
        set(chosen)
        for size in range(1, 5)
        for chosen in combinations(offered, size)
        if evaluate(structure, [*mandatory.units, *chosen]).holds
    ]
    exact = [chosen for chosen in meets if not any(other < chosen for other in meets)]
    fixed = sum(HOURS[code] for code in mandatory.units)
    hours = [fixed + sum(HOURS[code] for code in chosen) for chosen in exact]
    assert [min(hours), max(hours)] == FACTS["qualifications"]["cs-l1-cert"]["glh"]


@pytest.mark.parametrize("name", NAMES)
def test_a_mandatory_unit_has_fifteen_to_twenty_five_criteria(name: str) -> None:
    mandatory = qualifications()[name].groups[0].units
    counts = {code: len(criteria_of(units()[code])) for code in mandatory}
    assert {code: n for code, n in counts.items() if not 15 <= n <= 25} == {}


@pytest.mark.parametrize("code", UNITS)
def test_a_unit_can_be_judged_and_found(code: str) -> None:
    unit = units()[code]
    assert len(unit.outcomes) >= 3
    for outcome in unit.outcomes:
        assert len(outcome.criteria) >= 2, outcome.title
        for criterion in outcome.criteria:
            assert 3 <= len(criterion.words) <= 6, criterion.text
            assert not criterion.text.endswith("."), criterion.text


@pytest.mark.parametrize("code", UNITS)
def test_each_hint_is_one_word_that_entries_are_searched_for(code: str) -> None:
    """Little words like "again" are passed over in entries, and two forms of one word are one."""
    for outcome in units()[code].outcomes:
        for criterion in outcome.criteria:
            words = [word.lower() for word in criterion.words]
            assert [w for w in words if w in STOPWORDS or not w.replace("-", "").isalpha()] == []
            assert len({stem(word) for word in words}) == len(words), words


def test_no_criterion_of_the_suite_is_said_twice() -> None:
    said = Counter(text for code in UNITS for text in criteria_of(units()[code]))
    assert [text for text, times in said.items() if times > 1] == []
