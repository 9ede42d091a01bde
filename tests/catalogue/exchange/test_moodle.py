"""Moodle's CSV: read whatever its separator, language, order or encoding, each mistake by its row."""

import csv
import io

import pytest

from tests.factories_catalogue import SMALL
from trainer.catalogue.actions import import_catalogue
from trainer.catalogue.comparing import compare, known
from trainer.catalogue.exchange.exporting import KINDS
from trainer.catalogue.exchange.moodle import HEADS
from trainer.catalogue.exchange.recognising import Format, read_file
from trainer.catalogue.importing import CatalogueEntry, Plan, read

MOODLE = f"""{",".join(f'"{head}"' for head in HEADS)}
,shop,Shop floor,<p>Our <b>standards</b></p>,1,"Not yet,Yes","[]",,,,,,1,"domain,competency"
,greet,Greeting,How to greet,1,,,core_competency\\competency_rule_all,,,,,,
greet,greet.1,Welcome people,,1,,,,,,,,,
greet.1,greet.1.a,Look up,<p>At once &amp; kindly</p>,1,,,,,,,,,
greet.1,greet.1.b,Say hello,,1,,,,,,"greet.1.a,part",,,
,part,Part well,,1,,,,,,,,,
part,part.1,Say goodbye,,1,,,,,,,,,
"""
GERMAN = (
    "Übergeordnete ID,ID-Nummer,Kurzbezeichnung,Beschreibung,Format,Skalenwerte,Skala,Regel,"
    "Ergebnis,Konfiguration,Querverweise,Exportierte ID,Ist Kompetenzrahmen,Taxonomie"
)


def rewritten(separator: str = ",", order: range | list[int] = range(14)) -> str:
    written = io.StringIO()
    rows = csv.reader(io.StringIO(MOODLE))
    writer = csv.writer(written, delimiter=separator)
    writer.writerows([[row[place] for place in order] for row in rows])
    return written.getvalue()


def outline(plan: Plan) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    assert plan.format == "moodle"
    assert not plan.faults, [str(one) for one in plan.faults]
    return [
        (unit.title, [(one.title, [c.text for c in one.criteria]) for one in unit.outcomes])
        for unit in plan.units
    ]


AS_IT_IS = [
    ("Greeting", [("Welcome people", ["Look up: At once & kindly", "Say hello"])]),
    ("Part well", [("Part well", ["Say goodbye"])]),
]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_it_is_read_with_any_separator_and_any_mark(separator: str, encoding: str) -> None:
    plan = read_file(rewritten(separator).encode(encoding), source="x")
    assert outline(plan) == AS_IT_IS
    assert not plan.warnings


@pytest.mark.parametrize(
    "text",
    [
        rewritten(order=[12, 3, 2, 1, 0, 13, 4, 5, 6, 7, 8, 9, 10, 11]),
        rewritten(";", order=[0, 1, 2, 3, 12]),
        "sep=;\r\n" + rewritten(";"),
        MOODLE.replace(MOODLE.partition("\n")[0], GERMAN),
        MOODLE.replace("Parent ID number", " parent id NUMBER "),
        MOODLE.replace("\n,greet,", "\nshop,greet,").replace("\n,part,", "\nshop,part,"),
    ],
    ids=["turned round", "the least", "sep", "in German", "in capitals", "under the framework"],
)
def test_columns_may_stand_in_any_order_and_be_called_in_any_language(text: str) -> None:
    assert outline(read_file(text.encode(), source="x")) == AS_IT_IS


def test_rows_may_stand_in_any_order_too() -> None:
    head, *rows = MOODLE.splitlines()
    turned = "\n".join([head, *rows[::-1]])
    assert sorted(
        title for title, _outcomes in outline(read_file(turned.encode(), source="x"))
    ) == [
        "Greeting",
        "Part well",
    ]


def test_what_has_no_place_with_us_is_counted() -> None:
    text = rewritten(";", order=[*range(14)]).replace("Taxonomy", "Taxonomy;Colour", 1)
    text = "\r\n".join(
        line + (";red" if place else "") for place, line in enumerate(text.splitlines())
    )
    plan = read_file(text.encode(), source="x")
    assert {one.what: one.count for one in plan.left_out} == {
        "descriptions of what holds others": 1,
        "scales (Scale values)": 1,
        "rules of completion (Rule type)": 1,
        "cross-references": 2,
        "taxonomies": 1,
        "other columns (Colour)": 1,
    }
    assert plan.qualifications[0].note == "Our standards"


