"""Who could follow whom, and the rates of promotions with small groups left out."""

import io
from datetime import date

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_careers import BUDDY, make_confirmation
from tests.factories_people import make_holder, make_placement, make_site
from tests.factories_promotions import Cast, S, make_case, make_cast
from trainer.accounts.models import User
from trainer.careers.queries import charts
from trainer.careers.rules.asking import Ask, Kind
from trainer.careers.rules.charting import CareerRole
from trainer.careers.rules.readiness import Line, Readiness
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import ContractKind, HoursPattern, Role, Site
from trainer.promotions.queries.bench import bench_of
from trainer.promotions.queries.fairness import By, people_of, reasons, report
from trainer.promotions.rules.benching import When, soon, when

YEAR = clock.today().year
BENCH_CEILING = 11
FAIRNESS_CEILING = 5


@pytest.fixture
def cast(app: Flask) -> Cast:
    return make_cast()


def line(state: Readiness) -> Line:
    return Line(Ask(Kind.SHIFTS, "desk", 1, "A shift"), state)


def test_when_somebody_could_follow() -> None:
    met, partly, not_yet = (line(one) for one in Readiness)
    assert when([met], [not_yet]) is When.NOW
    assert when([], []) is When.NOW
    assert when([not_yet], [met, partly]) is When.SOON
    assert when([met, partly], [met, not_yet]) is When.LATER
    assert soon(date(2026, 8, 31)) == date(2027, 3, 1)


def role(key: str) -> CareerRole:
    found = charts.chart().role(key)
    assert found is not None
    return found


def placed(site: Site, number: int, manager: User | None = None) -> list[User]:
    people = [make_user(f"Person {site.code} {one}") for one in range(number)]
    for one in people:
        make_placement(one, site=site, manager=manager)
    return people


def test_the_bench_says_who_could_follow_at_each_site(cast: Cast) -> None:
    [near, far] = placed(cast.home, 2, cast.boss)
    for ask in (Ask(Kind.SHIFTS, "desk", 2, "Two shifts on the desk"), BUDDY):
        for _time in range(2):
            make_confirmation(near, cast.boss, ask)
    leaders = {
        one.name: one for one in bench_of(cast.hr, role("leader"), charts.chart(), clock.today())
    }
    home, away = leaders["Harbour Street"], leaders["Millgate"]
    assert [one.name for one in home.people[When.NOW]] == ["Ada Trainee"]
    assert (home.holders, away.holders, away.at_risk, home.at_risk) == (0, 1, True, False)
    [seniors] = bench_of(cast.boss, role("senior"), charts.chart(), clock.today())
    assert seniors.name == "Harbour Street"
    later = {one.name: list(one.open_lines) for one in seniors.people[When.LATER]}
    assert set(later) == {near.name, far.name}
    assert later[near.name] == ["Unit: the first of the small scheme"]
    assert bench_of(cast.eve, role("leader"), charts.chart(), clock.today()) == []


def test_the_bench_asks_as_much_for_a_few_as_for_many(
    cast: Cast, count_queries: CountQueries
) -> None:
    placed(cast.home, 2)
    with count_queries() as few:
        bench_of(cast.hr, role("senior"), charts.chart(), clock.today())
    placed(cast.home, 60)
    db.session.expire_all()
    with count_queries() as many:
        found = bench_of(cast.hr, role("senior"), charts.chart(), clock.today())
    assert sum(len(some) for one in found for some in one.people.values()) >= 62
    assert len(many) <= len(few) + 1
    assert len(few) <= BENCH_CEILING  # What is on record is read once for today and for later.


def test_rates_are_of_people_and_small_groups_are_left_out(cast: Cast) -> None:
    make_case(cast, S.ACCEPTED)
    placed(cast.home, 20)
    placed(make_site("Castle Yard"), 15)
    rows = {one.name: one for one in report(people_of(YEAR), By.SITE)}
    assert rows["Millgate"].people is None  # Three people work there.
    hidden = [one for one in rows.values() if one.people is None]
    assert len(hidden) == 2  # Its complement with it.
    total = rows["Everybody"]
    assert total.people == len(people_of(YEAR))
    assert total.nominated == total.referred == total.promoted == round(100 / total.people, 1)
    assert total.days is None  # One person’s days would be told.
    ada = [one for one in people_of(YEAR) if one.nominated]
    assert [(one.groups[By.SITE], one.promoted_after) for one in ada] == [("Harbour Street", 0)]


