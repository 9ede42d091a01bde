"""The report on a file: everything counted, and as much listed as there is room for."""

import json
from typing import Any

import pytest

from tests.catalogue.exchange.files import case, packed
from tests.factories_catalogue import SMALL, bring_in
from trainer.catalogue.comparing import compare, known
from trainer.catalogue.exchange.recognising import read_file
from trainer.catalogue.incoming.report import Report, report_on

pytestmark = pytest.mark.usefixtures("app")


def report(data: bytes, **most: int | None) -> Report:
    plan = read_file(data, source="x", known=known())
    found = report_on(plan, None if plan.faults else compare(plan), **most)
    json.dumps(found)
    return found


def test_a_report_on_faults_says_nothing_of_changes() -> None:
    found = report(b"trainer_catalogue: 2")
    assert found["fault_count"] == 1
    assert found["faults"][0]["where"] == "Line 1, field trainer_catalogue"
    assert "units" not in found


def test_what_becomes_of_criteria_is_counted_and_told_but_for_what_stays() -> None:
    bring_in()
    changed = SMALL.replace('          - {number: "1.2", text: Say hello first}\n', "").replace(
        "Fold the corners", "Fold each of the corners"
    )
    found = report(changed.encode())
    assert found["counts"] == {
        "qualifications": {"changed": 1},
        "units": {"changed": 2, "same": 1},
        "criteria": 3,
        "fates": {"same": 1, "reworded": 1, "dropped": 1},
    }
    assert [one["code"] for one in found["units"]] == ["SM-1", "SM-3", "SM-2"]
    assert found["units"][0]["number"] == 2
    assert found["lineage"][0]["lines"] == [
        {"fate": "dropped", "former": {"number": "1.2", "text": "Say hello first"}, "later": None}
    ]
    assert found["lineage"][1]["lines"][0]["later"]["text"] == "Fold each of the corners"


def test_there_is_an_end_to_what_is_listed_but_not_to_what_is_counted() -> None:
    tree: dict[str, Any] = {
        f"Unit {u}": {f"Part {u}": {f"Do {u}.{c}": {} for c in range(5)}} for u in range(9)
    }
    bring_in_package = read_file(packed(case(tree)), source="x", known=known())
    assert not bring_in_package.faults
    found = report(packed(case(tree)), rows=4, lines=3)
    assert len(found["units"]) == 4
    assert found["counts"]["units"] == {"new": 9}
    assert found["counts"]["criteria"] == 45


def test_lines_stop_where_there_is_no_more_room() -> None:
    bring_in()
    changed = SMALL.replace("Look up", "Glance").replace("Say hello first", "Wave and smile")
    changed = changed.replace("Fold the corners", "Fold each of the corners")
    found = report(changed.encode(), lines=2)
    assert [len(one["lines"]) for one in found["lineage"]] == [2]
    assert [one["line_count"] for one in found["lineage"]] == [3]
    everything = report(changed.encode(), lines=None)
    assert [len(one["lines"]) for one in everything["lineage"]] == [3, 1]


def test_what_is_no_character_is_replaced() -> None:
    package = case({"U": {"O": {"C": {}}}}, CFDefinitions={})
    package["CFAssociations"][0]["associationType"] = "ext:\ud800"
    found = report(json.dumps(package).encode())
    assert found["left_out"][0]["what"] == "associations of the kind ext:?"
