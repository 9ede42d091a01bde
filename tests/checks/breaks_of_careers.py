"""What somebody would do to the records a promotion rests on, behind the application's back."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from tests.checks.breaks import without_checks
from tests.factories import make_user
from tests.factories_careers import make_confirmation, make_map
from tests.factories_people import make_placement
from trainer.careers.models import CareerConfirmation, CareerMapVersion, CareerTarget
from trainer.extensions import db


def _confirmed() -> CareerConfirmation:
    make_map()
    person, manager = make_user("Nia Newcomer"), make_user("Mo Manager")
    make_placement(person, manager=manager)
    return make_confirmation(person, manager)


def confirm_ones_own() -> None:
    one = _confirmed()
    without_checks("career_confirmations", "ck_career_confirmations_by_somebody_else")
    db.session.execute(sa.update(CareerConfirmation).values(by_id=one.person_id))


def confirm_what_is_to_come() -> None:
    one = _confirmed()
    later = one.day + timedelta(days=30)
    db.session.execute(sa.update(CareerConfirmation).values(day=later))


def lose_a_version() -> None:
    make_map()
    db.session.execute(sa.update(CareerMapVersion).values(number=3))


def garble_a_version() -> None:
    make_map()
    db.session.execute(sa.update(CareerMapVersion).values(text="roles: none"))


def work_towards_what_is_not() -> None:
    make_map()
    db.session.add(CareerTarget(person=make_user("Nia Newcomer"), role_key="astronaut"))
    db.session.commit()


def have_two_jobs() -> None:
    person = make_user("Nia Newcomer")
    make_placement(person)
    make_placement(person, job_title="Team leader")


EVERY_VERSION = "Every version of the career map is there, and can be read."
BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "one’s own shift confirmed": ("Nobody confirms their own experience.", confirm_ones_own),
    "a shift confirmed before it was": ("What is confirmed had happened.", confirm_what_is_to_come),
    "a version of the map lost": (EVERY_VERSION, lose_a_version),
    "a version of the map garbled": (EVERY_VERSION, garble_a_version),
    "a target that is not on the map": (
        "What somebody works towards is on the career map.",
        work_towards_what_is_not,
    ),
    "two jobs at a time": ("Nobody has two jobs at a time.", have_two_jobs),
}
