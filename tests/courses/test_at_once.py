"""Two connections of their own that want the same at the same instant: one of them has it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.factories import make_user
from tests.factories_certificates import make_administrator
from tests.factories_courses import make_course, make_session
from trainer.accounts.models import User
from trainer.core.errors import Refused
from trainer.courses.actions import booking
from trainer.courses.models import Booking, BookingStatus, CourseSession
from trainer.extensions import db
from trainer.web.transactions import unit_of_work

TOGETHER = 6


def at_once(app: Flask, wanted: list[tuple[int, int]]) -> list[str]:
    """Let each pair of session and person be booked by a thread of its own, all together."""
    gate = Barrier(len(wanted))

    def try_to(session_id: int, person_id: int) -> str:
        with app.app_context():
            gate.wait(timeout=20)
            try:
                with unit_of_work():
                    person = db.session.get_one(User, person_id)
                    found = db.session.get_one(CourseSession, session_id)
                    made = booking.book(found, actor=person, person=person)
                    db.session.flush()
                    return made.status.value
            except Refused as error:
                return error.sentence
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(wanted)) as threads:
        return list(threads.map(lambda one: try_to(*one), wanted))


def test_the_last_place_goes_to_one_and_the_rest_wait(shared: Flask) -> None:
    tess = make_administrator()
    session = make_session(tess, places=1)
    people = [make_user(f"Person Number{number}") for number in range(TOGETHER)]
    came = at_once(shared, [(session.id, one.id) for one in people])
    assert sorted(came) == ["booked", *["waiting"] * (TOGETHER - 1)]
    db.session.rollback()  # Look anew, as others left it.
    places = db.session.scalars(
        sa.select(Booking.place).where(Booking.status == BookingStatus.BOOKED)
    ).all()
    assert places == [1]


@pytest.mark.parametrize("same", [True, False])
def test_one_person_is_never_on_two_lists_at_a_time(shared: Flask, same: bool) -> None:
    tess, ada = make_administrator(), make_user("Ada Trainee")
    first = make_session(tess)
    second = first if same else make_session(tess, make_course(tess), starts_at=first.starts_at)
    came = at_once(shared, [(first.id, ada.id), (second.id, ada.id)])
    assert came.count("booked") == 1
    assert sum("is on the list" in one for one in came) == 1
