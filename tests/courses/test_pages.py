"""The pages of courses: found and booked, agreed to, arranged; and what nobody else sees."""

from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import make_manager, make_unit
from tests.factories_certificates import make_administrator
from tests.factories_courses import book, make_course, make_session
from trainer.accounts.models import User
from trainer.core import clock
from trainer.courses.models import Approval, Booking, BookingStatus, Course, CourseSession
from trainer.extensions import db


@pytest.fixture
def tess(ada: User) -> User:
    return make_administrator()


def arrange(browser: Browser, tess: User, **more: str) -> CourseSession:
    """Offer a course, plan a session and open it, as an administrator does."""
    page = browser(tess).get("/courses/new")
    told = {"title": "Refunds", "description": "When to give one.", "pounds": "12.50"} | more
    browser(tess).send("/courses/new", 303, page.form() | told)
    course = db.session.query(Course).one()
    address = f"/courses/{course.id}/sessions/new"
    day = (clock.today() + timedelta(days=9)).isoformat()
    told = {"starts_on": day, "starts": "09:30", "ends": "11:00", "room": "Attic", "places": "1"}
    page = browser(tess).get(address)
    browser(tess).send(address, 303, page.form() | told | {"led_by": "Tom Outside"})
    session = db.session.query(CourseSession).one()
    browser(tess).post(f"/courses/sessions/{session.id}/open")
    return session


def test_arranged_found_booked_waited_for_and_moved_up(
    browser: Browser, tess: User, ada: User, ben: User
) -> None:
    session = arrange(browser, tess)
    assert "Refunds" in browser(ada).get("/courses/?words=refund").text("main")
    assert "No course fits" in browser(ada).get("/courses/?words=kettle").text("main")
    address = f"/courses/sessions/{session.id}"
    assert "1 place is free" in browser(ada).get(address).text("main")
    browser(ada).post(f"{address}/book")
    assert "You have a place" in browser(ada).get(address).text("main")
    assert "Go on the waiting list" in browser(ben).get(address).text("main")
    browser(ben).post(f"{address}/book")
    assert "number 1 on the waiting list" in browser(ben).get(address).text("main")
    [mine] = db.session.query(Booking).filter_by(person_id=ada.id)
    browser(ada).post(f"/courses/bookings/{mine.id}/cancel")
    assert "You have a place" in browser(ben).get(address).text("main")
    assert "Refunds" in browser(ben).get("/courses/mine").text("main")
    listed = browser(tess).get(address).texts("tbody tr")
    assert listed == ["Ben Assessor " + ben.staff_number.upper() + " Booked"]


def test_a_planned_session_is_nobody_else_s_business_yet(
    browser: Browser, tess: User, ada: User
) -> None:
    session = make_session(tess, opened=False)
    browser(ada).get(f"/courses/sessions/{session.id}", 404)
    browser(ada).get("/courses/arrange", 404)


def test_only_who_has_a_place_sees_the_link(
    browser: Browser, tess: User, ada: User, ben: User
) -> None:
    session = make_session(tess, link="https://meet.example.org/secret")
    book(session, ada)
    address = f"/courses/sessions/{session.id}"
    assert "meet.example.org" in browser(ada).get(address).html
    assert "meet.example.org" not in browser(ben).get(address).html


def test_a_manager_books_for_the_team_and_agrees(
    browser: Browser, tess: User, ada: User, ben: User, cleo: User
) -> None:
    make_manager(cleo, ada)
    session = make_session(tess, make_course(tess, approval=Approval.MANAGER))
    address = f"/courses/sessions/{session.id}"
    browser(ada).post(f"{address}/book")
    page = browser(cleo).get("/courses/team")
    assert "Ada Trainee" in page.text("main")
    [asked] = db.session.query(Booking)
    browser(ben).post(f"/courses/bookings/{asked.id}/approve", 404)
    browser(cleo).post(f"/courses/bookings/{asked.id}/approve")
    assert db.session.get_one(Booking, asked.id).status is BookingStatus.BOOKED
    again = browser(cleo).post(f"{address}/book-for", 422, people=str(ada.id))
    assert "on the list already" in again.text(".error-summary")
    stranger = browser(cleo).post(f"{address}/book-for", 422, numbers=ben.staff_number)
    assert "Nobody you book for" in stranger.text(".error-summary")
    none = browser(cleo).post(f"{address}/book-for", 422)
    assert "Choose at least one person" in none.text(".error-summary")


