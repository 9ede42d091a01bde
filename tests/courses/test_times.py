"""When sessions are: by the clock where they are held, through the nights it changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from trainer.core.errors import Unacceptable
from trainer.courses.times import local, span

ZONE = "Europe/London"
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def test_a_night_on_which_the_clocks_go_back_is_an_hour_longer() -> None:
    begins, ends = span(AUTUMN - timedelta(1), time(22), AUTUMN, time(6), ZONE)
    assert ends - begins == timedelta(hours=9)
    assert begins == datetime(2026, 10, 24, 21, tzinfo=UTC)
    assert ends == datetime(2026, 10, 25, 6, tzinfo=UTC)


def test_a_night_on_which_they_go_forward_is_an_hour_shorter() -> None:
    begins, ends = span(SPRING - timedelta(1), time(22), SPRING, time(6), ZONE)
    assert ends - begins == timedelta(hours=7)


def test_the_same_hour_before_and_after_the_change_reads_the_same() -> None:
    for day in (date(2026, 10, 23), date(2026, 10, 26)):
        begins, ends = span(day, time(9, 30), None, time(11), ZONE)
        assert (local(begins, ZONE).time(), local(ends, ZONE).time()) == (time(9, 30), time(11))


@pytest.mark.parametrize(("day", "at"), [(SPRING, time(1, 30)), (AUTUMN, time(1, 30))])
def test_an_hour_that_never_comes_or_comes_twice_is_refused(day: date, at: time) -> None:
    with pytest.raises(Unacceptable, match="clocks change") as refused:
        span(day, at, None, time(5), ZONE)
    assert refused.value.field == "starts"


def test_the_29th_of_february_is_a_day_like_any_other() -> None:
    begins, ends = span(date(2028, 2, 29), time(9), date(2028, 3, 1), time(9), ZONE)
    assert ends - begins == timedelta(days=1)


def test_it_ends_after_it_begins_and_within_sixty_days() -> None:
    with pytest.raises(Unacceptable, match="before it begins"):
        span(SPRING, time(9), None, time(9), ZONE)
    with pytest.raises(Unacceptable, match="60 days"):
        span(SPRING, time(9), date(2026, 6, 1), time(9), ZONE)
