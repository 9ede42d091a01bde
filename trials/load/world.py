"""Who is at work in the trial: learners, their assessors and managers, who all have passwords."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.factories import PASSWORD, make_user
from tests.factories_assessments import (
    criteria_of,
    make_manager,
    make_qualification,
    make_ready,
    make_registration,
)
from tests.factories_logs import make_goal
from trainer.cli.context import made
from trainer.cli.migrating import bring_up_to_date
from trainer.config import Config
from trainer.extensions import db

LEARNERS, ASSESSORS, MANAGERS = 30, 10, 10
UNITS, CRITERIA = 4, 8
"""Of each learner; half of the units are ready to be signed."""


@dataclass(frozen=True)
class Person:
    """Somebody who works in the trial, as they sign in."""

    hat: str
    staff_number: str
    password: str
    criteria: list[int]
    """What a learner may still show, of the units that are not ready."""


def make(config: Config, told: Path) -> None:
    """Make the records and the people, and write down who they are, for whoever plays them."""
    app = made(config)
    bring_up_to_date(app)
    with app.app_context():
        people = _people()
        told.write_text(json.dumps([asdict(one) for one in people]))
        db.session.remove()
        db.engine.dispose()
    app.extensions["jobs"].close()
    app.extensions["file_reader"].close()


def _people() -> list[Person]:
    version = make_qualification(units=UNITS, criteria=CRITERIA)
    iqa = make_user("Cleo Assurer")
    assessors = [make_user(f"Assessor {n}", password=PASSWORD) for n in range(ASSESSORS)]
    managers = [make_user(f"Manager {n}", password=PASSWORD) for n in range(MANAGERS)]
    learners = [make_user(f"Learner {n}", password=PASSWORD) for n in range(LEARNERS)]
    for place, learner in enumerate(learners):
        assessor = assessors[place % ASSESSORS]
        registration = make_registration(
            learner, assessor, iqa, version=version, on_register=place < ASSESSORS
        )
        make_manager(managers[place % MANAGERS], learner)
        for unit in range(UNITS // 2):
            make_ready(registration, unit)
        for open_unit in registration.units[UNITS // 2 :]:
            make_goal(learner, open_unit.unit_version)
    db.session.commit()
    hats = {"learner": learners, "assessor": assessors, "manager": managers}
    open_ = [
        criterion.id
        for place in range(UNITS // 2, UNITS)
        for criterion in criteria_of(registration, place)
    ]
    return [
        Person(hat, one.staff_number, PASSWORD, open_)
        for hat, those in hats.items()
        for one in those
    ]
