"""Instants are UTC; days are those of the organisation, through summer time and leap years."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import StatementError

from trainer.accounts.models import LoginSession, User
from trainer.core import clock
from trainer.extensions import db


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2028, 2, 29, 23, 59, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),
    ],
)
def test_today_is_the_day_where_the_organisation_is(instant: datetime, day: date) -> None:
    with time_machine.travel(instant, tick=False):
        assert clock.today() == day


@pytest.mark.parametrize(
    ("day", "over"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 26, 0, 0, tzinfo=UTC)),
        (date(2028, 2, 29), datetime(2028, 3, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_day_is_over_at_midnight_there(day: date, over: datetime) -> None:
    assert clock.end_of(day) == over


def test_a_time_without_a_zone_is_not_stored(ada: User) -> None:
    naive = sa.update(LoginSession).values(ended_at=datetime(2026, 7, 1, 9, 0))  # noqa: DTZ001
    with pytest.raises(StatementError, match="without a zone"):
        db.session.execute(naive)
