"""Confirming what somebody did: by their line or HR, never by themselves, and taken back with a reason."""

from datetime import timedelta

import pytest

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_careers import DESK, make_confirmation, make_map
from tests.factories_people import make_placement
from trainer.accounts.models import User
from trainer.careers.actions import confirming
from trainer.careers.models import CareerConfirmation
from trainer.careers.queries import charts
from trainer.careers.queries.standing import career, confirmations_of
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.people.models import Role


@pytest.fixture
def ben(app: object) -> User:
    make_map()
    return make_user("Ben Manager")


@pytest.fixture
def ada(ben: User) -> User:
    ada = make_user("Ada Trainee")
    make_placement(ada, manager=ben)
    return ada


def test_the_manager_confirms_a_shift_and_takes_it_back(
    browser: Browser, ada: User, ben: User
) -> None:
    at = f"/career/people/{ada.id}/confirm"
    form = browser(ben).get(f"{at}?what=shifts:desk").form()
    assert form["what"] == "shifts:desk"
    browser(ben).send(at, 303, form | {"says": "Alone on a Saturday."})
    [one] = db.session.query(CareerConfirmation).all()
    assert (one.person, one.by, one.about, one.says) == (ada, ben, "desk", "Alone on a Saturday.")

    browser(ben).post(f"/career/confirmations/{one.id}/take-back", status=422, because="")
    browser(ben).post(f"/career/confirmations/{one.id}/take-back", because="It was another day.")
    role = charts.chart().role("senior")
    assert role is not None
    assert DESK in career(ada, charts.chart(), clock.today()).open_asks(role)
    browser(ben).get(f"/career/confirmations/{one.id}/take-back", status=403)


def test_nobody_confirms_for_themselves(ada: User) -> None:
    with pytest.raises(Refused, match="their own"):
        confirming.confirm(ada, DESK, actor=ada, day=clock.today(), says="I did it.")


def test_an_outsider_confirms_nothing(browser: Browser, ada: User, ben: User) -> None:
    eve = make_user("Eve Outsider")
    with pytest.raises(Refused, match="A manager of Ada"):
        confirming.confirm(ada, DESK, actor=eve, day=clock.today(), says="I think so.")
    one = make_confirmation(ada, ben)
    browser(eve).get(f"/career/people/{ada.id}/confirm", status=404)
    browser(eve).get(f"/career/confirmations/{one.id}/take-back", status=404)


def test_tomorrow_can_not_be_confirmed(ada: User, ben: User) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Unacceptable, match="still to come"):
        confirming.confirm(ada, DESK, actor=ben, day=tomorrow, says="They will.")


def test_whoever_confirmed_can_be_asked_for_their_roles_afterwards(ada: User, ben: User) -> None:
    make_confirmation(ada, ben, DESK)
    db.session.expunge(ben)
    [one] = db.session.scalars(confirmations_of(ada)).all()
    assert not one.by.holds(Role.HR)
