"""Progression frameworks: each level is something to work towards, each mistake named by its line."""

from pathlib import Path

import pytest

from tests.catalogue.exchange.files import others
from trainer.catalogue.actions import import_catalogue
from trainer.catalogue.comparing import known
from trainer.catalogue.exchange.recognising import read_file

PROGRESSION = """---
path: "/service/desk"
title: "🛎 Desk"
levels: 2
homepage: false
topics:
  - name: talking
    title: Talking to people
    content:
      - level: 1
        criteria: ["Answers calls", "Takes notes"]
      - level: 2
        exampleCriteria:
          - criteria: Leads calls
            examples: ["With one other", "With many"]
          - criteria: Writes guides
  - name: caring
    title:
    content:
      - level: 1
        criteria: ["Asks twice"]
---
# The text below is not read
"""


def test_each_level_of_a_progression_is_something_to_work_towards() -> None:
    plan = read_file(PROGRESSION.encode(), source="x")
    assert plan.format == "progression"
    assert not plan.faults
    assert [(one.code, one.level) for one in plan.qualifications] == [("desk-1", 1), ("desk-2", 2)]
    assert [one.title for one in plan.units] == ["Talking to people", "caring", "Talking to people"]
    leading = plan.units[2].outcomes
    assert [(one.title, len(one.criteria)) for one in leading] == [
        ("Talking to people", 1),
        ("Leads calls", 2),
    ]


@pytest.mark.parametrize(
    ("here", "wrong", "line", "says"),
    [
        ("level: 2", "level: two", "Line 12", "whole number"),
        ('"Takes notes"', "3", "Line 11", "Write text"),
        ("name: caring", "nom: caring", "Line 17", "needed"),
        ('"Takes notes"', '""', "Line 11, criterion 2:", "Write something"),
    ],
)
def test_what_is_wrong_in_a_progression_is_named_by_its_line(
    here: str, wrong: str, line: str, says: str
) -> None:
    (fault,) = read_file(PROGRESSION.replace(here, wrong, 1).encode(), source="x").faults
    assert f"{fault.where}:".startswith(line)
    assert says in fault.says


@pytest.mark.parametrize("file", others("frameworks/*.md"))
def test_progressions_of_others_are_read(file: Path) -> None:
    plan = read_file(file.read_bytes(), source=file.name)
    assert plan.format == "progression"
    assert not plan.faults
    assert len(plan.qualifications) >= 2


def test_what_has_no_place_with_us_is_counted() -> None:
    silent = PROGRESSION.replace(
        '- level: 1\n        criteria: ["Asks twice"]', "- level: 1\n        criteria:"
    )
    plan = read_file(silent.encode(), source="x")
    assert {one.what: one.count for one in plan.left_out} == {
        "fields of the framework (levels, homepage)": 2,
        "levels at which a topic says nothing": 1,
        "lines of text below the framework": 1,
    }
    assert [unit.title for unit in plan.units] == ["Talking to people"] * 2


TWICE = """---
path: "/data"
title: Data
topics:
  - name: mastery
    title: Mastery
    content:
      - {level: 1, criteria: [Reads a table]}
      - {level: 1, criteria: [Writes a table]}
      - {level: 2, criteria: }
  - name: mastery
    title: More mastery
    content:
      - {level: 1, criteria: [Draws a picture]}
---
"""


@pytest.mark.usefixtures("app")
def test_topics_of_one_name_stay_apart_and_are_known_again() -> None:
    for _time in range(2):
        plan = read_file(TWICE.encode(), source="x", known=known())
        assert not plan.faults, [str(one) for one in plan.faults]
        brought = import_catalogue(plan, actor=None)
    assert brought.changes_nothing
    assert (
        len({unit.code for unit in plan.units})
        == len({unit.identifier for unit in plan.units})
        == 3
    )
    assert [one.level for one in plan.qualifications] == [1]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TWICE.replace("level: 1", "level: 1, level: 2", 1), "stands here twice"),
        ("---\ntitle: x\ntopics: []\n---\n", "List at least one"),
        ("---\ntitle: x\ntopics:\n  - {name: y, content: }\n---\n", "no item"),
        (TWICE.replace("[Reads a table]", "[Reads: a table]"), "text with a colon need quotation"),
        (
            TWICE.replace("[Reads a table]", "&a [Reads]").replace("[Draws a picture]", "*a"),
            "with *",
        ),
    ],
)
def test_what_is_no_progression_is_refused_in_a_sentence(text: str, says: str) -> None:
    (fault,) = read_file(text.encode(), source="x").faults
    assert says in fault.says
