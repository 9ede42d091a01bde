"""One's own log as a calendar: entries on their days, minutes by the week, a table to read out."""

from datetime import date

import pytest
import time_machine

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_logs import make_entry
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import actions

NOVEMBER = "/log/calendar?month=2026-11"


def test_entries_stand_on_their_days_and_weeks_are_added_up(browser: Browser, ada: User) -> None:
    make_entry(ada, "On the first", happened_on=date(2026, 11, 1), minutes=20)
    make_entry(ada, "On a Tuesday", happened_on=date(2026, 11, 3), minutes=45)
    make_entry(ada, "On the Friday", happened_on=date(2026, 11, 6), minutes=30)
    make_entry(ada, "In October", happened_on=date(2026, 10, 1), minutes=99)
    page = browser(ada).get(NOVEMBER)
    assert page.text("h1") == "November 2026"
    assert page.text(".context") == "3 entries · 1 h 35 min"
    weeks = page.all("tbody tr")
    assert len(weeks) == 6
    assert [len(week.findall("td")) for week in weeks] == [8] * 6
    sums = page.texts("td.sum")
    assert sums[0].endswith("20 minutes")
    assert sums[1].endswith("1 h 15 min")
    cells = [one for one in page.texts("tbody td") if "On a Tuesday" in one]
    assert len(cells) == 1
    assert cells[0].startswith("3")
    assert "In October" not in page.text("main")


def test_days_beside_the_month_show_their_entries_and_count_for_the_week_only(
    browser: Browser, ada: User
) -> None:
    make_entry(ada, "Last of October", happened_on=date(2026, 10, 31), minutes=15)
    page = browser(ada).get(NOVEMBER)
    assert "Last of October" in page.text("td.outside ul")
    assert page.texts("td.sum")[0].endswith("15 minutes")
    assert page.text(".context") == "0 entries"


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [("2026-12", "2026-11", "2027-01"), ("2027-01", "2026-12", "2027-02"),
     ("2026-02", "2026-01", "2026-03"), ("2028-02", "2028-01", "2028-03")],
)  # fmt: skip
def test_months_lead_to_their_neighbours(
    browser: Browser, ada: User, month: str, before: str, after: str
) -> None:
    page = browser(ada).get(f"/log/calendar?month={month}")
    assert page.one("a[rel=prev]").get("href") == f"/log/calendar?month={before}"
    assert page.one("a[rel=next]").get("href") == f"/log/calendar?month={after}"
    days = [one for one in page.all("tbody td") if "outside" not in (one.get("class") or "")]
    assert len(days) - len(page.all("td.sum")) == {"2026-02": 28, "2028-02": 29}.get(month, 31)


@pytest.mark.parametrize("asked", ["", "?month=soon", "?month=2026-13", "?month=0000-01"])
def test_without_a_month_that_makes_sense_it_is_the_present_one(
    browser: Browser, ada: User, asked: str
) -> None:
    with time_machine.travel("2026-11-26 12:00:00+00:00", tick=False):
        page = browser(ada).get(f"/log/calendar{asked}")
    assert page.text("h1") == "November 2026"
    assert page.text("td[aria-current=date] .short") == "26"


def test_nobody_else_s_entries_nor_withdrawn_ones_stand_there(
    browser: Browser, ada: User, eve: User
) -> None:
    make_entry(ada, "Mine")
    gone = make_entry(eve, "Withdrawn by Eve")
    actions.withdraw(gone.item, actor=eve)
    db.session.commit()
    assert not browser(eve).get(NOVEMBER).all("tbody ul")


@pytest.mark.parametrize("entries", [1, 40])
def test_a_month_takes_as_many_statements_for_one_entry_as_for_forty(
    browser: Browser, ada: User, entries: int, count_queries: CountQueries
) -> None:
    for number in range(entries):
        make_entry(ada, f"Entry {number}", happened_on=date(2026, 11, 1 + number % 30))
    browser(ada).get(NOVEMBER)
    with count_queries() as statements:
        browser(ada).get(NOVEMBER)
    assert len(statements) <= 6, statements