@pytest.mark.parametrize(
    ("here", "wrong", "where", "says"),
    [
        ("greet.1,greet.1.b", "gone,greet.1.b", "row 6, field Parent ID number", "gone"),
        (",greet.1.b,", ",greet.1.a,", "row 6, field ID number", "its own"),
        ("\n,greet,", "\ngreet.1.a,greet,", "field Parent ID number", "under itself"),
        (",,,,1,", ",,,,,", "", "No row"),
        ("Say goodbye,,1,", "Say goodbye,1,", "Row 8", "13 columns"),
        ("Say goodbye,,1,,,,,,,,,", "Say goodbye,,1,,,,,,,,,,,x", "Row 8", "16 columns"),
        ("Say hello", "Say\x07hello", "Row 6, field Description", "can't be shown"),
        ("\n,part,Part well,,1,,,,,,,,,", "\n,part,Part,,1,,,,,,,,1,", "Row 7", "already"),
    ],
)
def test_what_is_wrong_is_named_by_its_row(here: str, wrong: str, where: str, says: str) -> None:
    assert here in MOODLE
    faults = read_file(MOODLE.replace(here, wrong, 1).encode(), source="x").faults
    told = [(one.where, one.says) for one in faults]
    assert any(where.lower() in at.lower() and says in words for at, words in told), told


def test_every_row_of_the_wrong_length_is_counted() -> None:
    short = "".join(f"greet.1,short{n},Short\n" for n in range(70))
    plan = read_file((MOODLE + short).encode(), source="x")
    assert (len(plan.faults), plan.fault_count) == (50, 70)
    assert plan.faults[0].where == "Row 9"


def test_an_old_spreadsheets_signs_are_read_and_pointed_out_but_never_beside_utf_8() -> None:
    accented = MOODLE.replace("Say hello", "Say “voilà”")
    plan = read_file(accented.encode("cp1252"), source="x")
    assert "Windows-1252" in plan.warnings[0].says
    assert outline(plan)[0][1][0][1][1] == "Say “voilà”"
    mixed = accented.encode().replace(b"Part well", "Part é".encode("latin-1"))
    (fault,) = read_file(mixed, source="x").faults
    assert fault.line == 7
    assert "Other lines are in UTF-8" in fault.says


def test_a_file_that_is_said_to_be_moodles_and_is_not_is_refused() -> None:
    (fault,) = read_file(b"name;colour\na;b\n", source="x", as_format=Format.MOODLE).faults
    assert "names no columns" in fault.says


@pytest.mark.usefixtures("app")
def test_it_is_known_again() -> None:
    for _time in range(2):
        plan = read_file(MOODLE.encode(), source="x", known=known())
        brought = import_catalogue(plan, actor=None)
    assert brought.changes_nothing
    assert compare(plan).changes_nothing


@pytest.mark.parametrize(
    ("here", "wrong"),
    [
        ("<p>Look up when the door opens</p>", "<p>Look up <i>at once</i></p>"),
        (",Look up when the door opens,", ",Look up at once,"),
    ],
)
def test_what_was_changed_in_moodle_since_we_wrote_it_counts(here: str, wrong: str) -> None:
    entry = read(SMALL, source="")
    whole = CatalogueEntry(
        trainer_catalogue=1,
        frameworks=list(entry.frameworks),
        units=list(entry.units),
        qualifications=list(entry.qualifications),
    )
    written = KINDS[Format.MOODLE].write(whole).decode()
    assert written.count(here) == 1
    changed = read_file(written.replace(here, wrong).encode(), source="x")
    criteria = changed.units[0].outcomes[0].criteria
    assert [one.text for one in criteria] == ["Look up at once", "Say hello first"]
    assert criteria[0].words == ["door", "looked"]


@pytest.mark.usefixtures("app")
def test_what_stands_under_no_unit_is_known_again() -> None:
    loose = MOODLE + ",alone,Lock up,,1,,,,,,,,,\n"
    for _time in range(2):
        plan = read_file(loose.encode(), source="x", known=known())
        assert not plan.faults, [str(one) for one in plan.faults]
        brought = import_catalogue(plan, actor=None)
    assert brought.changes_nothing
