"""A round asks about the objectives of the time it looks back on, whichever months those are."""

from datetime import date

import pytest

from tests.factories_appraisals import Cast, make_appraisal
from tests.factories_objectives import clear, make_agreed
from trainer.appraisals.models import CycleKind
from trainer.appraisals.queries.objectives import items_for
from trainer.appraisals.rules.timing import Period, is_asked
from trainer.extensions import db

APRIL_TO_MARCH = Period(date(2026, 4, 1), date(2027, 3, 31))
FIRST_HALF = Period(date(2026, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("year", "due_on", "asked"),
    [
        (2026, date(2026, 3, 31), False),
        (2026, date(2026, 4, 1), True),
        (2026, None, True),
        (2027, date(2027, 3, 31), True),
        (2027, date(2027, 4, 1), False),
        (2027, None, False),
    ],
)
def test_a_yearly_round_asks_about_what_was_due_in_it(
    year: int, due_on: date | None, asked: bool
) -> None:
    assert is_asked(year, due_on, APRIL_TO_MARCH, half_way=False) is asked


def test_each_objective_comes_up_in_one_of_the_rounds_that_follow_each_other() -> None:
    following = [
        Period(date(2025, 4, 1), date(2026, 3, 31)),
        APRIL_TO_MARCH,
        Period(date(2027, 4, 1), date(2028, 3, 31)),
    ]
    for due_on in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31), None):
        asked = [one for one in following if is_asked(2026, due_on, one, half_way=False)]
        assert len(asked) == 1, due_on


@pytest.mark.parametrize(
    ("year", "due_on", "asked"),
    [
        (2026, date(2026, 12, 31), True),
        (2026, None, True),
        (2026, date(2026, 1, 1), True),
        (2026, date(2025, 12, 31), False),
        (2025, date(2025, 12, 31), False),
        (2025, date(2026, 2, 1), True),
        (2027, None, False),
    ],
)
def test_a_review_half_way_asks_about_what_was_at_work_in_its_time(
    year: int, due_on: date | None, asked: bool
) -> None:
    assert is_asked(year, due_on, FIRST_HALF, half_way=True) is asked


def test_the_form_asks_by_the_days_of_its_round(cast: Cast) -> None:
    objective = make_agreed(cast.person, cast.manager, clear())
    due = date(objective.year, 12, 31)
    one = make_appraisal(
        cast, period_from=date(due.year - 1, 10, 1), period_to=date(due.year, 9, 30)
    )
    assert items_for(one) == []
    one.cycle.kind = CycleKind.MID_YEAR
    assert [item.name for item in items_for(one)] == [objective.title]
    one.cycle.kind = CycleKind.ANNUAL
    one.cycle.period_to = due
    db.session.flush()
    assert [item.name for item in items_for(one)] == [objective.title]