def test_refusing_takes_a_reason(browser: Browser, tess: User, ada: User, cleo: User) -> None:
    make_manager(cleo, ada)
    asked = book(make_session(tess, make_course(tess, approval=Approval.MANAGER)), ada)
    address = f"/courses/bookings/{asked.id}/refuse"
    assert "Give a reason" in browser(cleo).post(address, 422).text(".error-summary")
    browser(cleo).post(address, reason="After the sale.")
    page = browser(ada).get(f"/courses/sessions/{asked.session_id}")
    assert "After the sale." in page.text("main")


def test_outcomes_name_units_and_criteria_that_there_are(browser: Browser, tess: User) -> None:
    unit = make_unit(criteria=2)
    unit.published_at = clock.now()
    db.session.commit()
    number = unit.criteria[1].number
    page = browser(tess).get("/courses/new")
    told = {"title": "Refunds", "description": "When.", "outcomes-0-words": "give one"}
    for about, words in (
        ("NONE1", "no unit with the code NONE1"),
        (f"{unit.code} 9.9", "has no criterion 9.9"),
    ):
        wrong = page.form() | told | {"outcomes-0-about": about}
        assert words in browser(tess).send("/courses/new", 422, wrong).text(".error-summary")
    right = page.form() | told | {"outcomes-0-about": f"{unit.code.lower()} {number}"}
    browser(tess).send("/courses/new", 303, right)
    [course] = db.session.query(Course)
    assert [one.number for one in course.outcomes[0].criteria] == [number]
    page = browser(tess).get(f"/courses/{course.id}/describe")
    assert page.form()["outcomes-0-about"] == f"{unit.code} {number}"
    browser(tess).send(f"/courses/{course.id}/describe", 303, page.form() | {"title": "More"})
    assert db.session.get_one(Course, course.id).title == "More"


def test_a_retired_course_is_found_no_more(browser: Browser, tess: User, ada: User) -> None:
    course = make_course(tess)
    browser(tess).post(f"/courses/{course.id}/retire")
    assert "No course is on offer" in browser(ada).get("/courses/").text("main")
    browser(ada).get(f"/courses/{course.id}", 404)
    browser(tess).post(f"/courses/{course.id}/offer-again")
    browser(ada).get(f"/courses/{course.id}")


def test_what_is_wrong_with_a_plan_is_said_beside_it(browser: Browser, tess: User) -> None:
    course = make_course(tess)
    address = f"/courses/{course.id}/sessions/new"
    day = clock.today().replace(year=clock.today().year + 1).isoformat()
    told = {"starts_on": day, "starts": "11:00", "ends": "09:30", "places": "3"}
    send = browser(tess).send
    assert "before it begins" in send(address, 422, told).text(".error-summary")
    told |= {"ends": "12:00"}
    assert "a room, or a link" in send(address, 422, told).text(".error-summary")
    told |= {"room": "Attic"}
    assert "who holds it" in send(address, 422, told).text(".error-summary")
    told |= {"trainers": "zz999"}
    assert "Nobody works here under zz999" in send(address, 422, told).text(".error-summary")


@pytest.mark.parametrize("address", ["/courses/", "/courses/arrange", "/courses/mine"])
def test_it_takes_no_more_statements_for_more_courses(
    browser: Browser, tess: User, count_queries: CountQueries, address: str
) -> None:
    browser(tess).get(address)
    taken = []
    for many in (2, 9):
        for number in range(many):
            session = make_session(
                tess, make_course(tess, title=f"Course {number}"), trainer=make_user()
            )
            book(session, make_user(f"Somebody Number{number}"))
        with count_queries() as statements:
            browser(tess).get(address)
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 9, taken


def test_it_takes_no_more_statements_for_more_people(
    browser: Browser, tess: User, count_queries: CountQueries
) -> None:
    session = make_session(tess, places=40)
    addresses = [f"/courses/sessions/{session.id}", "/courses/team"]
    taken = []
    for many in (2, 9):
        for number in range(many):
            person = make_user(f"Somebody Number{number}")
            make_manager(tess, person)
            book(session, person)
        for address in addresses:
            browser(tess).get(address)
            with count_queries() as statements:
                browser(tess).get(address)
            taken.append(len(statements))
    assert taken[:2] == taken[2:], taken
    assert max(taken) <= 11, taken
