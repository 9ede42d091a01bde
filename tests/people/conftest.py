"""Those who keep the records of people in these tests."""

import pytest

from tests.factories import PASSWORD
from tests.factories_people import make_holder
from trainer.accounts.models import User
from trainer.people.models import Role


@pytest.fixture
def hr(app: object) -> User:
    return make_holder("Hana People", Role.HR, password=PASSWORD)


@pytest.fixture
def dot(app: object) -> User:
    return make_holder("Dot Second", Role.SYSTEM_ADMIN, password=PASSWORD)
