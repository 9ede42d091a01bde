"""Who reads an entry: its owner always; others what was submitted, and while they have leave."""

from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.factories_logs import make_entry, make_grant, make_submitted, make_unit
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.logs import actions, policies, queries, sharing
from trainer.logs.models import Item, Revision


def seen(actor: User) -> set[int]:
    return {item.id for item in db.session.scalars(policies.visible_to(actor))}


def revisions_seen(actor: User) -> set[int]:
    return {one.id for one in db.session.scalars(policies.revisions_visible_to(actor))}


def revise(item: Item) -> Revision:
    revision = actions.revise(item, actor=item.owner)
    revision.what = "Second thoughts."
    db.session.commit()
    return revision


def test_everyone_sees_their_own_and_nobody_else_s(ada: User, ben: User, eve: User) -> None:
    mine, theirs = make_entry(ada).item, make_submitted(ben)
    assert seen(ada) == {mine.id}
    assert seen(ben) == {theirs.id}
    assert seen(eve) == set()


def test_a_reader_sees_what_was_submitted_and_no_draft(ada: User, ben: User) -> None:
    make_entry(ada)
    item = make_submitted(ada)
    make_grant(ben, ada)
    assert seen(ben) == {item.id}


def test_a_reader_still_sees_the_revision_submitted_while_the_next_is_written(
    browser: Browser, ada: User, ben: User
) -> None:
    item = make_submitted(ada, what="First words.")
    make_grant(ben, ada)
    first = actions.latest(item)
    revise(item)
    assert revisions_seen(ben) == {first.id}
    page = browser(ben).get(f"/log/{item.id}")
    assert "First words." in page.text("main")
    assert "Second thoughts." not in page.html
    browser(ben).get(f"/log/{item.id}/revisions/2", status=404)
    assert "Second thoughts." in browser(ada).get(f"/log/{item.id}").text("main")
    assert "First words." in browser(ada).get(f"/log/{item.id}/revisions/1").text("main")


def test_leave_for_one_unit_opens_what_claims_it(ada: User, ben: User) -> None:
    one, other = make_unit("One unit"), make_unit("Another unit")
    opened, _closed = make_submitted(ada, one), make_submitted(ada, other)
    make_grant(ben, ada, one)
    assert seen(ben) == {opened.id}


@pytest.mark.parametrize(("starts", "ends", "reads"), [
    (0, None, True), (0, 1, True), (-5, 0, False), (1, None, False), (-5, 5, True),
])  # fmt: skip
def test_leave_holds_from_its_first_day_until_its_last(
    ada: User, ben: User, starts: int, ends: int | None, reads: bool
) -> None:
    item = make_submitted(ada)
    today = clock.today()
    sharing.grant_reading(
        actor=None,
        reader=ben,
        learner=ada,
        reason="sample:4",
        starts_on=today + timedelta(days=starts),
        ends_on=today + timedelta(days=ends) if ends is not None else None,
    )
    db.session.commit()
    assert seen(ben) == ({item.id} if reads else set())


def test_granting_the_same_again_changes_nothing_and_nobody_is_granted_their_own(
    ada: User, ben: User
) -> None:
    assert make_grant(ben, ada).id == make_grant(ben, ada).id
    unit = make_unit()
    assert make_grant(ben, ada, unit).id == make_grant(ben, ada, unit).id
    with pytest.raises(Refused, match="their own log"):
        make_grant(ada, ada)


def test_a_reader_may_look_and_nothing_else(browser: Browser, ada: User, ben: User) -> None:
    item = make_submitted(ada)
    make_grant(ben, ada)
    page = browser(ben).get(f"/log/{item.id}")
    assert ada.name in page.text(".context")
    assert not page.all("main form")
    for post in ("edit", "files", "withdraw", "revise", "copy"):
        browser(ben).post(f"/log/{item.id}/{post}", status=404)


def test_goal_units_are_those_of_their_source(ada: User) -> None:
    one, two, three = (make_unit(f"Unit {n}") for n in range(3))
    sharing.set_goal_units(user=ada, units=[one.id, two.id], source="registration:1")
    sharing.set_goal_units(user=ada, units=[three.id], source="registration:2")
    sharing.set_goal_units(user=ada, units=[two.id], source="registration:1")
    db.session.commit()
    criteria = db.session.scalars(queries.linkable(ada)).all()
    assert {one.unit_version_id for one in criteria} == {two.id, three.id}
