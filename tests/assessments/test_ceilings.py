"""How many statements the busy pages send, at a small and a large size."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import (
    criteria_of,
    make_item,
    make_learners,
    make_qualification,
    make_registration,
    make_submission,
    make_waiting_for_iqa,
    submit,
)
from trainer.accounts.models import User

LARGE = 50


def statements(browser: Browser, count_queries: CountQueries, person: User, url: str) -> int:
    visitor = browser(person)
    visitor.get(url)
    with count_queries() as sent:
        visitor.get(url)
    return len(sent)


@pytest.mark.parametrize("learners", [1, LARGE])
def test_the_queue(
    learners: int, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    version = make_qualification()
    make_registration(cleo, ben, make_iqa(), version=version)
    make_learners(learners, ben, cleo, version)
    assert statements(browser, count_queries, ben, "/queue") <= 10


def make_iqa() -> User:
    return make_user("Ruth Assurer")


@pytest.mark.parametrize("learners", [1, LARGE])
def test_the_list_of_learners(
    learners: int, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    version = make_qualification()
    make_registration(cleo, ben, make_iqa(), version=version)
    make_learners(learners, ben, cleo, version)
    assert statements(browser, count_queries, ben, "/learners") <= 12


@pytest.mark.parametrize(("units", "others"), [(1, 0), (40, 0), (40, 20)])
def test_a_qualification(
    units: int,
    others: int,
    ada: User,
    ben: User,
    cleo: User,
    browser: Browser,
    count_queries: CountQueries,
) -> None:
    version = make_qualification(units=units, criteria=5)
    registration = make_registration(ada, ben, cleo, version=version)
    make_submission(registration)
    make_learners(others, ben, cleo, version)
    url = f"/qualifications/{registration.id}"
    assert statements(browser, count_queries, ada, url) <= 9


@pytest.mark.parametrize("entries", [1, 20])
def test_a_unit(
    entries: int, ada: User, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    registration = make_registration(ada, ben, cleo, version=make_qualification(criteria=entries))
    for criterion in criteria_of(registration):
        submit(make_item(ada, [criterion], files=1), registration)
    unit = make_waiting_for_iqa(registration)
    for person in (ada, ben):
        url = f"/units/{unit.id}"
        assert statements(browser, count_queries, person, url) <= 10


@pytest.mark.parametrize("entries", [1, 20])
def test_the_workspace(
    entries: int, ada: User, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    registration = make_registration(ada, ben, cleo, version=make_qualification(criteria=entries))
    for criterion in criteria_of(registration):
        submit(make_item(ada, [criterion], files=1), registration)
    sent = make_submission(registration, files=3)
    url = f"/review/{sent.id}"
    assert statements(browser, count_queries, ben, url) <= 14


@pytest.mark.parametrize("units", [1, LARGE])
def test_the_quality_assurers_queue(
    units: int, ada: User, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    registration = make_registration(
        ada, ben, cleo, version=make_qualification(units=units, criteria=1)
    )
    for number in range(units):
        make_waiting_for_iqa(registration, number)
    assert statements(browser, count_queries, cleo, "/quality/") <= 12
