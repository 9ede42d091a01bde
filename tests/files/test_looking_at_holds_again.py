"""Holds looked at again: the day they get, word of it once, and kept with a reason."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_people import make_holder, make_placement, make_site
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.checks.vouched import CHECKS
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.files import actions
from trainer.files.models import Hold, HoldReview, usual_review
from trainer.files.reminding import remind_of_holds
from trainer.notifications.models import Notice
from trainer.people.models import Role

REASON, STILL = "A claim before the tribunal, case 12.", "The hearing was put off to March."


@pytest.fixture
def tess(app: object) -> User:
    return make_holder("Tess Training", Role.TRAINING_ADMIN)


def ahead(days: int) -> date:
    return clock.today() + timedelta(days=days)


def hold_of(learner: User, tess: User, days: int = 30) -> Hold:
    hold = actions.place_hold(learner, actor=tess, reason=REASON, review_on=ahead(days))
    db.session.commit()
    return hold


def make_due(hold: Hold, days: int) -> None:
    hold.review_on = ahead(-days)
    db.session.commit()


def told(person: User) -> list[str]:
    return [
        one.text
        for one in db.session.scalars(sa.select(Notice).where(Notice.user_id == person.id))
        if one.path.startswith("/files/holds/")
    ]


def test_half_a_year_is_offered_and_a_day_is_required(
    browser: Browser, tess: User, ada: User
) -> None:
    fields = browser(tess).get("/files/holds").form("aside form")
    assert fields["review_on"] == usual_review().isoformat()
    sent = {**fields, "staff_number": ada.staff_number, "reason": REASON, "review_on": ""}
    said = browser(tess).post("/files/holds", status=422, **sent)
    assert "Choose a day." in said.text("main")
    assert db.session.scalar(sa.select(Hold.id)) is None
    sent["review_on"] = ahead(90).isoformat()
    browser(tess).post("/files/holds", status=303, **sent)
    assert db.session.scalars(sa.select(Hold.review_on)).all() == [ahead(90)]


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (365, True), (366, False)])
def test_the_day_lies_after_today_and_within_a_year(
    tess: User, ada: User, days: int, *, fits: bool
) -> None:
    hold = hold_of(ada, tess)
    if fits:
        actions.keep_hold(hold, actor=tess, reason=STILL, review_on=ahead(days))
        assert hold.review_on == ahead(days)
        return
    with pytest.raises(Unacceptable):
        actions.keep_hold(hold, actor=tess, reason=STILL, review_on=ahead(days))
    with pytest.raises(Unacceptable):
        actions.place_hold(ada, actor=tess, reason=REASON, review_on=ahead(days))


def test_what_is_due_stands_first_with_how_long_it_is_overdue(
    browser: Browser, tess: User, ada: User
) -> None:
    late = hold_of(ada, tess)
    hold_of(make_user("Zoe Later"), tess, days=3)
    make_due(late, 12)
    first, second = browser(tess).get("/files/holds").texts(".task")
    assert ada.name in first
    assert "12 days overdue" in first
    assert "Zoe Later" in second
    assert "overdue" not in second


def test_it_is_kept_with_a_reason_and_a_new_day(browser: Browser, tess: User, ada: User) -> None:
    hold = hold_of(ada, tess)
    make_due(hold, 1)
    address = f"/files/holds/{hold.id}/keep"
    fields = browser(tess).get(address).form("form:has([name=review_on])")
    said = browser(tess).post(address, status=422, **{**fields, "reason": " "})
    assert "Say why it is still needed." in said.text("main")
    sent = {**fields, "reason": STILL, "review_on": ahead(60).isoformat()}
    browser(tess).post(address, status=303, **sent)
    [step] = db.session.scalars(sa.select(HoldReview)).all()
    assert (step.kept_by_id, step.reason, step.review_on) == (tess.id, STILL, ahead(60))
    assert (hold.review_on, hold.lifted_at) == (ahead(60), None)
    last = db.session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.seq.desc())).first()
    assert last is not None
    assert last.kind == "HoldKept"
    assert STILL not in last.body
    assert f"Kept by {tess.name}" in browser(tess).get(address).text("aside")
    assert [found for check in CHECKS for found in check.findings()] == []


def test_what_is_lifted_is_not_kept(browser: Browser, tess: User, ada: User) -> None:
    hold = hold_of(ada, tess)
    actions.lift(hold, actor=tess)
    db.session.commit()
    with pytest.raises(Refused):
        actions.keep_hold(hold, actor=tess, reason=STILL, review_on=ahead(9))
    browser(tess).get(f"/files/holds/{hold.id}/keep", status=404)


def test_only_those_who_look_after_somebody_keep_their_hold(
    browser: Browser, tess: User, ada: User, ben: User
) -> None:
    far = make_holder("Fay Far", Role.TRAINING_ADMIN, site=make_site("Far"))
    hold, own = hold_of(ada, tess), hold_of(tess, make_holder("Una Other", Role.TRAINING_ADMIN))
    for other in (ada, ben, far):
        browser(other).get(f"/files/holds/{hold.id}/keep", status=404)
    page = browser(tess).get(f"/files/holds/{own.id}/keep")
    assert "Somebody else decides about holding what is yours." in page.text("main")
    with pytest.raises(Refused):
        actions.keep_hold(own, actor=tess, reason=STILL, review_on=ahead(9))


def test_those_who_may_lift_it_are_told_once(tess: User, ada: User) -> None:
    here = make_site("Here")
    make_placement(ada, site=here)
    near = make_holder("Nora Near", Role.TRAINING_ADMIN, site=here)
    far = make_holder("Fay Far", Role.TRAINING_ADMIN, site=make_site("Far"))
    hold = hold_of(ada, tess)
    assert remind_of_holds() == 0
    make_due(hold, 0)
    assert remind_of_holds() == 1
    db.session.commit()
    assert remind_of_holds() == 0
    assert [len(told(one)) for one in (tess, near, far, ada)] == [1, 1, 0, 0]
    assert ada.name in told(near)[0]
    actions.keep_hold(hold, actor=near, reason=STILL, review_on=ahead(20))
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=20), tick=False):
        assert remind_of_holds() == 1


def test_nobody_is_told_of_what_is_lifted_or_their_own(tess: User, ada: User) -> None:
    lifted, own = hold_of(ada, tess), hold_of(tess, make_holder("Una", Role.TRAINING_ADMIN))
    make_due(lifted, 3)
    make_due(own, 3)
    actions.lift(lifted, actor=tess)
    db.session.commit()
    remind_of_holds()
    assert told(tess) == []
