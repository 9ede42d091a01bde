"""Bringing a file of work products in: looked through first, all of it or nothing, and once."""

import io
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_feeds import PRAISE, bring_in, feed, make_product, row_of
from tests.factories_people import make_holder, make_placement
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core.errors import Conflict, Refused
from trainer.extensions import db
from trainer.feeds import actions, policies, queries
from trainer.feeds.models import FeedFile, OfferStatus, ProductKind, WorkProduct
from trainer.feeds.reading import read
from trainer.notifications.models import Notice
from trainer.people.models import Role


@pytest.fixture
def tess(app: object) -> User:
    """Tess administers training everywhere."""
    return make_holder("Tess Training", Role.TRAINING_ADMIN)


def products() -> list[WorkProduct]:
    return list(db.session.scalars(sa.select(WorkProduct).order_by(WorkProduct.id)))


def problems(actor: User, *rows: dict[str, str]) -> list[str]:
    return [str(one) for one in queries.look_ahead(actor, read(feed(*rows))).problems]


def send(browser: Browser, actor: User, text: str, status: int = 303) -> Any:
    file = (io.BytesIO(text.encode()), "november.csv")
    return browser(actor).post("/feeds/", status=status, file=file)


def test_a_file_is_looked_through_and_then_offered(
    browser: Browser, tess: User, ada: User, eve: User
) -> None:
    rows = (row_of(ada), row_of(ada, kind="Call quality", score="92", words="", reference="Q-1"))
    led = send(browser, tess, feed(*rows)).response.location
    page = browser(tess).get(led)
    assert PRAISE in page.text("main")
    assert "New: 2" in page.text("main")
    assert products() == []

    browser(tess).post(led, **page.form())
    praise, call = products()
    assert (praise.person_id, praise.words, praise.status) == (ada.id, PRAISE, OfferStatus.OFFERED)
    assert (call.kind, call.score, call.source) == (ProductKind.CALL_QUALITY, "92", "november.csv")
    told = db.session.scalars(sa.select(Notice)).all()
    assert [(one.user_id, one.path) for one in told] == [(ada.id, "/log/offered")]
    assert told[0].text.startswith("2 work products are offered")
    assert db.session.scalars(sa.select(FeedFile)).one().body == ""
    browser(tess).get(led, status=404)


def test_the_same_file_again_brings_nothing(browser: Browser, tess: User, ada: User) -> None:
    bring_in(tess, row_of(ada))
    led = send(browser, tess, feed(row_of(ada))).response.location
    assert "This file brings nothing new" in browser(tess).get(led).text("main")
    bring_in(tess, row_of(ada), row_of(ada, reference="CP-2"))
    assert [one.reference for one in products()] == ["CP-1", "CP-2"]


def test_one_mistake_and_nothing_is_taken_in(browser: Browser, tess: User, ada: User) -> None:
    led = send(browser, tess, feed(row_of(ada), row_of(ada, date="soon", reference="2")))
    page = browser(tess).get(led.response.location)
    assert "Row 3, date: “soon” is no date." in page.text("main")
    assert not page.all("main form")
    browser(tess).post(led.response.location, status=422)
    assert products() == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"staff_number": ""}, "Row 2, staff_number: this cell is empty."),
        ({"staff_number": "x404"}, "Row 2, staff_number: you bring in nothing for “x404”."),
        ({"reference": " "}, "Row 2, reference: this cell is empty."),
        ({"kind": ""}, "Row 2, kind: this cell is empty."),
        ({"kind": "gossip"}, "Row 2, kind: “gossip” is none of the kinds: "),
        ({"date": ""}, "Row 2, date: this cell is empty."),
        ({"date": "2999-01-01"}, "Row 2, date: “2999-01-01” is no date."),
        ({"date": "2099-01-01"}, "Row 2, date: this day has not come yet."),
        ({"words": ""}, "Row 2, words: give a score, words, or both."),
        ({"words": "x" * 5001}, "Row 2, words: this is 5001 characters long; 5000 are the most."),
        ({"score": "x" * 41}, "Row 2, score: this is 41 characters long; 40 are the most."),
    ],
)
def test_each_mistake_is_named_by_row_and_column(
    tess: User, ada: User, more: dict[str, str], said: str
) -> None:
    (problem,) = problems(tess, row_of(ada, **more))
    assert problem.startswith(said)


def test_a_reference_may_stand_in_a_file_once_for_each_kind(tess: User, ada: User) -> None:
    assert problems(tess, row_of(ada), row_of(ada, kind="satisfaction")) == []
    (problem,) = problems(tess, row_of(ada), row_of(ada))
    assert problem == "Row 3, reference: row 2 has the same reference."


