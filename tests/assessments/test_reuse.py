"""One piece of evidence serves several units and levels, and each use is judged by itself."""

import pytest

from tests.browsing import Browser
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_item,
    make_qualification,
    make_registration,
    submit,
)
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState
from trainer.assessments.queries.reuse import uses_of
from trainer.extensions import db
from trainer.logs.models import Item
from trainer.registrations.models import Registration

Both = tuple[Registration, Registration, Item]


@pytest.fixture
def both(ada: User, ben: User, cleo: User) -> Both:
    """Somebody registered twice, with an entry that claims a criterion of each."""
    lower = make_registration(ada, ben, cleo, version=make_qualification(title="Level two"))
    upper = make_registration(
        ada, ben, cleo, version=make_qualification(title="Level three"), on_register=True
    )
    item = make_item(ada, [criteria_of(lower)[0], criteria_of(upper)[0]])
    return lower, upper, item


def used(item: Item) -> list[tuple[str, bool, bool]]:
    return [(one.qualification, one.sent, one.met_by_it) for one in uses_of(item.id)]


def test_what_is_met_at_one_level_is_not_met_at_the_next(both: Both) -> None:
    lower, _upper, item = both
    assert used(item) == [("Level two", False, False), ("Level three", False, False)]
    sent = submit(item, lower)
    assert used(item) == [("Level two", True, False), ("Level three", False, False)]
    judge(sent, criteria_of(lower)[:1])
    assert used(item) == [("Level two", True, True), ("Level three", False, False)]


def test_a_criterion_met_by_other_evidence_is_not_met_by_this(both: Both, ada: User) -> None:
    lower, _upper, item = both
    other = make_item(ada, criteria_of(lower)[:1], title="Another")
    judge(submit(other, lower), criteria_of(lower)[:1])
    assert used(item)[0] == ("Level two", False, False)
    assert used(other) == [("Level two", True, True)]


def test_a_decision_that_was_changed_does_not_count(both: Both) -> None:
    lower, _upper, item = both
    judge(submit(item, lower), criteria_of(lower)[:1], CriterionState.NOT_YET_MET)
    assert used(item)[0] == ("Level two", True, False)


def test_the_page_says_where_and_that_nothing_carries_over(
    browser: Browser, both: Both, ada: User
) -> None:
    lower, _upper, item = both
    judge(submit(item, lower), criteria_of(lower)[:1])
    db.session.commit()
    page = browser(ada).get(f"/log/{item.id}")
    words = page.text("main")
    assert "Where it is used" in words
    assert "Met by it" in words
    assert "does not carry over to another" in words
