"""What a file of past training would add: read, held against what there is, and worked out."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from trainer.past.planning import Known, Plan, SkillFacts, plan
from trainer.past.reading import read

TODAY = date(2026, 3, 2)
HEAD = "staff_number,skill,date,valid_until,details\n"
KNOWN = Known(
    today=TODAY,
    actor="t1",
    people={"t1": 1, "t2": 2, "t3": 3},
    skills={
        "fa": SkillFacts(7, "First aid", 12, 60),
        "gd": SkillFacts(8, "Guide", None, 0),
    },
    held={(3, 7): [(date(2025, 5, 1), date(2026, 5, 1))]},
)


def planned(*rows: str, known: Known = KNOWN) -> Plan:
    return plan(read(HEAD + "\n".join(rows)), known)


def told(found: Plan) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_each_line_adds_what_is_not_on_record() -> None:
    found = planned("T2,fa,2025-06-01,,Red Cross", "t3,FA,2025-05-01", "t2,GD,01/02/2024")
    assert [(one.person_id, one.skill_id, one.ends_on) for one in found.new] == [
        (2, 7, date(2026, 6, 1)),
        (2, 8, None),
    ]
    assert (found.already, found.people) == (1, 1)
    assert found.by_skill == {"First aid": 1, "Guide": 1}


def test_the_last_day_given_counts_and_a_renewal_counts_from_the_end_before() -> None:
    found = planned("t2,fa,2024-02-01,2025-01-31", "t2,fa,2025-01-10", "t3,fa,2026-02-20")
    assert [one.ends_on for one in found.new] == [
        date(2025, 2, 1),
        date(2026, 2, 1),
        date(2027, 2, 20),
    ]


def test_what_begins_on_a_leap_day_holds_through_february() -> None:
    (one,) = planned("t2,fa,2024-02-29").new
    assert one.ends_on == date(2025, 3, 1)


def test_what_stands_in_the_way_is_named_row_by_row() -> None:
    found = planned(
        "t9,fa,2025-06-01",
        "t2,xx,2025-06-01",
        "t2,fa,2026-03-03",
        "t2,fa,soon",
        "t2,fa,2025-06-01,2025-05-31",
        ",fa,2025-06-01",
        "t2,fa,2025-07-01",
        "T2,FA,2025-07-01",
        "T1,fa,2025-07-01",
    )
    assert found.new == ()
    assert told(found) == [
        "Row 2, staff_number: nobody has the staff number t9.",
        "Row 3, skill: there is no skill xx on your list. Put it there first.",
        "Row 4, date: this day is still to come.",
        "Row 5, date: “soon” is no date. Write it as 2026-11-24 or 24/11/2026.",
        "Row 6, valid_until: it would end before it begins.",
        "Row 7, staff_number: this cell is empty.",
        "Row 9: this says what row 8 says.",
        "Row 10, staff_number: this is yourself. Somebody else records what you hold.",
    ]


def test_a_file_without_its_columns_says_which() -> None:
    found = plan(read("staff_number,when\nt2,2025-06-01\n"), KNOWN)
    assert [problem.column for problem in found.problems] == ["skill", "date"]
    assert found.sheet.unread == ("when",)


@given(
    st.lists(
        st.tuples(st.sampled_from(["t2", "t3"]), st.dates(date(2019, 1, 1), TODAY)), max_size=8
    )
)
def test_the_order_of_the_rows_changes_nothing_and_twice_adds_nothing(
    rows: list[tuple[str, date]],
) -> None:
    lines = [f"{who},fa,{day}" for who, day in dict.fromkeys(rows)]
    found, backwards = planned(*lines), planned(*reversed(lines))
    if not lines:
        return
    assert sorted(found.new, key=repr) == sorted(backwards.new, key=repr)
    held = {key: list(value) for key, value in KNOWN.held.items()}
    for one in found.new:
        held.setdefault((one.person_id, one.skill_id), []).append((one.starts_on, one.ends_on))
    again = planned(*lines, known=Known(**{**vars(KNOWN), "held": held}))
    assert (len(again.new), again.already) == (0, len(lines))
