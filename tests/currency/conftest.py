"""Ada, who achieved a unit on 3 May 2025, and a rule by which it is current for a year."""

from datetime import date, datetime

import pytest

from tests.factories import make_user
from tests.factories_assessments import make_qualification, make_registration, make_waiting_for_iqa
from tests.factories_certificates import make_administrator
from tests.factories_people import make_placement
from tests.factories_reviews import let_count
from trainer.accounts.models import User
from trainer.core import clock
from trainer.currency import actions
from trainer.extensions import db
from trainer.people.models import Placement
from trainer.registrations.models import Registration, UnitAssessment

ACHIEVED = date(2025, 5, 3)
NOON = datetime.fromisoformat("2025-05-03T12:00+00:00")


@pytest.fixture
def tess(app: object) -> User:
    return make_administrator()


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    version = make_qualification(units=2)
    with clock.at(NOON):
        made = make_registration(ada, ben, cleo, version=version)
        let_count(make_waiting_for_iqa(made))
    return made


@pytest.fixture
def unit(registration: Registration) -> UnitAssessment:
    return registration.units[0]


@pytest.fixture
def job(ada: User) -> Placement:
    return make_placement(ada, manager=make_user("Mo Manager"))


@pytest.fixture
def ruled(unit: UnitAssessment, tess: User) -> None:
    with clock.at(NOON):
        rule(unit, tess)


def rule(unit: UnitAssessment, tess: User, months: int | None = 12) -> None:
    """Let a unit be current for so many months."""
    actions.set_rule(
        unit.unit_version.unit, actor=tess, months=months, renewal_days=60, reason="It changes."
    )
    db.session.commit()