def test_a_reference_that_came_in_before_may_not_say_something_else(tess: User, ada: User) -> None:
    bring_in(tess, row_of(ada))
    (problem,) = problems(tess, row_of(ada, words="She did not."))
    assert problem.startswith("Row 2, reference: this reference came in before")


@pytest.mark.parametrize("column", ["staff_number", "date", "kind", "reference"])
def test_a_missing_column_is_named(tess: User, column: str) -> None:
    text = feed().replace(column, "something")
    (problem,) = queries.look_ahead(tess, read(text)).problems
    assert str(problem) == f"Row 1, {column}: this column is missing."


def test_formulas_stay_text_and_the_mark_of_our_own_files_goes(tess: User, ada: User) -> None:
    bring_in(tess, row_of(ada, words="'=cmd()"))
    assert products()[0].words == "=cmd()"


def test_nobody_brings_in_for_themselves(tess: User, ada: User) -> None:
    (problem,) = problems(tess, row_of(tess))
    assert "you bring in nothing for" in problem
    assert ada in db.session.scalars(policies.brings_in_for(tess)).all()


def test_a_manager_brings_in_for_their_team_alone(
    browser: Browser, cleo: User, ada: User, eve: User
) -> None:
    make_placement(ada, manager=cleo)
    bring_in(cleo, row_of(ada))
    (problem,) = problems(cleo, row_of(eve, reference="CP-2"))
    assert "you bring in nothing for" in problem
    browser(cleo).get("/feeds/")


def test_who_has_left_is_offered_nothing(tess: User, ada: User) -> None:
    ada.active = False
    db.session.commit()
    (problem,) = problems(tess, row_of(ada))
    assert "you bring in nothing for" in problem


def test_an_outsider_brings_in_nothing(browser: Browser, tess: User, ada: User, eve: User) -> None:
    led = send(browser, tess, feed(row_of(ada))).response.location
    for address in ("/feeds/", "/feeds/example.csv", led):
        browser(eve).get(address, status=404)
    send(browser, eve, feed(row_of(ada)), status=404)
    other = make_holder("Another Administrator", Role.TRAINING_ADMIN)
    browser(other).get(led, status=404)
    with pytest.raises(Refused, match="Training administrators do this"):
        actions.keep_file(actor=eve, name="x", body="x")
    plan = queries.look_ahead(tess, read(feed(row_of(ada))))
    with pytest.raises(Refused, match="Training administrators do this"):
        actions.take_in(plan, actor=eve, source="x")


def test_what_changed_since_it_was_looked_at_is_looked_at_again(tess: User, ada: User) -> None:
    plan = queries.look_ahead(tess, read(feed(row_of(ada), row_of(ada, reference="CP-2"))))
    bring_in(tess, row_of(ada))
    with pytest.raises(Conflict, match="Something has changed"):
        actions.take_in(plan, actor=tess, source="november.csv")
    assert len(products()) == 1


def test_who_brings_in_sees_numbers_and_no_words_afterwards(
    browser: Browser, tess: User, cleo: User, ada: User
) -> None:
    make_placement(ada, manager=cleo)
    used = make_product(ada, tess)
    aside = make_product(ada, tess, reference="CP-2")
    make_product(ada, tess, reference="CP-3")
    actions.use(used, actor=ada)
    actions.set_aside(aside, actor=ada)
    db.session.commit()
    for person in (tess, cleo):
        page = browser(person).get("/feeds/")
        assert page.texts("#counts ~ * tbody td, table tbody td") == ["1", "1", "1"]
        assert PRAISE not in page.html
        assert "CP-1" not in page.html


def test_each_step_leaves_a_line_in_the_trail(tess: User, ada: User) -> None:
    product = make_product(ada, tess)
    actions.set_aside(product, actor=ada)
    actions.take_up(product, actor=ada)
    actions.use(product, actor=ada)
    db.session.commit()
    kinds = db.session.scalars(sa.select(TrailEntry.kind).order_by(TrailEntry.id)).all()
    assert [one for one in kinds if one.startswith("Product")] == [
        "ProductsOffered",
        "ProductSetAside",
        "ProductTakenUp",
        "ProductUsed",
    ]


@pytest.mark.parametrize("rows", [1, 60])
def test_looking_through_takes_as_many_statements_for_one_row_as_for_sixty(
    tess: User, ada: User, rows: int, count_queries: Any
) -> None:
    sheet = read(feed(*(row_of(ada, reference=str(number)) for number in range(rows))))
    queries.look_ahead(tess, sheet)
    with count_queries() as statements:
        queries.look_ahead(tess, sheet)
    assert len(statements) <= 2, statements
