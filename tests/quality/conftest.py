"""Units that were picked for a quality assurer to look into."""

import pytest

from tests.factories_sampling import ALL_OF_THEM, make_sample, make_waiting
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.registrations.models import UnitAssessment


@pytest.fixture
def picked(app: object, ben: User, cleo: User) -> list[UnitAssessment]:
    """Two units of one assessor, both picked."""
    units = make_waiting(2, ben, cleo)
    make_sample(units, cleo, ALL_OF_THEM)
    db.session.commit()
    return units
