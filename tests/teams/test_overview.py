"""A manager's team on one page: what there is to know of each, one thing to do, quick for many."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.browsing import Browser, Page
from tests.conftest import CountQueries
from tests.factories_assessments import make_registration
from tests.factories_certificates import make_administrator, make_complete
from tests.factories_courses import book, make_course, make_session
from tests.factories_people import make_placement, make_site
from tests.factories_skills import days_ago, make_staff
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.courses.models import Approval
from trainer.extensions import db
from trainer.people.models import Site
from trainer.registrations.models import RegistrationStatus
from trainer.training.models import Skill

KNOW, DO = "tbody td[data-th='To know']", "tbody td[data-th='To do']"


@pytest.fixture
def tess(app: Flask) -> User:
    return make_administrator()


@pytest.fixture
def here(app: Flask) -> Site:
    return make_site("Harbour Street")


@pytest.fixture
def fire(tess: User) -> Skill:
    skill = make_skill("Fire safety", renewal_days=60)
    make_requirement(skill, tess)
    return skill


def lines(page: Page) -> dict[str, tuple[str, str]]:
    """By name: what there is to know of somebody, and what to do."""
    names = page.texts("tbody .person a")
    return dict(zip(names, zip(page.texts(KNOW), page.texts(DO), strict=True), strict=True))


def test_each_line_says_the_most_needful_and_one_thing_to_do(
    browser: Browser, tess: User, cleo: User, here: Site, fire: Skill
) -> None:
    ann, bea, cy, di = make_staff("Ann", "Bea", "Cy", "Di", site=here, manager=cleo)
    make_holding(bea, fire, days_ago(400))
    make_holding(cy, fire, days_ago(340))
    make_holding(di, fire)
    page = browser(cleo).get("/team")
    told = lines(page)
    assert told["Ann"][0].startswith("Missing Fire safety, was due by")
    assert told["Bea"][0].startswith("Lapsed Fire safety, lapsed")
    assert told["Cy"][0].startswith("Runs out Fire safety, runs out")
    assert told["Di"] == ("In order", "Nothing")
    assert told["Cy"][1] == "Book a renewal: Cy"
    assert page.text(".next-first h2") == "Bea"
    assert f'href="/skills/people/{bea.id}/{fire.id}"' in page.html
    course = make_course(tess, skill_id=fire.id)
    book(make_session(tess, course, places=9), ann)
    assert lines(browser(cleo).get("/team"))["Ann"] == (
        "Booked Fire safety, a place is booked", "See the story: Ann",
    )  # fmt: skip


def test_what_somebody_asks_the_manager_comes_before_all_else(
    browser: Browser, tess: User, cleo: User, here: Site, fire: Skill
) -> None:
    [ann] = make_staff("Ann", site=here, manager=cleo)
    book(make_session(tess, make_course(tess, approval=Approval.MANAGER)), ann)
    know, do = lines(browser(cleo).get("/team"))["Ann"]
    assert know.startswith("Asks asks for a place: Calming an angry customer")
    assert "and 1 thing more" in know
    assert do == "Agree or refuse: Ann"


def test_who_is_late_and_who_is_ready_for_more(
    browser: Browser, ada: User, ben: User, cleo: User, dev: User, here: Site
) -> None:
    registration = make_registration(ada, ben, dev)
    make_placement(ada, site=here, manager=cleo)
    registration.registered_on = clock.today() - timedelta(days=100)
    registration.target_on = clock.today() + timedelta(days=100)
    db.session.commit()
    know, do = lines(browser(cleo).get("/team"))["Ada Trainee"]
    assert know.startswith("Slow")
    registration.target_on = clock.today() - timedelta(days=1)
    db.session.commit()
    page = browser(cleo).get("/team")
    know, do = lines(page)["Ada Trainee"]
    assert know.startswith("Late")
    assert do == "Review progress: Ada Trainee"
    assert "0 on track, 0 slow, 1 late" in page.text("main")
    registration.status = RegistrationStatus.CERTIFICATED
    db.session.commit()
    know, do = lines(browser(cleo).get("/team"))["Ada Trainee"]
    assert know.startswith("Ready for more has finished")
    assert do == "Agree what comes next: Ada Trainee"


def test_whoever_finished_but_lacks_something_is_not_ready(
    browser: Browser, ada: User, cleo: User, here: Site, fire: Skill
) -> None:
    make_complete(ada).status = RegistrationStatus.CERTIFICATED
    make_placement(ada, site=here, manager=cleo)
    db.session.commit()
    know, _do = lines(browser(cleo).get("/team"))["Ada Trainee"]
    assert know.startswith("Missing Fire safety")


def test_nobody_elses_people_are_there_and_nobody_without_a_team_sees_it(
    browser: Browser, tess: User, ben: User, cleo: User, eve: User, here: Site, fire: Skill
) -> None:
    make_staff("Ann", site=here, manager=cleo)
    make_staff("Secret", site=here, manager=ben)
    assert "Secret" not in browser(cleo).get("/team").text("main")
    browser(eve).get("/team", 404)
    browser(tess).get("/team", 404)


def test_a_team_of_forty_takes_no_more_statements_than_one_of_two(
    browser: Browser, count_queries: CountQueries, tess: User, cleo: User, here: Site, fire: Skill
) -> None:
    first, second = make_staff("Ann", "Bea", site=here, manager=cleo)
    make_registration(first, tess, second)
    browser(cleo).get("/team")
    with count_queries() as few:
        browser(cleo).get("/team")
    for number, one in enumerate(
        make_staff(*(f"Another {n}" for n in range(38)), site=here, manager=cleo)
    ):
        make_holding(one, fire, days_ago(300 + number * 4))
    with count_queries() as many:
        page = browser(cleo).get("/team")
    assert len(page.texts(DO)) == 40
    assert len(many) <= len(few) <= 30
