"""Who arranges cover, for which learners, who takes them on, and who gives them back."""

from datetime import timedelta

import pytest

from tests.factories_appeals import make_cover
from tests.factories_assessments import make_entry, make_registration
from tests.factories_people import make_holder, make_site
from tests.factories_register import make_admin
from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.core import clock
from trainer.cover import policies
from trainer.cover.models import Cover
from trainer.extensions import db
from trainer.people.models import Role
from trainer.registrations.models import Registration, RegistrationStatus

R = RegistrationStatus

pytestmark = pytest.mark.usefixtures("app")


def given_by(actor: User, absent: User) -> list[Registration]:
    return list(db.session.scalars(policies.registrations_of(actor, absent)))


def seen_by(actor: User) -> list[Cover]:
    return list(db.session.scalars(policies.visible_to(actor)))


def test_only_administrators_arrange(ada: User) -> None:
    assert policies.may_arrange(make_admin())
    assert "administrator arranges cover" in policies.may_arrange(ada).reason


def test_an_administrator_gives_away_learners_of_their_site_but_not_themselves(
    ada: User, ben: User, cleo: User, dev: User
) -> None:
    here, there = make_site(), make_site("Mill Lane")
    registration = make_registration(ada, ben, cleo, site=here)
    near = make_holder("Near Administrator", Role.TRAINING_ADMIN, site=here)
    far = make_holder("Far Administrator", Role.TRAINING_ADMIN, site=there)
    make_registration(near, ben, cleo, version=registration.version, site=here, on_register=False)
    assert given_by(near, ben) == [registration]
    assert given_by(near, dev) == []
    assert given_by(far, ben) == given_by(ben, ben) == []


@pytest.mark.parametrize("status", list(R))
def test_what_is_over_is_given_to_nobody(
    ada: User, ben: User, cleo: User, status: RegistrationStatus
) -> None:
    registration = make_registration(ada, ben, cleo, status=status)
    is_over = status in {R.CERTIFICATED, R.WITHDRAWN, R.TRANSFERRED, R.LAPSED}
    assert given_by(make_admin(), ben) == ([] if is_over else [registration])


def test_those_it_concerns_and_administrators_see_it(
    ada: User, ben: User, cleo: User, dev: User
) -> None:
    tess, registration = make_admin(), make_registration(ada, ben, cleo)
    make_entry(dev, registration.version)
    db.session.commit()
    cover = make_cover(registration, tess, dev)
    for person in (tess, ben, dev):
        assert seen_by(person) == [cover]
    for person in (ada, cleo):
        assert seen_by(person) == []


def test_a_substitute_is_on_the_register_and_does_not_assure(
    ada: User, ben: User, cleo: User, dev: User
) -> None:
    registration = make_registration(ada, ben, cleo)
    assert not policies.may_take_on(dev, registration)
    for person in (dev, cleo):
        make_entry(person, registration.version, duty=Duty.ASSESS)
    db.session.commit()
    assert policies.may_take_on(dev, registration)
    assert "quality assures this learner" in policies.may_take_on(cleo, registration).reason


def test_cover_for_a_period_is_ended_once_by_an_administrator(ada: User) -> None:
    tess, today = make_admin(), clock.today()
    lasting = Cover(back_on=today + timedelta(days=7))
    assert policies.may_end(tess, lasting)
    assert policies.may_end(ada, lasting).reason == policies.may_arrange(ada).reason
    assert "for good" in policies.may_end(tess, Cover(back_on=None)).reason
    ended = Cover(back_on=today, ended_at=clock.now())
    assert "over already" in policies.may_end(tess, ended).reason
