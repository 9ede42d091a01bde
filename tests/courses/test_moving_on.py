"""Somebody who goes to another site between the booking and the course keeps the place and what it gives."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.factories_certificates import make_administrator
from tests.factories_courses import book, make_course, make_session
from tests.factories_people import make_placement, make_site, post_at
from tests.factories_training import make_requirement, make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.courses.actions import attending
from trainer.courses.models import BookingStatus
from trainer.extensions import db
from trainer.people.actions import place
from trainer.training.queries.standing import standings
from trainer.training.rules.standing import SkillState


@pytest.fixture
def tess(ada: User) -> User:
    return make_administrator()


def states(person: User) -> list[SkillState]:
    among = sa.select(User.id).where(User.id == person.id)
    return [one.standing.state for one in standings(among, clock.today())]


def test_whoever_moves_before_the_day_still_comes_and_is_asked_at_the_new_site(
    tess: User, ada: User
) -> None:
    here, there = make_site("Harbour Street"), make_site("Linden Park")
    make_placement(ada, site=here)
    skill = make_skill()
    make_requirement(skill, tess, site_id=there.id)
    session = make_session(tess, make_course(tess, skill_id=skill.id), site_id=here.id)
    booking = book(session, ada)
    place(ada, actor=tess, post=post_at(there))
    db.session.commit()
    assert booking.status is BookingStatus.BOOKED
    assert states(ada) == [SkillState.MISSING]
    with time_machine.travel(session.starts_at + timedelta(minutes=10), tick=False):
        attending.close_register(session, actor=tess, present=[booking.id])
        db.session.commit()
        assert states(ada) == [SkillState.HELD]
