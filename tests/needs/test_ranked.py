"""What people need, the most urgent first; and that nobody learns of people who aren't theirs."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_certificates import make_administrator
from tests.factories_courses import book, make_course, make_session
from tests.factories_needs import make_need
from tests.factories_people import make_site
from tests.factories_skills import days_ago, make_staff
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.core import clock
from trainer.needs.queries.listing import needs
from trainer.needs.ranking import Line, Wanting, Why, by_urgency, ranked
from trainer.people.models import Site
from trainer.skills.queries.people import Someone
from trainer.skills.queries.wanted import Wanted
from trainer.training.models import Skill

TODAY = clock.today()
NEED, WHY = "tbody th", "tbody td[data-th=Why]"


def wanting(name: str, why: Why, days: int | None = None, *, booked: bool = False) -> Wanting:
    day = None if days is None else TODAY + timedelta(days=days)
    return Wanting(Someone(1, name, "", "", "", ""), why, day, booked)


def test_what_is_overdue_comes_before_what_ends_and_what_nobody_is_booked_for_before_the_rest() -> (
    None
):
    lines = [
        Line("a", "To get", [wanting("A", Why.TO_GET, 9)] * 9),
        Line("b", "Ends later", [wanting("A", Why.ENDING, 30)]),
        Line("c", "Ends sooner", [wanting("A", Why.ENDING, 3)]),
        Line("d", "Lapsed and booked", [wanting("A", Why.LAPSED, -3, booked=True)]),
        Line("e", "Missing", [wanting("A", Why.MISSING, -3)]),
        Line("f", "Lapsed twice", [wanting("A", Why.LAPSED, -3)] * 2),
        Line("g", "Promised by a day that is over", [wanting("A", Why.ASKED, -1)]),
        Line("h", "Promised", [wanting("A", Why.ASKED)]),
    ]  # fmt: skip
    assert [one.what for one in ranked(lines[::-1], TODAY)] == [
        "f",
        "e",
        "g",
        "c",
        "b",
        "h",
        "a",
        "d",
    ]


def test_people_stand_by_why_and_day_and_those_with_a_place_last() -> None:
    people = [
        wanting("Booked", Why.LAPSED, -9, booked=True), wanting("New", Why.TO_GET, 2),
        wanting("Later", Why.ENDING, 9), wanting("Sooner", Why.ENDING, 2), wanting("Lapsed", Why.LAPSED, -2),
    ]  # fmt: skip
    names = [one.person.name for one in by_urgency(people)]
    assert names == ["Lapsed", "Sooner", "Later", "New", "Booked"]


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


@pytest.fixture
def team(here: Site, ben: User, fire: Skill) -> list[User]:
    """Ann never had it, Bea's is over, Cy's ends soon, Di holds it for long."""
    ann, bea, cy, di = make_staff("Ann", "Bea", "Cy", "Di", site=here, team="Desk", manager=ben)
    make_holding(bea, fire, days_ago(400))
    make_holding(cy, fire, days_ago(340))
    make_holding(di, fire)
    return [ann, bea, cy, di]


def test_a_need_says_how_many_and_why_and_which_courses_give_it(
    browser: Browser, tess: User, ben: User, fire: Skill, team: list[User]
) -> None:
    page = browser(ben).get("/needs/")
    assert page.texts(NEED) == ["Fire safety"]
    assert page.texts(WHY) == ["1 lapsed 1 missing 1 to renew"]
    assert "None yet." in page.text("tbody tr")
    assert "Make one" not in page.text("tbody tr")
    assert "Make one" in browser(tess).get("/needs/").text("tbody tr")
    course = make_course(tess, title="Fire course", skill_id=fire.id)
    book(make_session(tess, course), team[0])
    row = browser(ben).get("/needs/").text("tbody tr")
    assert "Fire course" in row
    assert "1 booked" in row


def test_a_course_for_what_counts_as_well_gives_it_too(
    browser: Browser, tess: User, ben: User, fire: Skill, team: list[User]
) -> None:
    more = make_skill("Fire warden")
    fire.equivalents.append(more)
    course = make_course(tess, title="Wardens", skill_id=more.id)
    book(make_session(tess, course), team[0])
    row = browser(ben).get("/needs/").text("tbody tr")
    assert "Wardens" in row
    assert "1 booked" in row


def test_what_was_noted_stands_beside_it_and_names_nobody_twice(
    browser: Browser, ben: User, fire: Skill, team: list[User]
) -> None:
    ann, _bea, _cy, di = team
    make_need(ann, ben, "Fire safety", skill=fire)
    make_need(di, ben, "Fire safety", skill=fire)
    make_need(di, ben, "Handling complaints")
    make_need(ann, ben, "handling Complaints")
    page = browser(ben).get("/needs/")
    assert page.texts(NEED) == ["Fire safety", "Handling complaints"]
    assert page.texts(WHY) == ["1 lapsed 1 missing 1 to renew 1 noted", "2 noted"]


def test_nobody_sees_needs_of_people_who_are_not_theirs(
    browser: Browser, tess: User, ben: User, eve: User, fire: Skill, team: list[User]
) -> None:
    away = make_site("Secret Site")
    [cat] = make_staff("Cat", site=away, team="Secret Team", manager=tess)
    secret = make_need(cat, tess, "A secret need")
    job = cat.placement()
    assert job is not None
    for told in ("", f"?site={job.site_id}", f"?team={job.team_id}"):
        assert "ecret" not in browser(ben).get(f"/needs/{told}").text("main")
        assert "Cat" not in browser(ben).client.get(f"/needs/needs.csv{told}").get_data(
            as_text=True
        )
    browser(ben).get(f"/needs/what/need-{secret.id}", 404)
    browser(eve).get(f"/needs/what/skill-{fire.id}", 404)
    assert browser(eve).get("/needs/").texts(NEED) == []
    assert "Cat" not in browser(ben).get(f"/needs/what/skill-{fire.id}").text("main")
    assert "Cat" in browser(tess).get(f"/needs/what/skill-{fire.id}").text("main")


def test_it_is_narrowed_by_site_and_goes_out_as_a_table(
    browser: Browser, tess: User, here: Site, fire: Skill, team: list[User]
) -> None:
    make_staff("Zoe", site=make_site("Elsewhere"), manager=tess)
    assert "4 " in browser(tess).get("/needs/").text("tbody td[data-th=People]") + " "
    table = browser(tess).client.get(f"/needs/needs.csv?site={here.id}").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    assert [(one["Name"], one["Why"]) for one in rows] == [
        ("Bea", "Lapsed"), ("Ann", "Missing"), ("Cy", "Runs out"),
    ]  # fmt: skip


@pytest.mark.parametrize("what", ["skill-999999", "unit-1", "need-x", "nonsense", "skill-x"])
def test_a_need_that_nobody_has_is_not_there(browser: Browser, tess: User, what: str) -> None:
    browser(tess).get(f"/needs/what/{what}", 404)


def test_listing_takes_as_many_statements_however_many_people(
    browser: Browser,
    count_queries: CountQueries,
    tess: User,
    here: Site,
    fire: Skill,
    team: list[User],
) -> None:
    more = make_skill("Food hygiene")
    make_requirement(more, tess)
    browser(tess).get("/needs/")
    with count_queries() as few:
        browser(tess).get("/needs/")
    make_staff(*(f"Another {n}" for n in range(40)), site=here, manager=tess)
    for n in range(5):
        make_requirement(make_skill(f"Skill {n}"), tess)
    with count_queries() as many:
        browser(tess).get("/needs/")
    assert len(many) <= len(few)
    assert len(many) <= 20
    with count_queries() as one:
        browser(tess).get(f"/needs/what/skill-{more.id}")
    assert len(one) <= 22
    assert len(needs(tess, Wanted(), clock.today()).lines) == 7
