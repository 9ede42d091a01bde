"""Who sees a registration and who may do what to it, as tables."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.factories_people import appoint, make_holder, make_placement, make_site
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import Verdict
from trainer.extensions import db
from trainer.people.models import Role
from trainer.registrations import policies
from trainer.registrations.models import Registration, RegistrationStatus

R = RegistrationStatus

pytestmark = pytest.mark.usefixtures("app")


def sees(person: User, registration: Registration) -> bool:
    found = policies.visible_to(person).where(Registration.id == registration.id)
    return db.session.scalar(found) is not None


def test_those_with_a_part_in_it_see_it(ada: User, cleo: User, eve: User) -> None:
    registration = make_registration(ada)
    make_placement(ada, manager=cleo)
    assert sees(ada, registration)
    assert sees(registration.assessor, registration)
    assert sees(registration.iqa, registration)
    assert sees(cleo, registration)
    assert sees(make_admin(), registration)
    assert not sees(eve, registration)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.IQA, Role.SYSTEM_ADMIN])
def test_a_role_alone_shows_nothing(role: Role) -> None:
    assert not sees(make_holder("Somebody Else", role), make_registration())


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "seen"),
    [(-10, None, True), (0, None, True), (1, None, False), (-10, 1, True), (-10, 0, False)],
)
def test_a_line_manager_sees_it_while_they_are_it(
    ada: User, cleo: User, starts_in: int, ends_in: int | None, *, seen: bool
) -> None:
    registration = make_registration(ada)
    make_placement(
        ada,
        manager=cleo,
        starts_on=clock.today() + timedelta(days=starts_in),
        ends_on=None if ends_in is None else clock.today() + timedelta(days=ends_in),
    )
    assert sees(cleo, registration) is seen


def test_an_administrator_of_one_site_administers_that_site(ada: User) -> None:
    here, there = make_site(), make_site("Mill Lane")
    registration = make_registration(site=here)
    near = make_holder("Near Administrator", Role.TRAINING_ADMIN, site=here)
    far = make_holder("Far Administrator", Role.TRAINING_ADMIN, site=there)
    assert sees(near, registration)
    assert policies.may_change(near, registration)
    assert not sees(far, registration)
    assert not policies.may_change(far, registration)
    assert policies.may_register(near, ada, here.id)
    assert not policies.may_register(near, ada, there.id)
    assert not policies.may_register(near, ada, None)


def test_nobody_registers_or_changes_themselves(ada: User) -> None:
    registration = make_registration(ada)
    appoint(ada, Role.TRAINING_ADMIN)
    assert not policies.may_register(ada, ada, None)
    assert not policies.may_change(ada, registration)


def test_a_leaver_is_not_registered(ada: User) -> None:
    ada.active = False
    db.session.commit()
    assert "has left" in policies.may_register(make_admin(), ada, None).reason


CHOOSES = {R.APPLIED, R.INITIAL_ASSESSMENT, R.REGISTERED, R.ACTIVE}
OVER = {R.CERTIFICATED, R.WITHDRAWN, R.TRANSFERRED, R.LAPSED}


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        (policies.may_choose_units, CHOOSES),
        (policies.may_reassign, set(R) - OVER),
        (policies.may_take_break, {R.ACTIVE}),
        (policies.may_resume, {R.BREAK_IN_LEARNING}),
        (policies.may_withdraw, CHOOSES | {R.BREAK_IN_LEARNING}),
    ],
)
def test_what_may_be_done_in_which_state(
    eve: User, policy: Callable[[User, Registration], Verdict], allowed: set[R]
) -> None:
    tess, registration = make_admin(), make_registration()
    for status in R:
        registration.status = status
        verdict = policy(tess, registration)
        assert bool(verdict) is (status in allowed), status
        assert verdict or verdict.reason.endswith(".")
        for outsider in (eve, registration.learner, registration.assessor, registration.iqa):
            assert not policy(outsider, registration)
