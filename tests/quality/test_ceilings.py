"""How many statements the pages of looking into units take, however much is on them."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import make_qualification, make_registration, make_waiting_for_iqa
from tests.factories_looks import pick_of
from tests.factories_sampling import ALL_OF_THEM, make_sample, make_waiting
from trainer.accounts.models import User
from trainer.extensions import db

LIST, WORKSPACE = 10, 26


@pytest.fixture
def cleo(app: object) -> User:
    return make_user("Cleo Assurer", password=PASSWORD)


@pytest.mark.parametrize("count", [1, 6])
def test_a_list_of_picks_takes_no_more_statements_for_more_of_them(
    count: int, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    make_sample(make_waiting(count, ben, cleo), cleo, ALL_OF_THEM)
    db.session.commit()
    visitor = browser(cleo)
    visitor.get("/quality/samples")
    with count_queries() as statements:
        visitor.get("/quality/samples")
    assert len(statements) <= LIST


@pytest.mark.parametrize("criteria", [2, 9])
def test_a_picked_unit_takes_no_more_statements_for_more_criteria(
    criteria: int, ben: User, cleo: User, browser: Browser, count_queries: CountQueries
) -> None:
    version = make_qualification(criteria=criteria)
    unit = make_waiting_for_iqa(make_registration(make_user("Ada"), ben, cleo, version=version))
    make_sample([unit], cleo, ALL_OF_THEM)
    db.session.commit()
    visitor, where = browser(cleo), f"/quality/samples/{pick_of(unit).id}"
    visitor.get(where)
    with count_queries() as statements:
        visitor.get(where)
    assert len(statements) <= WORKSPACE
