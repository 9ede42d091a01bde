"""When somebody is slow or late, and what comes first."""

from datetime import date, timedelta

import pytest

from trainer.teams.rules import Pace, Seen, TeamSign, by_need, pace

BEGUN, TARGET = date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=100)


@pytest.mark.parametrize(
    ("day", "done", "expected"),
    [
        (0, 0, Pace.ON_TRACK), (25, 0, Pace.ON_TRACK), (26, 0, Pace.SLOW),
        (50, 1, Pace.ON_TRACK), (51, 1, Pace.SLOW), (100, 3, Pace.ON_TRACK), (100, 2, Pace.SLOW),
        (101, 3, Pace.LATE), (101, 4, Pace.ON_TRACK), (500, 4, Pace.ON_TRACK),
    ],
)  # fmt: skip
def test_the_pace_of_four_units_in_a_hundred_days(day: int, done: int, expected: Pace) -> None:
    today = BEGUN + timedelta(days=day)
    assert pace(BEGUN, TARGET, done=done, units=4, today=today) is expected


def test_nobody_is_late_without_a_target_and_nobody_slow_without_a_beginning() -> None:
    late = TARGET + timedelta(days=1)
    assert pace(BEGUN, None, done=0, units=4, today=late) is Pace.ON_TRACK
    assert pace(None, TARGET, done=0, units=4, today=TARGET) is Pace.ON_TRACK
    assert pace(None, TARGET, done=0, units=4, today=late) is Pace.LATE
    assert pace(TARGET, TARGET, done=0, units=4, today=TARGET) is Pace.ON_TRACK


def test_the_most_needful_comes_first_and_the_nearest_day_of_the_same() -> None:
    later = Seen(TeamSign.ENDING, "Later", TARGET)
    sooner = Seen(TeamSign.ENDING, "Sooner", BEGUN)
    lapsed = Seen(TeamSign.LAPSED, "Over", TARGET)
    ready = Seen(TeamSign.READY, "Done")
    assert by_need([ready, later, sooner, lapsed]) == [lapsed, sooner, later, ready]
