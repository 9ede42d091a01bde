"""Development by year: what counts, what it adds up to, and nobody else's."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_logs import make_entry
from trainer.accounts.models import User
from trainer.cpd import queries
from trainer.extensions import db
from trainer.logs import actions
from trainer.logs.activities import ACTIVITIES
from trainer.logs.models import Activity


def spend(owner: User, day: date, minutes: int | None, kind: Activity = Activity.COURSE) -> None:
    title = f"{kind.value} {day}"
    make_entry(owner, title, happened_on=day, minutes=minutes, activity=kind)


def test_time_is_added_up_by_kind_and_month(ada: User) -> None:
    spend(ada, date(2026, 3, 2), 60)
    spend(ada, date(2026, 3, 31), 30)
    spend(ada, date(2026, 5, 1), 45, Activity.READING)
    year = queries.year_of(ada, 2026)
    assert year.minutes == 135
    assert year.by_activity == {Activity.COURSE: 90, Activity.READING: 45}
    assert year.by_month == {
        date(2026, 3, 1): {Activity.COURSE: 90},
        date(2026, 5, 1): {Activity.READING: 45},
    }
    assert [one.day for one in year.spent] == [
        date(2026, 5, 1),
        date(2026, 3, 31),
        date(2026, 3, 2),
    ]


@pytest.mark.parametrize("kind", list(Activity))
def test_the_kind_says_whether_it_counts(ada: User, kind: Activity) -> None:
    spend(ada, date(2026, 3, 2), 60, kind)
    assert bool(queries.year_of(ada, 2026).spent) is ACTIVITIES[kind].is_cpd


def test_the_kinds_that_count() -> None:
    assert set(queries.COUNTED) == {
        Activity.LEARNT_SOMETHING,
        Activity.COURSE,
        Activity.CONFERENCE,
        Activity.READING,
        Activity.SHADOWING,
        Activity.COACHING,
    }


@pytest.mark.parametrize("minutes", [None, 0])
def test_what_took_no_time_is_not_counted(ada: User, minutes: int | None) -> None:
    spend(ada, date(2026, 3, 2), minutes)
    assert queries.year_of(ada, 2026).spent == []


def test_a_year_ends_with_its_last_day(ada: User) -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)):
        with time_machine.travel("2027-02-01 12:00:00+00:00", tick=False):
            spend(ada, day, 10)
    assert [one.day for one in queries.year_of(ada, 2026).spent] == [
        date(2026, 12, 31),
        date(2026, 1, 1),
    ]
    assert queries.years_of(ada) == [2027, 2026, 2025]


def test_what_was_withdrawn_counts_no_more_and_a_revision_counts_once(ada: User) -> None:
    gone = make_entry(ada, happened_on=date(2026, 3, 2), minutes=60, activity=Activity.COURSE)
    actions.withdraw(gone.item, actor=ada)
    spend(ada, date(2026, 3, 3), 20)
    db.session.commit()
    assert queries.year_of(ada, 2026).minutes == 20


def test_the_page_shows_the_year_asked_for_and_only_one_s_own(
    browser: Browser, ada: User, eve: User
) -> None:
    spend(ada, date(2025, 3, 2), 75)
    spend(eve, date(2025, 3, 2), 10)
    page = browser(ada).get("/cpd/?year=2025")
    assert page.text("h1") == "My CPD in 2025"
    assert page.text("section[aria-labelledby=sum-h] p") == "1 h 15 min"
    assert page.texts("tbody th a") == ["course 2025-03-02"]
    months, sums = page.texts("table")[0], page.texts("table tr")[2]
    assert ("March 2025" in months, sums) == (True, "In the year1 h 15 min1 h 15 min")
    assert "Nothing is on record for 2024" in browser(ada).get("/cpd/?year=2024").text("main")


@pytest.mark.parametrize("asked", ["soon", "0", "-5", "99999999999"])
def test_a_year_that_makes_no_sense_is_the_present_one(
    browser: Browser, ada: User, asked: str
) -> None:
    with time_machine.travel("2026-11-26 12:00:00+00:00", tick=False):
        assert browser(ada).get(f"/cpd/?year={asked}").text("h1") == "My CPD in 2026"


@pytest.mark.parametrize(
    ("minutes", "share", "reached"), [(30, "25", False), (120, "100", True), (500, "100", True)]
)
def test_a_target_is_shown_where_the_organisation_has_set_one(
    app: Flask, browser: Browser, ada: User, monkeypatch: pytest.MonkeyPatch, minutes: int,
    share: str, reached: bool,
) -> None:  # fmt: skip
    spend(ada, date(2026, 3, 2), minutes)
    assert not browser(ada).get("/cpd/?year=2026").all("svg.bar")
    config = replace(app.extensions["trainer"], cpd_hours=2)
    monkeypatch.setitem(app.extensions, "trainer", config)
    page = browser(ada).get("/cpd/?year=2026")
    assert float(page.one("svg.bar .f-good").get("width")) == float(share)
    assert ("you have reached the target" in page.text("main")) is reached


def test_a_year_is_taken_away_without_formulas(browser: Browser, ada: User, eve: User) -> None:
    make_entry(
        ada, "=cmd()", happened_on=date(2026, 3, 2), minutes=60, activity=Activity.CONFERENCE
    )
    answer = browser(ada).get("/cpd/export.csv?year=2026").response
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert rows == [
        ["Day", "Kind", "What", "Minutes"],
        ["2026-03-02", "Went to a conference", "'=cmd()", "60"],
    ]
    assert len(browser(eve).get("/cpd/export.csv?year=2026").html.splitlines()) == 1


@pytest.mark.parametrize("entries", [1, 40])
def test_the_page_takes_as_many_statements_for_one_entry_as_for_forty(
    browser: Browser, ada: User, entries: int, count_queries: CountQueries
) -> None:
    for number in range(entries):
        spend(ada, date(2026, 1 + number % 11, 1), 10)
    browser(ada).get("/cpd/?year=2026")
    with count_queries() as statements:
        browser(ada).get("/cpd/?year=2026")
    assert len(statements) <= 6, statements
