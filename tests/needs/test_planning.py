"""From a need to a session with its people booked, in one act and under the rules of courses."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.factories_certificates import make_administrator
from tests.factories_courses import book, make_course, make_session
from tests.factories_people import make_site
from tests.factories_skills import make_staff
from tests.factories_training import make_requirement, make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.courses.models import (
    Approval,
    Booking,
    BookingStatus,
    Course,
    CourseSession,
    SessionStatus,
)
from trainer.extensions import db
from trainer.training.models import Skill, SkillKind


@pytest.fixture
def tess(app: Flask) -> User:
    return make_administrator()


@pytest.fixture
def fire(tess: User) -> Skill:
    skill = make_skill("Fire safety")
    make_requirement(skill, tess)
    return skill


@pytest.fixture
def team(ben: User, fire: Skill) -> list[User]:
    return make_staff("Ann", "Bea", site=make_site("Harbour Street"), manager=ben)


@pytest.fixture
def course(tess: User, fire: Skill) -> Course:
    return make_course(tess, title="Fire course", skill_id=fire.id, approval=Approval.ADMINISTRATOR)


def address(course: Course, *people: User) -> str:
    asked = "&".join(f"people={one.id}" for one in people)
    return f"/courses/{course.id}/sessions/new?{asked}"


def chosen(people: list[User]) -> dict[str, list[int]]:
    return {"people": [one.id for one in people]}


def told(day: int = 9) -> dict[str, str]:
    on = (clock.today() + timedelta(days=day)).isoformat()
    return {
        "starts_on": on, "starts": "09:30", "ends": "11:00", "room": "Attic", "places": "9",
        "led_by": "Tom Outside",
    }  # fmt: skip


def test_the_people_of_a_need_are_booked_with_the_session(
    browser: Browser, tess: User, fire: Skill, course: Course, team: list[User]
) -> None:
    need = browser(tess).get(f"/needs/what/skill-{fire.id}")
    assert f'formaction="/courses/{course.id}/sessions/new"' in need.html
    assert need.html.count('name="people"') == need.html.count("checked>") == 2
    page = browser(tess).get(address(course, *team))
    browser(tess).send(
        f"/courses/{course.id}/sessions/new", 303, page.form() | told() | chosen(team)
    )
    session = db.session.query(CourseSession).one()
    assert session.status is SessionStatus.OPEN
    assert {one.person.name: one.status for one in session.bookings} == {
        "Ann": BookingStatus.BOOKED, "Bea": BookingStatus.BOOKED,
    }  # fmt: skip
    after = browser(tess).get(f"/needs/what/skill-{fire.id}")
    assert after.text("main").count("Place booked") == 2
    assert after.html.count("checked>") == 0


def test_if_one_cannot_come_nothing_is_planned(
    browser: Browser, tess: User, course: Course, team: list[User]
) -> None:
    busy = make_session(tess, make_course(tess, title="Other"))
    book(busy, team[0])
    page = browser(tess).get(address(course, *team))
    on = busy.starts_on.isoformat()
    sent = (
        page.form() | told() | chosen(team) | {"starts_on": on, "starts": "00:00", "ends": "23:30"}
    )
    answer = browser(tess).send(f"/courses/{course.id}/sessions/new", 422, sent)
    assert "Ann is on the list of “Other”" in answer.text("main")
    assert db.session.query(CourseSession).filter_by(course_id=course.id).count() == 0


def test_without_anybody_it_is_planned_as_ever(
    browser: Browser, tess: User, course: Course
) -> None:
    page = browser(tess).get(f"/courses/{course.id}/sessions/new")
    assert 'name="people"' not in page.html
    browser(tess).send(f"/courses/{course.id}/sessions/new", 303, page.form() | told())
    assert db.session.query(CourseSession).one().status is SessionStatus.PLANNED


def test_a_manager_books_the_people_of_a_need_and_nobody_else(
    browser: Browser,
    tess: User,
    ben: User,
    eve: User,
    fire: Skill,
    course: Course,
    team: list[User],
) -> None:
    session = make_session(tess, course, places=9)
    need = browser(ben).get(f"/needs/what/skill-{fire.id}")
    assert f'formaction="/courses/sessions/{session.id}/book-for"' in need.html
    assert "Plan a session" not in need.text("main")
    ann, bea = team
    page = browser(ben).get(
        f"/courses/sessions/{session.id}/book-for?people={ann.id}&people={eve.id}"
    )
    assert "Eve" not in page.text("main")
    browser(ben).send(f"/courses/sessions/{session.id}/book-for", 303, page.form())
    [made] = db.session.query(Booking)
    assert (made.person.name, made.status) == ("Ann", BookingStatus.ASKED)
    assert bea.id != made.person_id


def test_a_course_gives_skills_of_every_kind_but_what_is_assessed(
    browser: Browser, tess: User
) -> None:
    from_unit = make_skill("Assessed", kind=SkillKind.AWARD)
    licence = make_skill("Forklift", kind=SkillKind.LICENCE)
    page = browser(tess).get(f"/courses/new?skill={licence.id}&title=Forklift")
    assert page.form()["skill_id"] == str(licence.id)
    assert page.form()["title"] == "Forklift"
    assert "Assessed" in page.texts("option")
    assert from_unit.qualification_id is None


def test_my_training_names_the_courses_that_give_what_is_missing(
    browser: Browser, course: Course, team: list[User]
) -> None:
    page = browser(team[0]).get("/training/")
    assert "Fire course" in page.text("main")
    assert f'href="/courses/{course.id}"' in page.html
