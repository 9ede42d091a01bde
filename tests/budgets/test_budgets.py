"""What a site may spend beside what it spent and booked; who sees it, and who sets it."""

import csv
import io

import openpyxl
import pytest
import time_machine
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_certificates import make_administrator
from tests.factories_courses import HOUR, book, make_course, make_session
from tests.factories_people import make_holder, make_site
from tests.factories_skills import make_staff
from trainer.accounts.models import User
from trainer.budgets import actions
from trainer.budgets.models import Budget, BudgetState
from trainer.budgets.queries import Line, of_year, together
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.courses.actions import attending
from trainer.extensions import db
from trainer.people.models import Role, Site

YEAR = (clock.now() + 100 * HOUR).year
"""That of the sessions planned here."""


@pytest.fixture
def tess(app: Flask) -> User:
    return make_administrator()


@pytest.fixture
def here(app: Flask) -> Site:
    return make_site("Harbour Street")


@pytest.fixture
def there(app: Flask) -> Site:
    return make_site("Linden Park")


def set_to(site: Site, pounds: int, by: User, known: int | None = None) -> Budget:
    made = actions.set_budget(site, YEAR, actor=by, planned=pounds * 100, known=known)
    db.session.commit()
    return made


def test_spent_is_what_registers_say_and_booked_what_lies_ahead(
    tess: User, here: Site, there: Site
) -> None:
    ann, bea, cy = make_staff("Ann", "Bea", "Cy", site=here)
    [dot] = make_staff("Dot", site=there)
    course = make_course(tess, cost=10_000)
    first = make_session(tess, course, places=9)
    came, missed = book(first, ann), book(first, bea)
    book(first, dot)
    with time_machine.travel(first.ends_at + HOUR, tick=False):
        attending.close_register(first, actor=tess, present=[came.id])
        db.session.commit()
    ahead = make_session(tess, course, places=1)
    book(ahead, cy)
    book(ahead, bea)  # On the waiting list, which costs nothing.
    set_to(here, 250, tess)
    assert missed.place is not None
    assert of_year(tess, YEAR) == [
        Line(here.id, "Harbour Street", 25_000, 20_000, 10_000),
        Line(there.id, "Linden Park", None, 10_000, 0),
    ]
    [line, other] = of_year(tess, YEAR)
    assert (line.left, line.state) == (-5_000, BudgetState.OVER)
    assert (other.left, other.state) == (None, BudgetState.NOT_SET)
    assert together([line, other]) == Line(None, "", None, 30_000, 10_000)
    assert together([line, line]) == Line(None, "", 50_000, 40_000, 20_000)
    assert [one.spent + one.booked for one in of_year(tess, YEAR + 1)] == [0, 0]


def test_all_of_it_spent_is_within_and_a_penny_more_is_over() -> None:
    assert Line(1, "", 100, 60, 40).state is BudgetState.WITHIN
    assert Line(1, "", 100, 60, 41).state is BudgetState.OVER


def test_an_administrator_sets_it_and_changes_it(browser: Browser, tess: User, here: Site) -> None:
    address = f"/budgets/{here.id}/{YEAR}"
    told = browser(tess).get(address).form() | {"pounds": "1200.50"}
    browser(tess).send(address, 303, told)
    assert "£1,200.50" in browser(tess).get(f"/budgets/?year={YEAR}").text("main")
    again = browser(tess).get(address).form()
    assert again["pounds"] == "1200.50"
    browser(tess).send(address, 303, again | {"pounds": "0"})
    assert db.session.query(Budget).one().planned == 0


@pytest.mark.parametrize("pounds", ["", "-1", "many", "1000000000"])
def test_an_amount_that_is_none_is_refused(
    browser: Browser, tess: User, here: Site, pounds: str
) -> None:
    address = f"/budgets/{here.id}/{YEAR}"
    browser(tess).send(address, 422, browser(tess).get(address).form() | {"pounds": pounds})
    assert db.session.query(Budget).count() == 0


def test_the_second_of_two_who_set_it_is_told(browser: Browser, tess: User, here: Site) -> None:
    address = f"/budgets/{here.id}/{YEAR}"
    page = browser(tess).get(address)
    set_to(here, 300, tess)
    answer = browser(tess).send(address, 422, page.form() | {"pounds": "200"})
    assert "Somebody else has set it since" in answer.text("main")
    assert db.session.query(Budget).one().planned == 30_000
    with pytest.raises(Unacceptable):
        actions.set_budget(here, YEAR, actor=tess, planned=1, known=None)


def test_each_sees_and_sets_their_own_sites(
    browser: Browser, eve: User, ben: User, tess: User, here: Site, there: Site
) -> None:
    near = make_holder("Nell Near", Role.TRAINING_ADMIN, site=here)
    reader = make_holder("Hal Reader", Role.HR)
    set_to(here, 100, near)
    set_to(there, 900, tess)
    for one in (eve, ben):
        browser(one).get("/budgets/", 404)
        assert browser(one).client.get("/budgets/budgets.csv").status_code == 404
    page = browser(near).get(f"/budgets/?year={YEAR}").text("main")
    assert "Harbour Street" in page
    assert "Linden Park" not in page
    browser(near).get(f"/budgets/{there.id}/{YEAR}", 404)
    with pytest.raises(Refused):
        actions.set_budget(there, YEAR, actor=near, planned=1, known=90_000)
    assert "Linden Park" in browser(reader).get(f"/budgets/?year={YEAR}").text("main")
    browser(reader).get(f"/budgets/{here.id}/{YEAR}", 404)


def test_it_goes_out_as_a_table_and_a_workbook(browser: Browser, tess: User, here: Site) -> None:
    set_to(here, 100, tess)
    table = browser(tess).client.get(f"/budgets/budgets.csv?year={YEAR}").get_data(as_text=True)
    [row] = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
    assert (row["Site"], row["Planned in pence"], row["Left in pence"], row["State"]) == (
        "Harbour Street", "10000", "10000", "Within",
    )  # fmt: skip
    data = browser(tess).client.get(f"/budgets/budgets.xlsx?year={YEAR}").get_data()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [cell.value for cell in list(sheet.iter_rows())[1]][:3] == ["Harbour Street", 10_000, 0]


def test_the_page_takes_as_many_statements_however_many_sites(
    browser: Browser, count_queries: CountQueries, tess: User, here: Site
) -> None:
    browser(tess).get("/budgets/")
    with count_queries() as few:
        browser(tess).get("/budgets/")
    for number in range(30):
        set_to(make_site(f"Site {number}"), 100, tess)
    with count_queries() as many:
        browser(tess).get("/budgets/")
    assert len(many) <= len(few) <= 8
