"""The story of one cell: why it is asked, what was held, whom it was told, and the next thing to do."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_certificates import make_administrator
from tests.factories_courses import make_course, make_session
from tests.factories_skills import days_ago, make_staff
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.courses.models import Booking, BookingStatus
from trainer.extensions import db
from trainer.training import tasks
from trainer.training.models import Skill


@pytest.fixture
def tess() -> User:
    return make_administrator()


@pytest.fixture
def fire(tess: User) -> Skill:
    skill = make_skill("Fire safety", renewal_days=60)
    make_requirement(skill, tess, why="You know the way out.")
    return skill


@pytest.fixture
def ann(ben: User) -> User:
    [ann] = make_staff("Ann", manager=ben)
    return ann


def story(ann: User, skill: Skill) -> str:
    return f"/skills/people/{ann.id}/{skill.id}"


def test_it_says_why_what_was_held_and_who_was_told(
    browser: Browser, tess: User, ben: User, ann: User, fire: Skill
) -> None:
    make_holding(ann, fire, on=days_ago(365 + 8))
    tasks.sweep()
    page = browser(ben).get(story(ann, fire))
    told = page.text("main")
    assert "You know the way out." in told
    assert "Lapsed" in told
    assert "attended" in told
    assert "to Ann, 7 days overdue" in told
    assert f"to {ben.name}, 7 days overdue" in told
    assert "They hold it already?" not in told
    assert "They hold it already?" in browser(tess).get(story(ann, fire)).text("main")
    own = browser(ann).get(story(ann, fire)).text("main")
    assert "They hold it already?" not in own


def test_only_those_who_may_see_how_somebody_stands_see_the_story(
    browser: Browser, eve: User, ada: User, ann: User, fire: Skill
) -> None:
    for person in (eve, ada):
        browser(person).get(story(ann, fire), status=404)
    browser(ann).get(f"/skills/people/{ann.id}/{fire.id + 99}", status=404)
    browser(ann).get(f"/skills/people/{ann.id + 9999}/{fire.id}", status=404)


def test_a_place_is_booked_in_a_session_that_gives_it(
    browser: Browser, tess: User, ben: User, eve: User, ann: User, fire: Skill
) -> None:
    course = make_course(tess, title="Fire drill", skill_id=fire.id)
    assert "No session lies ahead." in browser(ben).get(story(ann, fire)).text("main")
    session = make_session(tess, course)
    page = browser(ben).get(story(ann, fire))
    assert page.texts("main .task .what")[0] == "Fire drill"
    address = f"{story(ann, fire)}/book/{session.id}"
    browser(eve).post(address, 404)
    answer = browser(ben).send(address, 303, page.form(f"form[action='{address}']"))
    assert answer.response.location == story(ann, fire)
    booking = db.session.query(Booking).one()
    assert (booking.person, booking.booked_by) == (ann, ben)
    assert booking.status is BookingStatus.BOOKED
    again = browser(ben).get(story(ann, fire))
    assert again.all(f"form[action='{address}']") == []


def test_what_is_in_order_offers_nothing_to_do(
    browser: Browser, ben: User, ann: User, fire: Skill
) -> None:
    make_holding(ann, fire)
    assert "What to do next" not in browser(ben).get(story(ann, fire)).text("main")


def test_what_nobody_asks_is_told_so(browser: Browser, ben: User, ann: User) -> None:
    assert "Not asked" in browser(ben).get(story(ann, make_skill("Welsh"))).text("main")


def test_it_asks_little(
    browser: Browser, count_queries: CountQueries, tess: User, ben: User, ann: User, fire: Skill
) -> None:
    def asked() -> int:
        browser(ben).get(story(ann, fire))
        with count_queries() as statements:
            browser(ben).get(story(ann, fire))
        return len(statements)

    make_holding(ann, fire, on=days_ago(340))
    course = make_course(tess, skill_id=fire.id)
    for _number in range(2):
        make_session(tess, course)
    few = asked()
    for number in range(5):
        make_requirement(make_skill(f"Skill {number}"), tess)
        make_holding(ann, fire, on=days_ago(400 + number))
    assert asked() == few
    assert few <= 40