def test_rates_by_hours_and_contract_say_how_many_are_not_on_record(cast: Cast) -> None:
    for n, one in enumerate(placed(cast.home, 26)):
        one.placements[0].hours = HoursPattern.PART_TIME if n < 13 else HoursPattern.FULL_TIME
        one.placements[0].contract = ContractKind.AGENCY
    placed(cast.home, 12)
    db.session.commit()
    hours = [(one.name, one.people) for one in report(people_of(YEAR), By.HOURS)]
    assert hours[:2] == [("Full time", 13), ("Part time", 13)]
    assert [name for name, _people in hours[2:]] == ["Not on record", "Everybody"]
    contracts = {one.name: one.people for one in report(people_of(YEAR), By.CONTRACT)}
    assert contracts["Through an agency"] == 26


def test_hours_and_contract_stay_with_whoever_is_promoted(cast: Cast) -> None:
    before = cast.ada.placement()
    assert before is not None
    before.hours, before.contract = HoursPattern.PART_TIME, ContractKind.PERMANENT
    make_case(cast, S.IN_POST)
    job = cast.ada.placement()
    assert job is not None
    assert job is not before
    assert (job.hours, job.contract) == (HoursPattern.PART_TIME, ContractKind.PERMANENT)


def test_the_page_of_rates_reads_people_once_for_all_its_tables(
    cast: Cast, browser: Browser, count_queries: CountQueries
) -> None:
    visitor = browser(cast.hr)
    visitor.get("/promotions/fairness")
    with count_queries() as asked:
        visitor.get("/promotions/fairness")
    assert len(asked) <= FAIRNESS_CEILING


def test_nobody_counts_twice_or_in_a_year_they_were_not_here(cast: Cast) -> None:
    before = len(people_of(YEAR))
    [gone] = placed(cast.home, 1)
    gone.placements[0].ends_on = date(YEAR, 1, 1)
    make_placement(cast.eve, site=cast.home, starts_on=clock.today())
    db.session.commit()
    assert len(people_of(YEAR)) == before
    assert len(people_of(YEAR - 1)) == before + 1
    assert not any(one.nominated for one in people_of(YEAR - 1))


def test_reasons_are_found_by_their_words(cast: Cast) -> None:
    make_case(cast, S.RECOMMENDED)
    [found] = reasons("saturdays DESK")
    assert found.words.startswith("She has led")
    assert reasons("100%") == []


def test_pages_and_files_are_for_whom_they_are(cast: Cast, browser: Browser) -> None:
    make_case(cast, S.ACCEPTED)
    placed(cast.home, 20)
    page = browser(cast.hr).get(f"/promotions/fairness?year={YEAR}&q=saturdays")
    assert "She has led the desk" in page.text("main")
    assert "left out" in page.text("main")
    browser(cast.hr).get("/promotions/fairness?year=nonsense")
    for outsider in (cast.boss, cast.eve, make_holder("Only Home", Role.HR, site=cast.home)):
        browser(outsider).get("/promotions/fairness", status=404)
    visitor = browser(cast.hr)
    table = visitor.client.get("/promotions/fairness.csv").get_data(as_text=True)
    assert "By site,Millgate" in table
    assert "By length of service,Everybody" in table
    assert "%" not in table
    assert "left out" in table
    book = load_workbook(io.BytesIO(visitor.client.get("/promotions/fairness.xlsx").get_data()))
    assert book.active is not None
    assert book.active.cell(1, 1).value == "Grouped"
    assert book.active.cell(2, 1).value == "By site"
    assert "Who could follow" in browser(cast.chair).get("/promotions/bench").text("h1")
    browser(cast.eve).get("/promotions/bench", status=404)
    browser(cast.hr).get("/promotions/bench?role=king", status=404)
