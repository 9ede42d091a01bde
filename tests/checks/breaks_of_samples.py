"""What somebody would do to samples behind the application's back."""

from collections.abc import Callable

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_sampling import make_sample, make_waiting
from trainer.audit import guards
from trainer.extensions import db
from trainer.sampling.models import Pick, PickStatus, Sample


def _draw() -> None:
    assurer = make_user("Quin Assurer")
    make_sample(make_waiting(3, make_user("Sal Assessor"), assurer), assurer)


def change_the_population() -> None:
    _draw()
    guards.lift(db.session.connection())
    db.session.execute(sa.update(Sample).values(population_hash="0" * 64))


def agree_without_looking() -> None:
    _draw()
    db.session.execute(sa.update(Pick).values(status=PickStatus.AGREED))


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "a population changed after the draw": (
        "A sample follows from its recorded seed.",
        change_the_population,
    ),
    "a pick agreed with by hand": (
        "What a sample picked is decided by a look.",
        agree_without_looking,
    ),
}
