"""Where next: what somebody and their line read of how they stand, and what nobody else does."""

from datetime import date, timedelta

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_bodies import make_body, make_membership
from tests.factories_careers import BUDDY, DESK, make_confirmation, make_map
from tests.factories_catalogue import bring_in, make_version, unit_of
from tests.factories_certificates import make_complete
from tests.factories_people import make_holder, make_placement, make_site
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.careers.actions.publishing import BUILTIN
from trainer.careers.models import CareerTarget
from trainer.careers.queries import charts
from trainer.careers.queries.standing import bench, career, firsts_before, route_to
from trainer.careers.reading import read
from trainer.careers.rules.readiness import Readiness
from trainer.core import clock
from trainer.currency.models import CurrencyRule
from trainer.extensions import db
from trainer.logs.models import GoalUnit
from trainer.people.models import Role

MINE = "/career"
CEILING = 18
BENCH_CEILING = 15


@pytest.fixture
def cleo(app: object) -> User:
    """Her manager's manager."""
    return make_user("Cleo Above")


@pytest.fixture
def ben(cleo: User) -> User:
    """Her manager."""
    ben = make_user("Ben Manager")
    make_placement(ben, manager=cleo)
    return ben


@pytest.fixture
def ada(ben: User) -> User:
    make_map()
    ada = make_user("Ada Trainee")
    make_placement(ada, manager=ben, job_title="adviser")
    return ada


def states(person: User, key: str = "senior") -> list[Readiness]:
    now = career(person, charts.chart(), clock.today())
    role = now.chart.role(key)
    assert role is not None
    return [line.state for line in now.standing(role).lines]


def test_each_line_says_what_it_rests_on(browser: Browser, ada: User, ben: User) -> None:
    make_confirmation(ada, ben)
    page = browser(ada).get(MINE)
    assert page.text("h1") == "Where next?"
    shown = page.text("main")
    assert "Ready for Senior adviser?" in shown
    assert "I saw it myself. · Ben Manager" in shown
    assert "1 more is asked for." in shown
    assert states(ada) == [Readiness.MET, Readiness.NOT, Readiness.PARTLY, Readiness.NOT]


def test_what_is_done_is_met(ada: User, ben: User) -> None:
    make_complete(ada, version=make_version())
    make_confirmation(ada, ben)
    make_confirmation(ada, ben)
    make_confirmation(ada, ben, BUDDY)
    assert states(ada) == [Readiness.MET] * 4


def test_a_unit_that_is_current_no_longer_is_not_held(ada: User, ben: User) -> None:
    make_complete(ada, version=make_version())
    assert states(ada)[1] is Readiness.MET
    rule = CurrencyRule(
        unit=unit_of("SM-1").unit,
        months=1,
        renewal_days=0,
        reason="It changes every month.",
        starts_on=date(2026, 1, 5),
        set_by=ben,
    )
    db.session.add(rule)
    db.session.commit()
    assert states(ada)[1] is Readiness.NOT


def test_a_membership_counts_until_it_ends(ada: User) -> None:
    body = make_body("Institute", "ICS")
    make_membership(body, holder=ada, days_left=0)
    assert states(ada)[3] is Readiness.NOT
    make_membership(body, holder=ada)
    assert states(ada)[3] is Readiness.MET


def test_the_manager_reads_the_same_facts(
    browser: Browser, ada: User, ben: User, cleo: User
) -> None:
    make_confirmation(ada, ben)
    own = browser(ada).get(MINE).texts(".req")
    hana = make_holder("Hana People", Role.HR)
    for reader in (ben, cleo, hana):
        assert len(browser(reader).get(f"{MINE}/people/{ada.id}").texts(".req")) == len(own)
    seen = browser(cleo).get(f"{MINE}/people/{ada.id}").text("main")
    assert "I saw it myself. · Ben Manager" in seen


def test_hr_comes_to_it_from_the_page_of_a_person(browser: Browser, ada: User, ben: User) -> None:
    there = f'main a[href="{MINE}/people/{ada.id}"]'
    hana = make_holder("Hana People", Role.HR)
    assert browser(hana).get(f"/people/{ada.id}").all(there)
    tess = make_holder("Tess Training", Role.TRAINING_ADMIN)
    assert not browser(tess).get(f"/people/{ada.id}").all(there)
    assert browser(ben).get(f"{MINE}/map").all(there)


