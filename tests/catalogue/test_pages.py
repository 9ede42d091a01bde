"""The pages on which the catalogue is read."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_catalogue import SMALL, bring_in, unit_of, version_of
from tests.factories_register import make_admin
from trainer.accounts.models import User


def test_everyone_reads_the_catalogue(browser: Browser, eve: User) -> None:
    bring_in()
    page = browser(eve).get("/catalogue")
    assert page.texts(".list-row .name") == ["Small scheme"]
    assert not page.all(".actions a")
    assert browser(eve).get("/catalogue?kind=scheme").texts(".list-row .name")
    assert not browser(eve).get("/catalogue?kind=award").texts(".list-row .name")
    browser(eve).get("/catalogue?kind=nonsense")


def test_an_empty_catalogue_says_where_it_comes_from(browser: Browser, eve: User) -> None:
    assert "come from a file" in browser(eve).get("/catalogue").text(".empty")
    assert browser(make_admin()).get("/catalogue").all(".empty a")


def test_a_qualification_shows_its_rules_in_words(browser: Browser, eve: User) -> None:
    bring_in(
        SMALL.replace("number: 601/3562/1}", "number: 601/3562/2, registration_ends: 2020-01-31}"),
        override="As in the register",
    )
    page = browser(eve).get(f"/catalogue/qualifications/{version_of('small-scheme').id}")
    assert page.text("h1") == "Small scheme"
    assert page.texts(".reason") == [
        "Take every unit of For everyone.",
        "Take at least 1 of the units of Your choice.",
    ]
    row = page.text("tbody tr")
    assert "31 January 2020 Over" in row
    assert "it would end with 1, not 2" in row
    assert "Unverified" in page.text("main")


def test_an_earlier_version_points_to_the_latest(browser: Browser, eve: User) -> None:
    bring_in()
    bring_in(SMALL.replace("Fold the corners", "Fold every corner"))
    first = version_of("small-scheme", 1)
    page = browser(eve).get(f"/catalogue/qualifications/{first.id}")
    assert page.one(".note a").get("href").endswith(f"/{version_of('small-scheme').id}")
    page = browser(eve).get(f"/catalogue/units/{unit_of('SM-3').id}")
    assert page.one(".note a").get("href").endswith(f"/{unit_of('SM-3', 2).id}")
    assert "Fold the corners" in page.text("main")


def test_a_unit_says_whose_wording_it_is(browser: Browser, eve: User) -> None:
    bring_in()
    page = browser(eve).get(f"/catalogue/units/{unit_of('SM-1').id}")
    assert page.texts(".crit .no") == ["1.1", "1.2"]
    assert "our own plain words" in page.text("main")
    assert page.texts("aside a") == ["Small scheme"]


def test_what_is_not_there_is_404(browser: Browser, eve: User) -> None:
    browser(eve).get("/catalogue/qualifications/999", status=404)
    browser(eve).get("/catalogue/units/999", status=404)


def many(count: int) -> str:
    head, tail = SMALL.split("qualifications:\n")
    return (
        head
        + "qualifications:\n"
        + "".join(tail.replace("small-scheme", f"small-{n}") for n in range(count))
    )


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_asks_the_same_few_questions(
    browser: Browser, eve: User, count_queries: CountQueries, count: int
) -> None:
    bring_in(many(count))
    visitor = browser(eve)
    visitor.get("/catalogue")
    with count_queries() as statements:
        page = visitor.get("/catalogue")
    assert len(page.texts(".list-row")) == count
    assert len(statements) <= 6


@pytest.mark.parametrize("count", [1, 50])
def test_a_qualification_asks_the_same_few_questions(
    browser: Browser, eve: User, count_queries: CountQueries, count: int
) -> None:
    rows = "".join(
        f"      - {{organisation: Awards {n}, number: 601/3562/1}}\n" for n in range(count)
    )
    given = "      - {organisation: Test Awards, number: 601/3562/1}\n"
    bring_in(SMALL.replace(given, rows))
    url = f"/catalogue/qualifications/{version_of('small-scheme').id}"
    visitor = browser(eve)
    visitor.get(url)
    with count_queries() as statements:
        visitor.get(url)
    assert len(statements) <= 8
