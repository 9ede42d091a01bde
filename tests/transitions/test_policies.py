"""Who may move a learner to a later version, and in which state of the registration."""

import pytest
import sqlalchemy as sa

from tests.factories_people import make_holder, make_site
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import Role
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.registrations.policies import ASSESSED
from trainer.transitions import policies

R = RegistrationStatus

pytestmark = pytest.mark.usefixtures("app")


def movable(actor: User) -> list[Registration]:
    return list(db.session.scalars(policies.movable_by(actor)))


def test_only_administrators_look_and_move(ada: User) -> None:
    tess, registration = make_admin(), make_registration(ada)
    assert policies.may_look(tess)
    assert policies.may_move(tess, registration)
    assert movable(tess) == [registration]
    for outsider in (ada, registration.assessor, registration.iqa):
        assert not policies.may_look(outsider)
        assert not policies.may_move(outsider, registration)
        assert movable(outsider) == []


def test_nobody_moves_themselves(ada: User) -> None:
    tess = make_admin()
    own = make_registration(tess)
    assert movable(tess) == []
    assert not policies.may_move(tess, own)


def test_an_administrator_moves_those_of_their_site() -> None:
    here, there = make_site(), make_site("Mill Lane")
    registration = make_registration(site=here)
    assert movable(make_holder("Near Administrator", Role.TRAINING_ADMIN, site=here)) == [
        registration
    ]
    assert movable(make_holder("Far Administrator", Role.TRAINING_ADMIN, site=there)) == []


@pytest.mark.parametrize("status", list(R))
def test_what_is_over_stays_as_it_is(status: RegistrationStatus) -> None:
    tess, registration = make_admin(), make_registration()
    db.session.execute(sa.update(Registration).values(status=status))
    db.session.refresh(registration)
    verdict = policies.may_move(tess, registration)
    assert bool(verdict) is (movable(tess) == [registration]) is (status in ASSESSED)
    assert verdict or "stays as it is" in verdict.reason


def test_whoever_may_not_change_it_is_told_that_first(ada: User) -> None:
    registration = make_registration()
    registration.status = R.WITHDRAWN
    assert "stays as it is" not in policies.may_move(ada, registration).reason
