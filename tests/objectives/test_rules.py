"""What an objective leaves open, what weights allow, and how far figures are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.factories_objectives import clear, said, year
from trainer.figures.models import Direction
from trainer.objectives.rules.drawing import EDGE, WIDTH, spark
from trainer.objectives.rules.progress import progress, reaches
from trainer.objectives.rules.smart import gaps
from trainer.objectives.rules.weighing import may_be_agreed, weighed
from trainer.objectives.rules.wording import Target

TODAY = date(2026, 11, 27)


def target(
    goal: str = "80", direction: Direction = Direction.HIGHER, until: date = date(2026, 12, 1)
) -> Target:
    return Target(
        measure_id=1,
        goal=Decimal(goal),
        direction=direction,
        from_month=date(2026, 9, 1),
        until_month=until,
    )


def test_a_bare_title_leaves_all_five_questions_open() -> None:
    fields = [one.field for one in gaps(said(), year())]
    assert fields == ["what", "measured_by", "possible_by", "why", "due_on"]


def test_a_clear_one_leaves_nothing_open() -> None:
    assert gaps(clear(), year()) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"what": "Be better"}, "what"),
        ({"measured_by": "We shall see"}, "measured_by"),
        ({"possible_by": ""}, "possible_by"),
        ({"why": ""}, "why"),
        ({"due_on": None}, "due_on"),
        ({"due_on": date(year() + 1, 1, 1)}, "due_on"),
    ],
)
def test_each_question_is_asked_by_itself(change: dict[str, object], field: str) -> None:
    assert [one.field for one in gaps(replace(clear(), **change), year())] == [field]  # type: ignore[arg-type]


def test_figures_answer_how_both_will_know() -> None:
    assert gaps(replace(clear(), measured_by="", target=target()), year()) == []


@pytest.mark.parametrize(
    ("weights", "allowed", "says"),
    [
        ([], False, "no objective"),
        ([40, 40], False, "other 20"),
        ([60, 60], False, "Take 20 off"),
        ([100], True, ""),
        ([40, 40, 20], True, ""),
    ],
)
def test_weights_come_to_a_hundred(weights: list[int], allowed: bool, says: str) -> None:
    verdict = may_be_agreed(weighed(weights))
    assert bool(verdict) is allowed
    assert says in verdict.reason


@pytest.mark.parametrize(
    ("many", "advised"), [(0, False), (2, True), (3, False), (6, False), (7, True)]
)
def test_three_to_six_are_advised(many: int, advised: bool) -> None:
    assert bool(weighed([10] * many).advice) is advised


def test_a_month_that_is_over_without_a_figure_is_missing_and_counts_in_no_mean() -> None:
    told = progress(target(), {date(2026, 9, 1): Decimal(70), date(2026, 8, 1): Decimal(10)}, TODAY)
    assert [month.month for month, _value in told.months] == [9, 10]
    assert (told.known, told.missing, told.mean) == (1, 1, Decimal(70))
    assert told.reached == 0
    assert not told.is_reached


def test_this_month_counts_once_its_figure_is_there() -> None:
    figures = {date(2026, month, 1): Decimal(value) for month, value in ((9, 70), (11, 90))}
    told = progress(target(), figures, TODAY)
    assert (told.known, told.missing, told.reached) == (2, 1, 1)
    assert told.mean == Decimal(80)
    assert told.is_reached


def test_figures_after_the_last_month_count_no_more() -> None:
    told = progress(target(until=date(2026, 9, 1)), {date(2026, 10, 1): Decimal(99)}, TODAY)
    assert told.mean is None
    assert not told.is_reached


@pytest.mark.parametrize(
    ("direction", "value", "there"),
    [
        (Direction.HIGHER, "80", True),
        (Direction.HIGHER, "79.9", False),
        (Direction.LOWER, "80", True),
        (Direction.LOWER, "80.1", False),
    ],
)
def test_which_way_is_better(direction: Direction, value: str, there: bool) -> None:
    assert reaches(Decimal(value), target(direction=direction)) is there


def test_a_missing_month_leaves_a_gap_in_the_line() -> None:
    values = {9: 70, 11: 90, 12: 80}
    figures = {date(2026, month, 1): Decimal(value) for month, value in values.items()}
    line = spark(progress(target(), figures, TODAY))
    assert len(line.spots) == 3
    assert line.ways == [(line.spots[1], line.spots[2])]
    assert line.spots[1].y < line.goal == line.spots[2].y < line.spots[0].y
    assert line.spots[0].x < line.spots[1].x < line.spots[2].x == WIDTH - EDGE


def test_one_month_that_is_its_goal_is_drawn() -> None:
    told = progress(target("0", until=date(2026, 9, 1)), {date(2026, 9, 1): Decimal(0)}, TODAY)
    assert len(spark(told).spots) == 1
