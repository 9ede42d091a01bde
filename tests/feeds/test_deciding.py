"""What somebody makes of a work product offered to them: evidence by their own hand, or nothing."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_assessments import criteria_of, make_registration, submit
from tests.factories_feeds import PRAISE, make_product
from tests.factories_logs import make_grant
from tests.factories_people import make_holder
from trainer.accounts.models import User
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.feeds import actions, policies, queries
from trainer.feeds.models import OfferStatus, WorkProduct
from trainer.logs import actions as logs
from trainer.logs.models import CriterionLink, EvidenceKind, EvidenceStatus, Item
from trainer.people.models import Role

S = OfferStatus


@pytest.fixture
def product(app: object, ada: User) -> WorkProduct:
    """A compliment offered to Ada."""
    tess = make_holder("Tess Training", Role.TRAINING_ADMIN)
    return make_product(ada, tess, score="5 of 5")


def test_nothing_is_evidence_by_itself(browser: Browser, ada: User, product: WorkProduct) -> None:
    assert db.session.scalars(sa.select(Item)).all() == []
    page = browser(ada).get("/log")
    assert "1 work product is offered to you" in page.text("main")
    listed = browser(ada).get("/log/offered")
    assert PRAISE in listed.text("main")
    assert "from november.csv" in listed.text("main")


def test_using_one_makes_a_draft_that_says_where_it_came_from(
    browser: Browser, ada: User, product: WorkProduct
) -> None:
    form = browser(ada).get("/log/offered").form("form[action$=use]")
    for _press in range(2):
        led = browser(ada).post(f"/log/offered/{product.id}/use", **form).response.location
    (item,) = db.session.scalars(sa.select(Item)).all()
    assert led == f"/log/{item.id}/fill"
    assert (item.owner_id, item.kind, item.status) == (
        ada.id,
        EvidenceKind.WORK_PRODUCT,
        EvidenceStatus.DRAFT,
    )
    revision = logs.latest(item)
    assert revision.what == f"Score: 5 of 5\n\n{PRAISE}"
    assert revision.kept_at == "november.csv, CP-1"
    assert revision.happened_on == product.happened_on
    found = db.session.get_one(WorkProduct, product.id, populate_existing=True)
    assert (found.status, found.item_id) == (S.USED, item.id)
    assert "Nothing is offered to you now" in browser(ada).get("/log/offered").text("main")


def test_the_assessor_reads_that_it_came_by_file_whatever_the_learner_writes(
    browser: Browser, ada: User, ben: User, cleo: User, product: WorkProduct
) -> None:
    registration = make_registration(ada, ben, cleo)
    make_grant(ben, ada)
    item = actions.use(product, actor=ada)
    revision = logs.latest(item)
    revision.what, revision.kept_at = "I am wonderful.", "In a drawer."
    revision.links = [CriterionLink(criterion=one) for one in criteria_of(registration)]
    db.session.commit()
    sent = submit(item, registration)
    for address in (f"/review/{sent.id}", f"/log/{item.id}", f"/submissions/{sent.id}"):
        said = browser(ben).get(address).text("main")
        assert "Came in by file: Compliment, 10 November 2026." in said
        assert "Reference CP-1, from november.csv." in said
        assert f"“{PRAISE}”" in said


def test_other_evidence_has_no_origin_and_costs_no_question(
    ada: User, product: WorkProduct
) -> None:
    revision = logs.start(actor=ada, client_key="a" * 36)
    assert queries.origin_of(revision.item) is None
    made = logs.start(actor=ada, client_key="b" * 36, kind=EvidenceKind.WORK_PRODUCT)
    assert queries.origin_of(made.item) is None
    assert queries.origin_of(actions.use(product, actor=ada)) is product


def test_one_is_set_aside_and_taken_up_again(
    browser: Browser, ada: User, product: WorkProduct
) -> None:
    for step, status in (("set-aside", S.SET_ASIDE), ("take-up", S.OFFERED)):
        form = browser(ada).get("/log/offered").form(f"form[action$={step}]")
        browser(ada).post(f"/log/offered/{product.id}/{step}", **form)
        found = db.session.get_one(WorkProduct, product.id, populate_existing=True)
        assert found.status is status
    assert db.session.scalars(sa.select(Item)).all() == []


def test_nobody_else_sees_or_decides(
    browser: Browser, eve: User, ben: User, product: WorkProduct
) -> None:
    assert PRAISE not in browser(eve).get("/log/offered").html
    for step in ("use", "set-aside", "take-up"):
        browser(eve).post(f"/log/offered/{product.id}/{step}", status=404)
    for act in (actions.use, actions.set_aside, actions.take_up):
        with pytest.raises(Refused, match="Only the person it is about"):
            act(product, actor=ben)


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(S.OFFERED, "use set_aside"), (S.SET_ASIDE, "take_up"), (S.USED, "")],
)
def test_what_may_be_done_depends_on_what_was_decided(
    ada: User, product: WorkProduct, status: OfferStatus, allowed: str
) -> None:
    product.status = status
    asked = {
        "use": policies.may_use,
        "set_aside": policies.may_set_aside,
        "take_up": policies.may_take_up,
    }
    with db.session.no_autoflush:
        may = {name for name, policy in asked.items() if policy(ada, product)}
    assert may == set(allowed.split())
    db.session.rollback()
