"""HR reads how groups fare; small ones are left out with their complement, and nobody is shown."""

import pytest
from flask import Flask

from tests.browsing import Browser, Page, words_of
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_equality import give_return, switch_on
from tests.factories_people import make_placement
from tests.factories_promotions import Cast, S, make_case, make_cast
from trainer.accounts.models import User
from trainer.core import clock
from trainer.equality.queries import rates
from trainer.equality.rules import Question
from trainer.promotions.queries.fairness import Row

PAGE = "/promotions/equality/rates"
CEILING = 8


@pytest.fixture
def cast(app: Flask) -> Cast:
    made = make_cast()
    switch_on(made.hr)
    return made


def placed(cast: Cast, number: int, **answers: str) -> list[User]:
    people = [make_user(f"Quinn Member {number} {one}") for one in range(number)]
    for one in people:
        make_placement(one, site=cast.home)
        if answers:
            give_return(one, **answers)
    return people


def by_question(question: Question) -> dict[str, Row]:
    found = dict(rates(clock.today().year))
    return {one.name: one for one in found[question]}


def shown(page: Page, caption: str) -> dict[str, list[str]]:
    """The lines of one table, by their group."""
    [found] = [
        table for table in page.all("main table") if words_of(table.find("caption")) == caption
    ]
    return {
        words_of(row.find("th")): [words_of(one) for one in row.findall("td")]
        for row in found.iter("tr")
        if row.findall("td")
    }


def test_rates_of_each_group_and_of_those_who_said_nothing(cast: Cast) -> None:
    make_case(cast, S.ACCEPTED)
    give_return(cast.ada, sex="female")
    placed(cast, 11, sex="female")
    placed(cast, 14, sex="male")
    placed(cast, 12)
    sexes = by_question(Question.SEX)
    female, male = sexes["Female"], sexes["Male"]
    assert (female.people, female.nominated, female.promoted) == (12, 8.3, 8.3)
    assert (male.people, male.nominated) == (14, 0.0)
    assert sexes["Not said"].people is not None
    total = sexes["Everybody"].people
    assert total == 12 + 14 + sexes["Not said"].people
    assert list(by_question(Question.DISABILITY)) == ["Not said", "Everybody"]


def test_a_small_group_is_left_out_on_the_page_with_its_complement(
    cast: Cast, browser: Browser
) -> None:
    placed(cast, 9, ethnic_group="mixed")
    placed(cast, 10, ethnic_group="asian")
    placed(cast, 30, ethnic_group="white")
    placed(cast, 20)
    page = browser(cast.hr).get(PAGE)
    lines = shown(page, "Ethnic group")
    assert lines["Mixed or multiple ethnic groups"] == ["left out"] * 5
    assert lines["Asian or Asian British"] == ["left out"] * 5  # The next smallest with it.
    assert lines["White"][0] == "30"
    assert lines["Everybody"][0] != "left out"
    assert "Black" not in " ".join(lines)


def test_the_page_never_shows_a_person_or_joins_two_questions(cast: Cast, browser: Browser) -> None:
    people = placed(cast, 12, sex="female", age_band="under_25")
    page = browser(cast.hr).get(f"{PAGE}?year=nonsense")
    for one in people:
        assert one.name not in page.html
        assert one.staff_number not in page.html
    assert len(page.all("main table")) == len(Question)
    assert not page.all("main a[href*='/people/']")
    assert cast.home.name not in page.text("main")


def test_many_returns_ask_no_more_than_few(
    cast: Cast, browser: Browser, count_queries: CountQueries
) -> None:
    visitor = browser(cast.hr)
    visitor.get(PAGE)
    with count_queries() as few:
        visitor.get(PAGE)
    placed(cast, 30, sex="male")
    with count_queries() as many:
        visitor.get(PAGE)
    assert len(many) == len(few)
    assert len(many) <= CEILING
