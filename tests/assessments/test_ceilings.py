"""How many statements the busy pages send, at a small and a large size."""

from typing import Any

import pytest
import sqlalchemy as sa

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
from trainer.assessments.models import Submission
from trainer.extensions import db
from trainer.logs.models import Item, Revision

LARGE = 50
LARGEST = 5000


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


def send_thousands() -> None:
    """Put thousands of copies of the one entry that was sent before its assessor."""
    [sent] = db.session.scalars(sa.select(Submission))
    first = sent.id * 10
    each = range(first + 1, first + LARGEST + 1)
    copy(
        Item, sent.revision.item, [{"id": n, "number": n, "client_key": f"copy {n}"} for n in each]
    )
    copy(Revision, sent.revision, [{"id": n, "item_id": n} for n in each])
    copy(Submission, sent, [{"id": n, "revision_id": n} for n in each])
    db.session.commit()


def copy(model: type[Any], row: Any, others: list[dict[str, Any]]) -> None:
    as_it_is = {one.key: getattr(row, one.key) for one in model.__mapper__.column_attrs}
    db.session.execute(sa.insert(model), [as_it_is | other for other in others])


def test_a_queue_of_thousands_asks_no_more(
    ada: User, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    registration = make_registration(ada, ben, cleo)
    make_submission(registration)
    few = statements(browser, count_queries, ben, "/queue")
    send_thousands()
    assert db.session.scalar(sa.select(sa.func.count(Submission.id))) == LARGEST + 1
    assert statements(browser, count_queries, ben, "/queue") <= few


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
    assert statements(browser, count_queries, ada, url) <= 10


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
        assert statements(browser, count_queries, person, url) <= 12


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
    assert statements(browser, count_queries, cleo, "/quality/") <= 15