def test_nobody_else_is_told_that_there_is_anything(browser: Browser, ada: User, ben: User) -> None:
    elsewhere = make_holder("Hal Elsewhere", Role.HR, site=make_site("Another site"))
    others = [
        make_user("Eve Outsider"),
        make_holder("Tess Training", Role.TRAINING_ADMIN),
        make_holder("Dev Admin", Role.SYSTEM_ADMIN),
        make_holder("Asa Assessor", Role.ASSESSOR),
        elsewhere,
    ]
    for other in others:
        browser(other).get(f"{MINE}/people/{ada.id}", status=404)
    browser(ada).get(f"{MINE}/people/{ben.id}", status=404)


def test_she_works_towards_a_role_and_its_units_are_suggested(browser: Browser, ada: User) -> None:
    bring_in()
    browser(ada).post(f"{MINE}/aim", role="senior")
    [target] = db.session.query(CareerTarget).all()
    assert (target.person, target.role_key, target.ended_on) == (ada, "senior", None)
    assert [one.source for one in db.session.query(GoalUnit).filter_by(user_id=ada.id)] == [
        "career"
    ]
    assert "TargetChosen" in {one.kind for one in db.session.query(TrailEntry)}
    browser(ada).post(f"{MINE}/aim", status=422, role="senior")

    browser(ada).post(f"{MINE}/targets/{target.id}/give-up")
    assert target.ended_on == clock.today()
    assert db.session.query(GoalUnit).filter_by(user_id=ada.id).count() == 0


def test_what_if_changes_nothing_on_record(browser: Browser, ada: User) -> None:
    page = browser(ada).get(f"{MINE}?role=senior&if=unit:SM-1:1&if=shifts:desk:2&if=nonsense")
    assert "3 of 4 met." in page.text("main")
    assert states(ada) == [Readiness.MET, *[Readiness.NOT] * 3]


def test_the_way_there_is_the_shortest(ada: User) -> None:
    now = career(ada, charts.chart(), clock.today())
    role = now.chart.role("senior")
    assert role is not None
    found = route_to(now, role)
    assert {one.name for one in found.actions} >= {
        DESK.words,
        "Unit: the first of the small scheme",
    }
    assert len(found.actions) == 3


def test_a_role_that_is_not_on_the_map_is_not_there(browser: Browser, ada: User) -> None:
    browser(ada).get(f"{MINE}?role=nobody", status=404)


def test_history_is_reckoned_from_the_records(ada: User, ben: User) -> None:
    make_confirmation(ada, ben, BUDDY)
    now = career(ada, charts.chart(), clock.today() + timedelta(days=40))
    role = now.chart.role("senior")
    assert role is not None
    met = [met for _day, met in now.history(role)]
    assert (met[0], met[-1]) == (2, 1)
    assert firsts_before(date(2026, 2, 3), 3) == [
        date(2026, 2, 1),
        date(2026, 1, 1),
        date(2025, 12, 1),
    ]


def test_as_many_statements_for_much_on_record_as_for_little(
    browser: Browser, ada: User, ben: User, count_queries: CountQueries
) -> None:
    visitor = browser(ada)
    visitor.get(MINE)
    with count_queries() as few:
        visitor.get(MINE)
    for _n in range(20):
        make_confirmation(ada, ben)
    with count_queries() as many:
        visitor.get(MINE)
    assert len(many) == len(few)
    assert len(career_statements(ada, count_queries)) <= CEILING


def career_statements(person: User, count_queries: CountQueries) -> list[str]:
    with count_queries() as statements:
        now = career(person, charts.chart(), clock.today())
        role = now.chart.role("senior")
        assert role is not None
        now.standing(role)
    return statements


def test_a_bench_asks_as_often_for_many_as_for_one(
    ada: User, ben: User, count_queries: CountQueries
) -> None:
    others = [make_user(f"Person {n}") for n in range(12)]
    for other in others:
        make_placement(other, manager=ben)
    chart, ids = charts.chart(), [one.id for one in (ada, *others)]
    with count_queries() as one:
        bench(ids[:1], chart.roles, chart, clock.today())
    with count_queries() as many:
        found = bench(ids, chart.roles, chart, clock.today())
    assert len(many) == len(one)
    assert len(found) == len(others) + 1


def test_the_map_that_comes_with_trainer_asks_for_little(
    ada: User, count_queries: CountQueries
) -> None:
    chart, day = read(BUILTIN.read_text(encoding="utf-8")), clock.today()
    with count_queries() as statements:
        bench([ada.id], chart.roles, chart, day)
    assert len(statements) <= BENCH_CEILING
    with count_queries() as statements:
        career(ada, chart, day, ada)
    assert len(statements) <= CEILING
