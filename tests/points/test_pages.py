"""The pages of action points: once when it works, once invalid, once for an outsider."""

from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_assessments import make_registration
from tests.factories_points import WHAT, make_point
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.points.models import ActionPoint, PointStatus
from trainer.registrations.models import UnitAssessment


@pytest.fixture
def unit(ada: User, ben: User, cleo: User) -> UnitAssessment:
    return make_registration(ada, ben, cleo).units[0]


def test_raised_from_the_page_of_a_unit_and_found_on_the_owners_first_page(
    unit: UnitAssessment, ben: User, cleo: User, browser: Browser
) -> None:
    assert "Raise an action" in browser(cleo).get(f"/quality/units/{unit.id}").text("main")
    address = f"/actions/about/UnitAssessment/{unit.id}"
    page = browser(cleo).get(address)
    assert "Ada Trainee" in page.text("body")
    day = (clock.today() + timedelta(days=7)).isoformat()
    browser(cleo).post(address, **page.form() | {"what": WHAT, "owner": ben.id, "due_on": day})
    assert WHAT in browser(cleo).get(f"/quality/units/{unit.id}").text("main")
    page = browser(ben).get("/")
    assert page.text("#next") == "Do the 1 thing you were asked to do"
    assert WHAT in browser(ben).get("/actions/?whose=mine").text("tbody")


def test_what_is_missing_is_said_beside_its_field(
    unit: UnitAssessment, cleo: User, browser: Browser
) -> None:
    page = browser(cleo).post(
        f"/actions/about/UnitAssessment/{unit.id}", status=422, what="", owner="0"
    )
    assert set(page.texts(".error-summary li")) == {
        "Choose who does it.",
        "Say which day. A day such as 24/11/2026 will do.",
    }


def test_answered_and_closed_on_their_pages(
    unit: UnitAssessment, ben: User, cleo: User, browser: Browser
) -> None:
    point = make_point(unit, cleo, ben)
    where = f"/actions/{point.id}"
    page = browser(ben).get(f"{where}/answer")
    browser(ben).post(f"{where}/answer", status=422, **page.form() | {"words": " "})
    browser(ben).post(f"{where}/answer", **page.form() | {"words": "I went through them all."})
    assert "I went through them all." in browser(cleo).get(f"{where}/close").text("main")
    assert "Look whether the 1 thing" in browser(cleo).get("/").text("main")
    assert browser(cleo).get("/quality/").text("nav .count") == "1"
    page = browser(cleo).get(f"{where}/reopen")
    day = clock.today().isoformat()
    browser(cleo).post(f"{where}/reopen", **page.form() | {"words": "Not these.", "due_on": day})
    browser(ben).post(f"{where}/answer", words="These too.")
    browser(cleo).post(f"{where}/close", words="Thank you.")
    assert db.session.get_one(ActionPoint, point.id).status is PointStatus.CLOSED
    page = browser(ben).get(where)
    for words in ("I went through them all.", "Not these.", "These too.", "Thank you."):
        assert words in page.text("main")
    assert not browser(cleo).get("/actions/").all("tbody tr")
    assert browser(cleo).get("/actions/?closed=1").all("tbody tr")


def test_what_is_late_is_marked_and_the_list_taken_away(
    unit: UnitAssessment, ben: User, cleo: User, browser: Browser
) -> None:
    point = make_point(unit, cleo, ben, what="=Look again")
    point.due_on = clock.today() - timedelta(days=1)
    db.session.commit()
    assert "Overdue" in browser(cleo).get("/actions/").text("tbody")
    answer = browser(cleo).get("/actions/export.csv").html.splitlines()
    assert answer[0].removeprefix("\ufeff").startswith("What,About,Owner,Due,State")
    assert answer[1].startswith("'=Look again,")
    assert "Ada Trainee" in answer[1]


def test_an_owner_sees_what_it_is_about_without_a_way_there(
    unit: UnitAssessment, ben: User, cleo: User, browser: Browser
) -> None:
    make_point(unit, cleo, ben)
    assert browser(cleo).get(_address()).all(f'a[href="{_unit(unit)}"]')
    page = browser(ben).get(_address())
    assert "Ada Trainee" in page.text("body")
    assert not page.all(f'a[href="{_unit(unit)}"]')


def _address() -> str:
    return f"/actions/{db.session.query(ActionPoint).one().id}"


def _unit(unit: UnitAssessment) -> str:
    return f"/quality/units/{unit.id}"


def test_an_outsider_finds_nothing(
    unit: UnitAssessment, ben: User, cleo: User, eve: User, browser: Browser
) -> None:
    point = make_point(unit, cleo, ben)
    for step in ("", "/answer", "/close", "/reopen"):
        browser(eve).get(f"/actions/{point.id}{step}", status=404)
    browser(eve).get(f"/actions/about/UnitAssessment/{unit.id}", status=404)
    browser(cleo).get(f"/actions/about/Nothing/{unit.id}", status=404)
    assert not browser(eve).get("/actions/?whose=all").all("tbody tr")


def test_the_list_asks_as_much_however_long_it_is(
    unit: UnitAssessment, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    make_point(unit, cleo, ben)
    browser(cleo).get("/actions/")
    with count_queries() as few:
        browser(cleo).get("/actions/")
    for _more in range(5):
        make_point(unit, cleo, ben)
    with count_queries() as many:
        browser(cleo).get("/actions/")
    assert len(many) == len(few)
    assert len(many) <= 12, many
