"""Asking a colleague for coaching, answering, meeting and ending, and who reads of it."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_development import make_pair
from tests.factories_people import make_placement
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.cpd.queries import year_of
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.pairs import actions
from trainer.pairs.models import CoachingPair, PairStatus


@pytest.fixture(autouse=True)
def line(ada: User, cleo: User) -> None:
    make_placement(ada, manager=cleo)


def test_somebody_asks_and_the_colleague_says_yes(ada: User, ben: User, browser: Browser) -> None:
    page = browser(ada).get(f"/coaching-pairs/for/{ada.id}/new")
    told = {"coach": ben.staff_number, "aim": "Calls in Welsh"}
    browser(ada).send(f"/coaching-pairs/for/{ada.id}/new", 303, page.form() | told)
    pair = db.session.scalars(sa.select(CoachingPair)).one()
    assert "Will you coach Ada?" in browser(ben).get(f"/coaching-pairs/{pair.id}").text("main")
    form = (
        browser(ben)
        .get(f"/coaching-pairs/{pair.id}")
        .form(f"form[action='/coaching-pairs/{pair.id}/agree']")
    )
    browser(ben).send(f"/coaching-pairs/{pair.id}/agree", 303, form)
    assert pair.status is PairStatus.GOING
    assert set(db.session.scalars(sa.select(Notice.user_id))) == {ben.id, ada.id}


def test_a_manager_asks_for_their_own_and_both_are_told(ada: User, ben: User, cleo: User) -> None:
    actions.ask(ada, actor=cleo, coach=ben, aim="Calls")
    assert sorted(db.session.scalars(sa.select(Notice.user_id))) == sorted([ben.id, ada.id])


def test_nobody_is_asked_twice_or_coaches_themselves(ada: User, ben: User) -> None:
    make_pair(ada, ben)
    with pytest.raises(Unacceptable, match="asked already"):
        make_pair(ada, ben)
    with pytest.raises(Unacceptable, match="themselves"):
        make_pair(ada, ada)
    gone = make_user("Gone Away")
    gone.active = False
    with pytest.raises(Unacceptable, match="has left"):
        make_pair(ada, gone)


def test_a_no_needs_no_reason_and_an_end_does(ada: User, ben: User) -> None:
    pair = make_pair(ada, ben)
    actions.decline(pair, actor=ben, words="")
    assert pair.status is PairStatus.DECLINED
    other = make_pair(ada, ben, agreed=True)
    with pytest.raises(Unacceptable):
        actions.end(other, actor=ada, words=" ")
    actions.end(other, actor=ada, words="It went well.")
    with pytest.raises(Refused, match="over"):
        actions.stop(other, actor=ben, words="No")


def test_meetings_are_for_the_two_and_count_as_development(
    ada: User, ben: User, cleo: User, eve: User, browser: Browser
) -> None:
    pair = make_pair(ada, ben, agreed=True)
    page = browser(ben).get(f"/coaching-pairs/{pair.id}")
    told = {"minutes": "45", "words": "We listened to three calls."}
    browser(ben).send(
        f"/coaching-pairs/{pair.id}/meetings",
        303,
        page.form(f"form[action='/coaching-pairs/{pair.id}/meetings']") | told,
    )
    assert "three calls" in browser(ada).get(f"/coaching-pairs/{pair.id}").text("main")
    above = browser(cleo).get(f"/coaching-pairs/{pair.id}").text("main")
    assert "three calls" not in above
    assert "for them alone" in above
    browser(eve).get(f"/coaching-pairs/{pair.id}", 404)
    assert year_of(ada, clock.today().year).minutes == 45
    assert year_of(ben, clock.today().year).minutes == 0


def test_only_the_two_write(ada: User, ben: User, cleo: User, browser: Browser) -> None:
    pair = make_pair(ada, ben)
    with pytest.raises(Refused, match="has not answered"):
        actions.note_meeting(pair, actor=ada, met_on=clock.today(), minutes=5, words="a")
    with pytest.raises(Refused):
        actions.agree(pair, actor=ada)
    with pytest.raises(Refused):
        actions.stop(pair, actor=cleo, words="No")
    browser(cleo).get(f"/coaching-pairs/{pair.id}/stop", 403)
