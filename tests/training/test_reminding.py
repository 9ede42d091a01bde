"""Reminding people of what ends or is overdue: each once, whoever hears of it, whatever the nights."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest
import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_certificates import make_administrator
from tests.factories_people import appoint, make_placement, make_site
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.training import tasks
from trainer.training.actions import reminding
from trainer.training.models import Skill, TrainingReminder
from trainer.training.rules.reminding import AHEAD, OVERDUE

DAY = timedelta(days=1)
ENDS = date(2026, 9, 1)
NOON = datetime.fromisoformat("2026-09-01T12:00+00:00")


def told(person: User) -> list[str]:
    found = sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
    return list(db.session.scalars(found))


def night(number: int) -> None:
    """Sweep so many nights after the end, or before it if negative."""
    with clock.at(NOON + number * DAY):
        tasks.sweep()


def written() -> Counter[tuple[int, int, int]]:
    rows = db.session.execute(
        sa.select(
            TrainingReminder.person_id, TrainingReminder.distance, TrainingReminder.recipient_id
        ).where(TrainingReminder.told_at.is_not(None))
    )
    return Counter((person, distance, who) for person, distance, who in rows)


@pytest.fixture
def mo(ada: User) -> User:
    """A manager of Ada, who must hold first aid, which ends on the first of September."""
    mo = make_user("Mo Manager")
    make_placement(ada, manager=mo)
    skill = make_skill(valid_months=12, renewal_days=60)
    make_requirement(skill, make_administrator())
    make_holding(ada, skill, date(2025, 9, 1))
    db.session.commit()
    return mo


def test_every_night_tells_each_distance_once_and_more_people_as_it_grows_late(
    ada: User, mo: User
) -> None:
    for number in range(-70, 30):
        night(number)
    assert len(told(ada)) == len(AHEAD) + len(OVERDUE)
    assert told(ada)[0] == "You are asked to have: First aid at work by 31 August 2026."
    assert (
        told(ada)[-1] == "You are asked to have: First aid at work, overdue since 1 September 2026."
    )
    assert len(told(mo)) == 2
    admin = db.session.scalar(sa.select(User).where(User.name == "Tess Admin"))
    assert admin is not None
    assert told(admin) == ["1 person has a required skill that is a week or more overdue."]


def test_what_ends_on_one_night_is_one_notice(ada: User, mo: User) -> None:
    for number in range(4):
        skill = make_skill(f"Skill {number}")
        make_requirement(skill, make_administrator(f"Una Admin{number}"))
        make_holding(ada, skill, date(2025, 9, 1))
    night(-7)
    [text] = told(ada)
    assert text.endswith("2 more.")
    assert text.count("31 August 2026") == 3


def test_the_administrator_of_the_site_hears_before_those_of_every_site(
    ada: User, mo: User
) -> None:
    here = db.session.get_one(User, ada.id).placements[0].site
    near, far = make_user("Nell Near"), make_user("Fay Far")
    appoint(near, Role.TRAINING_ADMIN, site=here)
    appoint(far, Role.TRAINING_ADMIN, site=make_site("Elsewhere"))
    night(13)
    assert len(told(near)) == 1
    assert told(far) == []


def test_a_renewal_ends_the_reminders_and_a_leaver_gets_none(ada: User, mo: User) -> None:
    night(-7)
    skill = db.session.scalars(sa.select(Skill)).one()
    make_holding(ada, skill, ENDS - 6 * DAY)
    night(1)
    assert len(told(ada)) == 1
    ada.placements[0].ends_on = ENDS
    db.session.commit()
    night(400)
    assert len(told(ada)) == 1


class Ended(Exception):
    """The worker ended in the middle."""


@pytest.mark.parametrize("seed", range(6))
def test_each_reminder_is_given_exactly_once_however_often_the_worker_ends(
    seed: int, ada: User, mo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(seed)
    others = [make_user(f"Pat Number{number}") for number in range(6)]
    site = make_site("Quay")
    for number, person in enumerate(others):
        make_placement(person, site=site, manager=mo if number % 2 else None)

    def sometimes(*given: object, **named: object) -> None:
        if chance.random() < 0.3:
            raise Ended
        tell(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reminding, "tell", sometimes)
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    for number in range(-62, 20):
        for _again in range(chance.randrange(1, 4)):
            try:
                night(number)
            except Ended:
                continue
    monkeypatch.setattr(reminding, "tell", tell)
    night(20)
    given = written()
    assert set(given.values()) == {1}
    waiting = sa.select(TrainingReminder.id).where(TrainingReminder.told_at.is_(None))
    assert db.session.scalars(waiting).all() == []
    hers = {distance for person, distance, _who in given if person == ada.id}
    assert hers == {*AHEAD, *(-one for one in OVERDUE)}
    assert sum("First aid" in text for text in told(ada)) == len(notices_due(ada))


def notices_due(person: User) -> set[datetime]:
    """The moments at which somebody was told: those of one night stand in one notice."""
    return set(
        db.session.scalars(
            sa.select(TrainingReminder.told_at).where(
                TrainingReminder.recipient_id == person.id, TrainingReminder.person_id == person.id
            )
        )
    )
