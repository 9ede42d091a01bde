"""Telling people what they are to show anew: each distance once, whatever the nights."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.currency.conftest import NOON, rule
from trainer.accounts.models import User
from trainer.core import clock
from trainer.currency import tasks
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Placement
from trainer.registrations.models import UnitAssessment

pytestmark = pytest.mark.usefixtures("ruled", "job")


def night(number: int) -> int:
    """Sweep so many nights after the end, or before it if negative."""
    with clock.at(NOON + timedelta(days=365 + number)):
        return tasks.sweep()


def told(person: User) -> list[str]:
    found = sa.select(Notice.text).where(Notice.user_id == person.id, Notice.path == "/currency/")
    return list(db.session.scalars(found.order_by(Notice.id)))


def test_each_distance_is_told_once_and_a_night_that_ran_twice_tells_nothing_more(
    ada: User,
) -> None:
    for number in range(-70, 40):
        night(number)
        assert night(number) == 0
    said = told(ada)
    assert len(said) == len({60, 30, 14, 7, 1, -1, -7, -14})
    assert said[0].endswith(
        "is current until 2 May 2026. Show anew before then that you still do it so."
    )
    assert said[-1].endswith("is to be shown anew: it was current until 2 May 2026.")


def test_of_nights_that_were_missed_only_the_nearest_is_made_up_for(ada: User) -> None:
    assert night(-70) == 0
    assert night(-3) == 1
    assert len(told(ada)) == 1


def test_whoever_left_is_told_nothing(ada: User, job: Placement) -> None:
    job.ends_on = clock.day_of(NOON + timedelta(days=30))
    db.session.commit()
    assert night(-30) == 0


def test_another_end_is_told_anew(ada: User, unit: UnitAssessment, tess: User) -> None:
    assert night(-30) == 1
    with clock.at(NOON + timedelta(days=340)):
        rule(unit, tess, months=13)
    assert night(-20) == 1
    assert "2 June 2026" in told(ada)[-1]
