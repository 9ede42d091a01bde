"""Reminding somebody by hand: who may, of what, and once a day."""

from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.factories_certificates import make_administrator
from tests.factories_people import make_holder
from tests.factories_skills import make_staff
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.skills.actions import reminding
from trainer.skills.models import HandReminder
from trainer.training.models import Skill


@pytest.fixture
def tess() -> User:
    return make_administrator()


@pytest.fixture
def fire(tess: User) -> Skill:
    skill = make_skill("Fire safety")
    make_requirement(skill, tess)
    return skill


@pytest.fixture
def ann(ben: User) -> User:
    [ann] = make_staff("Ann", manager=ben)
    return ann


def address(ann: User, fire: Skill) -> str:
    return f"/skills/people/{ann.id}/{fire.id}"


def test_a_manager_reminds_and_the_person_is_told_where_to_go(
    browser: Browser, ben: User, ann: User, fire: Skill
) -> None:
    page = browser(ben).get(address(ann, fire))
    remind = f"{address(ann, fire)}/remind"
    browser(ben).send(remind, 303, page.form(f"form[action='{remind}']"))
    notice = db.session.query(Notice).one()
    assert (notice.user_id, notice.path) == (ann.id, address(ann, fire))
    assert notice.text.startswith(f"{ben.name} reminds you of Fire safety.")
    page = browser(ben).get(address(ann, fire))
    assert f"by {ben.name}, by hand" in page.text("main")
    assert page.all(f"form[action='{remind}']") == []


def test_once_a_day_whoever_does_it(
    browser: Browser, tess: User, ben: User, ann: User, fire: Skill
) -> None:
    remind = f"{address(ann, fire)}/remind"
    with clock.at(clock.now() - timedelta(days=1)):
        reminding.remind(ann, fire, actor=ben)
    db.session.commit()
    browser(ben).post(remind)
    browser(tess).post(remind, 403)
    assert db.session.query(HandReminder).count() == 2


def test_only_their_manager_and_administrators_remind_and_nobody_themselves(
    browser: Browser, eve: User, ann: User, fire: Skill
) -> None:
    remind = f"{address(ann, fire)}/remind"
    browser(eve).post(remind, 404)
    browser(make_holder("Hetty", Role.HR)).post(remind, 403)
    browser(ann).post(remind, 403)
    assert db.session.query(HandReminder).count() == 0


def test_not_of_what_is_in_order_or_not_asked(
    browser: Browser, ben: User, ann: User, fire: Skill
) -> None:
    make_holding(ann, fire)
    browser(ben).post(f"{address(ann, fire)}/remind", 403)
    browser(ben).post(f"{address(ann, make_skill('Welsh'))}/remind", 403)
