"""What is shipped beside the suite of 2014, held against the facts it was made from."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.catalogue.builtin import plans, qualifications, structure_of, units
from trainer.catalogue import codes
from trainer.catalogue.importing import QualificationEntry, UnitEntry
from trainer.catalogue.rules import evaluate, impossible, suggest, with_mandatory
from trainer.logs.stemming import STOPWORDS, stem

FACTS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "catalogue-others.yaml").read_text(encoding="utf-8")
)
UNITS, NAMES, STANDARDS = FACTS["units"], sorted(FACTS["qualifications"]), FACTS["standards"]
AWARDS = ["communications", "solutions", "innovations", "coach"]
STRUCTURES = [
    "svq1-cs", "svq2-cs", "svq3-cs", "svq4-cs", "cava", "acwe", "avra", "uppa", "uiqa", "iqa",
    "ilm-style-team-leading", "ilm-style-management", *STANDARDS,
    *(f"ics-style-{award}" for award in AWARDS),
]  # fmt: skip
"""Those somebody may be registered on: each has to be within reach with the units it lists."""

CLOSED = ["cs-l2-nvqcert-2010", "cs-l3-nvqdip-2010", "cs-l4-nvqdip-2010", "cs-l2-practitioner-dip"]


def of(entry: QualificationEntry) -> list[UnitEntry]:
    return [units()[code] for code in entry.units()]


def criteria_of(unit: UnitEntry) -> list[str]:
    return [criterion.text for outcome in unit.outcomes for criterion in outcome.criteria]


def test_the_files_read_without_a_fault_or_an_odd_code() -> None:
    for plan in plans():
        assert (plan.source, plan.faults, plan.warnings) == (plan.source, (), ())


def test_each_unit_is_written_down_once() -> None:
    listed = [unit.code for plan in plans() for unit in plan.units]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("code", UNITS)
def test_a_unit_is_what_the_facts_say(code: str) -> None:
    unit = units()[code]
    assert [unit.level, unit.credit, unit.glh, unit.title] == UNITS[code]
    assert (unit.facts == "sourced") is (code not in FACTS["recalled"])
    assert codes.check(code).is_right


@pytest.mark.parametrize("name", NAMES)
def test_a_qualification_is_what_the_facts_say(name: str) -> None:
    facts, entry = FACTS["qualifications"][name], qualifications()[name]
    sizes = {"level": entry.level, "credit": entry.credit, "tqt": entry.tqt, "glh": entry.glh_min}
    assert entry.title == facts["title"]
    assert {size: number for size, number in sizes.items() if number} == facts["sizes"]
    assert entry.glh_min == entry.glh_max
    assert [one.number for one in entry.numbers] == facts.get("numbers", [])
    assert not any(codes.check(one.number).is_right is False for one in entry.numbers)
    if "groups" in facts:
        assert {group.code: group.units for group in entry.groups} == facts["groups"]
        assert entry.rules == facts["rules"]


def test_what_takes_no_new_learners_is_closed() -> None:
    assert sorted(
        one.code for one in qualifications().values() if one.status == "closed"
    ) == sorted(CLOSED)


def test_the_certificate_of_2010_is_8_and_20() -> None:
    entry = qualifications()["cs-l2-nvqcert-2010"]
    mandatory = sum(units()[code].credit or 0 for code in entry.groups[0].units)
    together = next(rule["min"] for rule in entry.rules if rule["type"] == "groups_min_credit")
    assert (mandatory, together, entry.credit) == (8, 20, 28)
    ends = [str(one.registration_ends) for one in entry.numbers if one.registration_ends]
    assert ends == ["2019-12-31"]


@pytest.mark.parametrize("name", ["cs-l3-nvqdip-2010", "cs-l4-nvqdip-2010"])
def test_the_diplomas_of_2010_add_up(name: str) -> None:
    facts, entry = FACTS["qualifications"][name], qualifications()[name]
    mandatory, optional, total = [rule["min"] for rule in entry.rules]
    assert (mandatory, total) == (facts["mandatory"], entry.credit)
    assert mandatory + optional == total
    assert sum(unit.credit or 0 for unit in of(entry)) == mandatory
    assert {unit.facts for unit in of(entry)} == {"unverified"}


@pytest.mark.parametrize("name", ["cava", "acwe", "avra", "uppa", "uiqa", "iqa"])
def test_credit_and_hours_of_an_assessors_award_are_those_of_its_units(name: str) -> None:
    entry = qualifications()[name]
    assert sum(unit.credit or 0 for unit in of(entry)) == entry.credit
    assert sum(unit.glh or 0 for unit in of(entry)) == entry.glh_min


@pytest.mark.parametrize(
    ("code", "counts"), [(code, counts) for code, counts in FACTS["criteria"].items()]
)
def test_a_unit_has_as_many_criteria_as_its_page_showed(code: str, counts: list[int]) -> None:
    assert [len(outcome.criteria) for outcome in units()[code].outcomes] == counts


@pytest.mark.parametrize("name", STRUCTURES)
def test_a_structure_can_be_met_with_the_units_it_lists(name: str) -> None:
    structure = structure_of(name)
    assert impossible(structure) == ()
    offers = suggest(structure, with_mandatory(structure, ()))
    chosen = with_mandatory(structure, offers[0].units if offers else ())
    outcome = evaluate(structure, chosen)
    assert outcome.holds
    assert qualifications()[name].status == "current"


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_structure_is_not_refused(name: str) -> None:
    assert impossible(structure_of(name)) == ()


@pytest.mark.parametrize("name", ["svq1-cs", "svq2-cs", "svq3-cs", "svq4-cs"])
def test_an_svq_counts_units_and_says_that_they_are_placeholders(name: str) -> None:
    entry = qualifications()[name]
    assert {unit.facts for unit in of(entry)} == {"unverified"}
    assert all(unit.code.startswith("SVQCS-") and unit.credit is None for unit in of(entry))
    assert "placeholders of our own" in entry.note
    assert not any(group.complete for group in entry.groups)
    assert not any("credit" in rule["type"] for rule in entry.rules)
    total = entry.rules[-1]
    assert total["type"] == "total_min_units"
    assert len(of(entry)) >= total["min"]


def test_units_from_below_count_only_up_to_the_cap_in_svq_3() -> None:
    structure = structure_of("svq3-cs")
    chosen = ["SVQCS-A14", "SVQCS-A16", "SVQCS-B10", "SVQCS-A6", "SVQCS-B8", "SVQCS-C3"]
    outcome = evaluate(structure, with_mandatory(structure, chosen))
    assert [finding.holds for finding in outcome.findings] == [True, False, True, False]
    chosen.append("SVQCS-C5")
    assert evaluate(structure, with_mandatory(structure, chosen)).holds


@pytest.mark.parametrize("award", AWARDS)
def test_an_ics_style_award_has_prompts_and_an_interview(award: str) -> None:
    entry = qualifications()[f"ics-style-{award}"]
    assert (entry.assessment, entry.body) == ("interview", "Institute of Customer Service")
    assert "not accredited" in entry.note
    assert len(of(entry)) == 3
    for unit in of(entry):
        assert unit.facts == "unverified"
        assert 4 <= len(unit.prompts) <= 6


@pytest.mark.parametrize("name", ["ilm-style-team-leading", "ilm-style-management"])
def test_a_management_qualification_is_ours_and_adds_up(name: str) -> None:
    entry = qualifications()[name]
    core, choice = entry.groups
    credit = sum(units()[code].credit or 0 for code in core.units)
    asked = {rule["type"]: rule.get("min") for rule in entry.rules}
    assert credit + (asked["group_min_credit"] or 0) == asked["total_min_credit"] == entry.credit
    assert len({units()[code].credit for code in choice.units}) == 1
    assert {entry.facts, *(unit.facts for unit in of(entry))} == {"unverified"}
    assert "not accredited" in entry.note


@pytest.mark.parametrize("ref", STANDARDS)
def test_a_standard_has_its_headings_methods_and_results(ref: str) -> None:
    facts, entry = STANDARDS[ref], qualifications()[ref]
    assert (entry.title, entry.level) == (facts["title"], facts["level"])
    assert entry.structure == (f"version {facts['version']}" if "version" in facts else "")
    headings = [[outcome.title for outcome in unit.outcomes] for unit in of(entry)]
    told = [[heading.replace("'", "’") for heading in part] for part in facts["headings"]]
    assert headings == told
    assert [method.title.lower() for method in entry.methods] == facts["methods"]
    weights = [method.weight for method in entry.methods]
    assert weights == facts.get("weights", [None] * len(weights))
    assert entry.grades == facts["grades"]
    assert entry.facts == "corroborated"


@pytest.mark.parametrize("name", [*STRUCTURES, *CLOSED, "brackenhall-service"])
def test_every_unit_can_be_judged_in_our_own_words(name: str) -> None:
    for unit in of(qualifications()[name]):
        assert unit.wording == "own"
        assert all(len(outcome.criteria) >= 2 for outcome in unit.outcomes), unit.code
        assert not any(text.endswith(".") for text in criteria_of(unit)), unit.code


@pytest.mark.parametrize("name", [*STRUCTURES, *CLOSED, "brackenhall-service"])
def test_each_hint_is_one_word_that_entries_are_searched_for(name: str) -> None:
    for unit in of(qualifications()[name]):
        for outcome in unit.outcomes:
            for criterion in outcome.criteria:
                hints = [word.lower() for word in criterion.words]
                assert 3 <= len({stem(word) for word in hints}) == len(hints) <= 6, criterion
                assert not [word for word in hints if word in STOPWORDS], criterion


def test_no_criterion_is_worded_like_another() -> None:
    texts = [text for unit in units().values() for text in criteria_of(unit)]
    assert len(texts) == len(set(texts))


def test_units_told_in_full_have_fifteen_criteria_or_more() -> None:
    full = ["R/601/1212", "M/601/1508", "M/601/1511", "D/601/5313", "H/601/5314", "F/601/5319"]
    full += qualifications()["brackenhall-service"].units()
    assert {code: 15 <= len(criteria_of(units()[code])) <= 25 for code in full} == dict.fromkeys(
        full, True
    )
