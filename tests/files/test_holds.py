"""Holds as a page: placed with a reason, seen by those who look after somebody, and lifted."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_people import make_holder, make_placement, make_site
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.files import actions
from trainer.files.models import Hold, usual_review
from trainer.people.models import Role

REASON = "A claim before the tribunal, case 12."


@pytest.fixture
def tess(app: object) -> User:
    return make_holder("Tess Training", Role.TRAINING_ADMIN)


def place(
    browser: Browser, tess: User, number: str, reason: str = REASON, status: int = 303
) -> str:
    page = browser(tess).get("/files/holds")
    fields = {**page.form("aside form"), "staff_number": number, "reason": reason}
    return " ".join(browser(tess).post("/files/holds", status=status, **fields).texts("main"))


def test_a_hold_is_placed_seen_and_lifted(browser: Browser, tess: User, ada: User) -> None:
    assert "Nothing is held" in browser(tess).get("/files/holds").text("main")
    place(browser, tess, f" {ada.staff_number} ")
    [hold] = db.session.scalars(sa.select(Hold)).all()
    page = browser(tess).get("/files/holds")
    assert REASON in page.text(".task")
    assert f"Placed by {tess.name}" in page.text(".task")
    browser(tess).post(f"/files/holds/{hold.id}/lift")
    assert hold.lifted_by_id == tess.id
    assert "Nothing is held" in browser(tess).get("/files/holds").text("main")
    kinds = db.session.scalars(sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)).all()
    assert kinds[-2:] == ["HoldPlaced", "HoldLifted"]


def test_somebody_who_left_can_be_held(browser: Browser, tess: User, ada: User) -> None:
    ada.active = False
    db.session.commit()
    place(browser, tess, ada.staff_number)
    assert db.session.scalars(sa.select(Hold.learner_id)).all() == [ada.id]


def test_it_wants_a_person_and_a_reason(browser: Browser, tess: User, ada: User) -> None:
    said = place(browser, tess, ada.staff_number, reason="", status=422)
    assert "Say why nothing may be removed." in said
    said = place(browser, tess, "no-one", status=422)
    assert "Nobody you look after has staff number no-one." in said
    said = place(browser, tess, tess.staff_number, status=403)
    assert not db.session.scalars(sa.select(Hold)).all()


def test_an_administrator_of_a_site_holds_those_at_it(browser: Browser, ada: User) -> None:
    here, there = make_site("Here"), make_site("There")
    near, far = make_holder("Nora Near", Role.TRAINING_ADMIN, site=here), make_user("Fay Far")
    make_placement(ada, site=here)
    make_placement(far, site=there)
    db.session.commit()
    place(browser, near, ada.staff_number)
    assert "Nobody you look after" in place(browser, near, far.staff_number, status=422)
    boss = make_holder("Tess Training", Role.TRAINING_ADMIN)
    hold = actions.place_hold(far, actor=boss, reason=REASON, review_on=usual_review())
    db.session.commit()
    assert "Fay" not in browser(near).get("/files/holds").text("main")
    browser(near).post(f"/files/holds/{hold.id}/lift", status=404)


def test_a_hold_is_lifted_once(tess: User, ada: User) -> None:
    hold = actions.place_hold(ada, actor=tess, reason=REASON, review_on=usual_review())
    actions.lift(hold, actor=tess)
    with pytest.raises(Refused):
        actions.lift(hold, actor=tess)


def test_nobody_else_sees_the_page(browser: Browser, ada: User) -> None:
    browser(ada).get("/files/holds", status=404)
    browser(ada).post("/files/holds", status=404)
