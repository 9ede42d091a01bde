"""The pages of currency: whom they show what, and what they take away."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_people import make_holder, make_placement
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.currency.queries.rota import rota
from trainer.people.models import Placement, Role
from trainer.registrations.models import UnitAssessment

LAPSED_ON = date(2026, 5, 3)


@pytest.fixture
def mo(job: Placement) -> User:
    assert job.manager is not None
    return job.manager


def test_a_rule_is_set_by_a_form_and_what_was_set_before_stays(
    browser: Browser, unit: UnitAssessment, tess: User
) -> None:
    address = f"/currency/units/{unit.unit_version.unit_id}"
    sent = browser(tess).get(address).form() | {"months": "24", "reason": "The standard changes."}
    browser(tess).send(address, 303, sent)
    page = browser(tess).get("/currency/units")
    assert "24 months" in page.text("main")
    again = browser(tess).get(address).form()
    assert again["months"] == "24"
    browser(tess).send(address, 303, again | {"months": "", "reason": "It changes no more."})
    words = browser(tess).get(address).text("main")
    assert "For good" in words
    assert "24 months" in words


@pytest.mark.parametrize(
    ("months", "reason"), [("0", "x"), ("601", "x"), ("12", " "), ("one", "x")]
)
def test_a_rule_that_can_not_be_comes_back_with_what_was_typed(
    browser: Browser, unit: UnitAssessment, tess: User, months: str, reason: str
) -> None:
    address = f"/currency/units/{unit.unit_version.unit_id}"
    sent = browser(tess).get(address).form() | {"months": months, "reason": reason}
    page = browser(tess).send(address, 422, sent)
    assert page.form()["months"] == months


def test_somebody_sees_their_own_under_their_training(
    browser: Browser, ada: User, unit: UnitAssessment, ruled: None
) -> None:
    title = unit.unit_version.title
    assert f"{title} " in browser(ada).get("/training/").text("main")
    page = browser(ada).get("/currency/")
    assert "To be shown anew since 3 May 2026" in page.text("main")
    assert "Lapsed" in page.text("main")
    unit_page = browser(ada).get(f"/units/{unit.id}").text("main")
    assert "Staying current" in unit_page


def test_a_manager_sees_their_people_and_nobody_else(
    browser: Browser, ada: User, mo: User, ruled: None
) -> None:
    assert ada.name in browser(mo).get("/currency/people").text("main")
    other = make_user("Olu Other")
    make_placement(make_user("Sam Staff"), manager=other)
    assert ada.name not in browser(other).get("/currency/people?show=all").text("main")
    assert ada.name not in browser(other).client.get("/currency/people.csv?show=all").text
    browser.forget()
    assert ada.staff_number in browser(mo).client.get("/currency/people.csv").text


def test_an_administrator_registers_somebody_again(
    browser: Browser, ada: User, unit: UnitAssessment, tess: User, job: Placement, ruled: None
) -> None:
    page = browser(tess).get("/currency/people?show=lapsed")
    [link] = [one.get("href") for one in page.all("tbody a.btn")]
    assert link == f"/registrations/new/{unit.registration.version_id}/{ada.id}"


def test_the_list_takes_as_many_statements_however_many_it_shows(
    browser: Browser, mo: User, ruled: None, count_queries: CountQueries
) -> None:
    visitor = browser(mo)
    visitor.get("/currency/people")
    with count_queries() as statements:
        visitor.get("/currency/people")
    assert len(statements) <= 9


def test_the_rota_says_what_each_may_be_put_to_and_what_stands_against_it(
    ada: User, unit: UnitAssessment, job: Placement, tess: User, ruled: None
) -> None:
    held, lacking = make_skill("Card payments", code="CARD"), make_skill("Forklift", code="FORK")
    make_holding(ada, held, date(2026, 5, 1))
    make_requirement(lacking, tess)
    code = unit.unit_version.code
    [before] = [
        one for one in rota(job.site_id, LAPSED_ON - timedelta(days=1)) if one.name == ada.name
    ]
    assert (before.holds, before.lacks) == (tuple(sorted(("CARD", code))), ("FORK",))
    [after] = [one for one in rota(job.site_id, LAPSED_ON) if one.name == ada.name]
    assert (after.holds, after.lacks) == (("CARD",), tuple(sorted(("FORK", code))))


def test_the_rota_goes_out_as_a_table_and_a_workbook(
    browser: Browser, ada: User, job: Placement, mo: User, ruled: None
) -> None:
    address = f"site={job.site_id}&day=2026-05-04"
    table = browser(mo).client.get(f"/currency/rota.csv?{address}")
    assert ada.name in table.text
    book = browser(mo).client.get(f"/currency/rota.xlsx?{address}").data
    rows = list(load_workbook(io.BytesIO(book), read_only=True).active.values)  # type: ignore[union-attr]
    [mine] = [row for row in rows if row[0] == ada.name]
    assert mine[-1] == "no"
    assert "email" not in table.text.casefold()


def test_the_rota_of_another_site_is_not_there(
    browser: Browser, job: Placement, ruled: None
) -> None:
    elsewhere = make_placement(make_user("Sam Staff")).site
    other = make_holder("Olu Other", Role.TRAINING_ADMIN, site=elsewhere)
    assert browser(other).client.get(f"/currency/rota.csv?site={job.site_id}").status_code == 404


def test_a_rota_of_many_takes_as_many_statements(
    ada: User, job: Placement, tess: User, ruled: None, count_queries: CountQueries
) -> None:
    make_requirement(make_skill(), tess)
    site, day = job.site_id, LAPSED_ON
    with count_queries() as few:
        rota(site, day)
    for number in range(12):
        make_placement(make_user(f"Person {number}"), site=job.site)
    with count_queries() as many:
        rota(site, day)
    assert len(many) <= len(few) <= 12


def test_a_lapsed_unit_stands_among_what_people_need(
    browser: Browser, ada: User, unit: UnitAssessment, mo: User, ruled: None
) -> None:
    code = unit.unit_version.code
    page = browser(mo).get("/needs/")
    [row] = [one for one in page.texts("tbody tr") if code in one]
    assert "1 lapsed" in row
    assert "It is a unit, which is assessed." in row
    shown = browser(mo).get(f"/needs/what/unit-{unit.unit_version.unit_id}")
    assert ada.name in shown.text("main")
