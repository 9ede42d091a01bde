"""What somebody works towards sets the next steps on their first page, and stands in their manager’s team."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_careers import BUDDY, make_confirmation, make_map
from tests.factories_catalogue import bring_in, make_version
from tests.factories_certificates import make_complete
from tests.factories_people import make_placement
from trainer.accounts.models import User
from trainer.careers.actions import aiming
from trainer.careers.queries.aims import aims_of
from trainer.core import clock
from trainer.extensions import db

CEILING, TEAM_CEILING = 28, 40


@pytest.fixture
def cleo(app: object) -> User:
    make_map()
    return make_user("Cleo Manager")


@pytest.fixture
def ada(cleo: User) -> User:
    ada = make_user("Ada Trainee")
    make_placement(ada, manager=cleo, job_title="adviser")
    return ada


def aim(person: User) -> None:
    aiming.aim_for(person, "senior", actor=person)
    db.session.commit()


def test_the_first_page_names_the_first_steps(browser: Browser, ada: User) -> None:
    bring_in()
    assert "Senior adviser" not in browser(ada).get("/").text("main")
    aim(ada)
    page = browser(ada).get("/")
    said = page.text("main")
    assert "For Senior adviser: Two shifts on the desk" in said
    assert "1 of 4 met, 3 things to do on the shortest way." in said
    assert "For Senior adviser: Buddied a new starter" in said
    assert "For Senior adviser: Unit" not in said
    assert page.all('main a[href="/career?role=senior"]')


def test_whoever_meets_all_of_it_is_told_so(browser: Browser, ada: User, cleo: User) -> None:
    make_complete(ada, version=make_version())
    for ask in (None, None, BUDDY):
        make_confirmation(ada, cleo, *([ask] if ask else []))
    aim(ada)
    said = browser(ada).get("/").text("main")
    assert "You meet all that Senior adviser asks" in said
    assert "A person decides." in said


def test_the_manager_sees_what_their_people_work_towards(
    browser: Browser, ada: User, cleo: User
) -> None:
    aim(ada)
    page = browser(cleo).get("/team")
    said = page.text("main")
    assert "their next role: 1 of 4 met" in said
    assert "2 things for you to confirm" in said
    assert page.all(f'main a[href="/career/people/{ada.id}?role=senior"]')


def test_it_costs_as_much_for_many_as_for_one(
    ada: User, cleo: User, count_queries: CountQueries, browser: Browser
) -> None:
    people = [ada, *(make_user(f"Person {number}") for number in range(9))]
    for one in people[1:]:
        make_placement(one, manager=cleo)
    ids = [one.id for one in people]
    with count_queries() as nothing:
        assert aims_of(ids, clock.today()) == []
    assert len(nothing) == 1
    aim(ada)
    with count_queries() as few:
        aims_of(ids, clock.today())
    for other in people[1:]:
        aim(other)
    with count_queries() as many:
        assert len(aims_of(ids, clock.today())) == len(people)
    assert len(many) == len(few)
    visitor = browser(ada)
    visitor.get("/")
    with count_queries() as home:
        visitor.get("/")
    assert len(home) <= CEILING
    browser(cleo).get("/team")
    with count_queries() as team:
        browser(cleo).get("/team")
    assert len(team) <= TEAM_CEILING
