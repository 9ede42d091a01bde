"""Who gets a place, who waits, who agrees; and what comes of places given back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import IntegrityError

from tests.factories import make_user
from tests.factories_assessments import make_manager
from tests.factories_certificates import make_administrator
from tests.factories_courses import HOUR, arranged, book, make_course, make_session
from tests.factories_people import make_placement, make_site, post_at
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.courses import queries
from trainer.courses.actions import arranging
from trainer.courses.actions import booking as actions
from trainer.courses.models import Approval, Booking, BookingStatus
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.people import actions as people

B = BookingStatus


@pytest.fixture
def tess(ada: User) -> User:
    return make_administrator()


@pytest.fixture
def kit(ada: User) -> User:
    return make_user("Kit Third")


def told(person: User) -> list[str]:
    return list(
        db.session.scalars(
            sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
        )
    )


def statuses(*bookings: Booking) -> list[BookingStatus]:
    return [one.status for one in bookings]


def test_who_is_first_has_a_place_and_the_rest_wait_in_turn(
    tess: User, ada: User, ben: User, kit: User, cleo: User
) -> None:
    session = make_session(tess)
    bookings = [book(session, one) for one in (ada, ben, kit, cleo)]
    assert statuses(*bookings) == [B.BOOKED, B.BOOKED, B.WAITING, B.WAITING]
    assert [queries.turn_of(one) for one in bookings[2:]] == [1, 2]
    assert {one.place for one in bookings[:2]} == {1, 2}


def test_a_place_given_back_goes_to_whoever_waited_longest(
    tess: User, ada: User, ben: User, kit: User, cleo: User
) -> None:
    session = make_session(tess)
    first, _second, third, fourth = [book(session, one) for one in (ada, ben, kit, cleo)]
    actions.cancel(first, actor=ada)
    db.session.commit()
    assert statuses(first, third, fourth) == [B.CANCELLED, B.BOOKED, B.WAITING]
    assert third.place == 1
    assert told(kit)[-1].startswith("A place came free, and it is yours: Calming")
    assert told(ada) == []


def test_more_places_move_the_list_up_and_fewer_take_nobody_s(
    tess: User, ada: User, ben: User, kit: User
) -> None:
    session = make_session(tess)
    bookings = [book(session, one) for one in (ada, ben, kit)]
    arranging.change(session, actor=tess, arranged=arranged(session.starts_at, places=5))
    db.session.commit()
    assert bookings[2].status is B.BOOKED
    actions.cancel(bookings[0], actor=ada)
    arranging.change(session, actor=tess, arranged=arranged(session.starts_at, places=2))
    db.session.commit()
    assert {bookings[1].place, bookings[2].place} == {1, 2}
    with pytest.raises(Unacceptable, match="2 people have a place"):
        arranging.change(session, actor=tess, arranged=arranged(session.starts_at, places=1))


def test_nobody_books_twice_or_two_things_at_once(tess: User, ada: User) -> None:
    session = make_session(tess)
    other = make_session(
        tess, make_course(tess, title="Telephone"), starts_at=session.ends_at - HOUR
    )
    after = make_session(tess, make_course(tess, title="Later"), starts_at=session.ends_at)
    book(session, ada)
    with pytest.raises(Refused, match="on the list already"):
        book(session, ada)
    with pytest.raises(
        Refused, match=r"is on the list of “Calming an angry customer”.*Cancel that"
    ):
        book(other, ada)
    assert book(after, ada).status is B.BOOKED


def test_one_who_cancelled_can_book_again_at_the_end_of_the_list(
    tess: User, ada: User, ben: User, kit: User
) -> None:
    session = make_session(tess)
    first = book(session, ada)
    book(session, ben)
    book(session, kit)
    actions.cancel(first, actor=ada)
    db.session.commit()
    assert book(session, ada).status is B.WAITING


def test_a_course_that_comes_first_is_asked_for(tess: User, ada: User) -> None:
    basics = make_course(tess, title="Basics")
    more = make_course(tess, title="More", prerequisites=[basics.id])
    later = make_session(tess, more, starts_at=clock.now() + 500 * HOUR)
    with pytest.raises(Refused, match="comes to “Basics” first"):
        book(later, ada)
    book(make_session(tess, basics), ada)
    assert book(later, ada).status is B.BOOKED


def test_a_manager_agrees_where_the_course_says_so(
    tess: User, ada: User, cleo: User, eve: User
) -> None:
    make_manager(cleo, ada)
    session = make_session(tess, make_course(tess, approval=Approval.MANAGER))
    asked = book(session, ada)
    assert asked.status is B.ASKED
    assert told(cleo)[-1].startswith("Ada Trainee asks for a place")
    assert queries.to_decide(cleo) == [asked]
    assert queries.to_decide(eve) == []
    for stranger in (eve, ada):
        with pytest.raises(Refused):
            actions.approve(asked, actor=stranger)
        db.session.rollback()
    actions.approve(asked, actor=cleo)
    db.session.commit()
    assert (asked.status, asked.decided_by) == (B.BOOKED, cleo)
    with pytest.raises(Refused, match="decided already"):
        actions.refuse(asked, actor=cleo, reason="No.")


def test_a_manager_s_word_is_not_enough_where_an_administrator_agrees(
    tess: User, ada: User, cleo: User
) -> None:
    make_manager(cleo, ada)
    session = make_session(tess, make_course(tess, approval=Approval.ADMINISTRATOR))
    asked = book(session, ada, by=cleo)
    assert asked.status is B.ASKED
    with pytest.raises(Refused, match="A training administrator agrees"):
        actions.approve(asked, actor=cleo)
    db.session.rollback()
    actions.refuse(asked, actor=tess, reason="Next month.")
    db.session.commit()
    assert asked.status is B.REFUSED
    assert told(ada)[-1].endswith("Next month.")


def test_nobody_agrees_to_their_own_place(tess: User) -> None:
    session = make_session(tess, make_course(tess, approval=Approval.ADMINISTRATOR))
    asked = book(session, tess)
    assert asked.status is B.ASKED
    with pytest.raises(Refused, match="Nobody agrees to their own"):
        actions.approve(asked, actor=tess)


def test_a_manager_books_for_their_team_and_for_nobody_else(
    tess: User, ada: User, ben: User, cleo: User
) -> None:
    make_manager(cleo, ada)
    session = make_session(tess, make_course(tess, approval=Approval.MANAGER))
    assert book(session, ada, by=cleo).status is B.BOOKED
    with pytest.raises(Refused, match="Only Ben Assessor, their manager"):
        book(session, ben, by=cleo)


def test_a_place_agreed_to_when_all_are_taken_is_a_turn_on_the_list(
    tess: User, ada: User, ben: User, cleo: User
) -> None:
    make_manager(cleo, ada)
    session = make_session(tess, make_course(tess, approval=Approval.MANAGER), places=1)
    asked = book(session, ada)
    book(session, ben, by=tess)
    actions.approve(asked, actor=cleo)
    assert asked.status is B.WAITING


def test_whoever_leaves_gives_up_what_lies_after_their_last_day(
    tess: User, ada: User, ben: User
) -> None:
    make_placement(ada)
    session = make_session(tess, places=1)
    soon = make_session(
        tess, make_course(tess, title="Soon"), starts_at=clock.now() + 30 * HOUR, places=1
    )
    gone, kept, waits = book(session, ada), book(soon, ada), book(session, ben)
    people.leave(ada, actor=tess, on=clock.day_of(session.starts_at))
    db.session.commit()
    assert statuses(gone, kept, waits) == [B.CANCELLED, B.BOOKED, B.BOOKED]
    with pytest.raises(Refused, match="no longer works here on that day"):
        book(make_session(tess, starts_at=session.starts_at + 90 * HOUR), ada)


def test_whoever_moves_site_keeps_their_place_and_their_new_manager_sees_it(
    tess: User, ada: User, ben: User, cleo: User
) -> None:
    make_manager(cleo, ada)
    session = make_session(tess, make_course(tess, approval=Approval.MANAGER))
    asked = book(session, ada)
    people.place(ada, actor=tess, post=post_at(make_site("Elsewhere"), manager=ben))
    db.session.commit()
    db.session.expire_all()
    assert queries.to_decide(cleo) == []
    assert queries.to_decide(ben) == [asked]
    actions.approve(asked, actor=ben)
    assert asked.status is B.BOOKED


def test_nothing_is_booked_or_given_back_once_it_has_begun(
    tess: User, ada: User, ben: User
) -> None:
    session = make_session(tess)
    mine = book(session, ada)
    with time_machine.travel(session.starts_at + timedelta(minutes=1), tick=False):
        with pytest.raises(Refused, match="has begun"):
            book(session, ben)
        db.session.rollback()
        with pytest.raises(Refused, match="has begun"):
            actions.cancel(mine, actor=ada)


def test_calling_off_ends_every_booking_and_says_why(tess: User, ada: User, ben: User) -> None:
    session = make_session(tess, places=1)
    bookings = [book(session, ada), book(session, ben)]
    arranging.call_off(session, actor=tess, reason="The trainer is ill.")
    db.session.commit()
    assert statuses(*bookings) == [B.CANCELLED, B.CANCELLED]
    for person in (ada, ben):
        assert told(person)[-1].endswith("The trainer is ill.")


def test_a_change_that_leaves_somebody_in_two_places_is_refused(tess: User, ada: User) -> None:
    first = make_session(tess)
    second = make_session(tess, make_course(tess, title="Other"), starts_at=first.ends_at)
    book(first, ada)
    book(second, ada)
    with pytest.raises(Unacceptable, match="not free then: Ada Trainee"):
        arranging.change(second, actor=tess, arranged=arranged(first.starts_at))


def test_the_database_gives_a_place_to_one_person_only(tess: User, ada: User, ben: User) -> None:
    session = make_session(tess)
    book(session, ada)
    db.session.add(Booking(session=session, person=ben, booked_by=ben, status=B.BOOKED, place=1))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_trainer_takes_no_place_in_their_own_session(tess: User, ada: User) -> None:
    session = make_session(tess, trainer=ada)
    with pytest.raises(Refused, match="holds this session"):
        book(session, ada)
