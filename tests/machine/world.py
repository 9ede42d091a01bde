"""The people and records that the machine acts with, and how one act is tried."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import make_entry, make_qualification, make_registration
from tests.factories_people import appoint
from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.assessors.models import Duty, Standing
from trainer.audit.models import LedgerEntry
from trainer.catalogue.models import QualificationNumber
from trainer.core import clock
from trainer.core.errors import TrainerError
from trainer.extensions import db
from trainer.people.models import Role

ACTING = ("ada", "eli", "ben", "tia", "dora", "cleo", "ivy", "tess", "gus", "hal")


class World:
    """Two learners on one qualification, and everybody around them; time goes on with each act."""

    def __init__(self) -> None:
        self.now = clock.now()
        self.told: list[str] = []
        """What became of each act tried, in order."""
        names = {name: make_user(f"{name.title()} Surname").id for name in ACTING}
        self.ids = names
        ben, tia, dora = self.person("ben"), self.person("tia"), self.person("dora")
        cleo, ivy = self.person("cleo"), self.person("ivy")
        version = make_qualification(units=2)
        first = make_registration(self.person("ada"), ben, cleo, version=version)
        make_entry(tia, version, standing=Standing.WORKING_TOWARDS)
        appoint(tia, Role.ASSESSOR)
        make_entry(dora, version)
        appoint(dora, Role.ASSESSOR)
        make_entry(ivy, version, duty=Duty.VERIFY)
        make_entry(self.person("hal"), version, duty=Duty.WITNESS)
        appoint(ivy, Role.IQA)
        for name in ("tess", "gus", "hal"):
            appoint(self.person(name), Role.TRAINING_ADMIN)
        second = make_registration(
            self.person("eli"), tia, cleo, version=version, on_register=False
        )
        awarding = QualificationNumber(
            version=version, organisation="City Awards", number="601/0000/1"
        )
        first.awarding = second.awarding = awarding
        self.registrations = [first.id, second.id]
        db.session.commit()

    def person(self, name: str) -> User:
        """Somebody by the name they go by here."""
        return db.session.get_one(User, self.ids[name])

    def proof(self, person: User) -> Proof:
        """The person has just re-entered their password."""
        return Proof(user_id=person.id, at=clock.now())

    def all(self, model: Any, *which: sa.ColumnElement[bool]) -> Sequence[Any]:
        """Every row of a table, in order."""
        return db.session.scalars(sa.select(model).where(*which).order_by(model.id)).all()

    def attempt(self, act: Callable[[], object]) -> bool:
        """Try an act. One that is refused leaves no trace; anything but a refusal is a fault."""
        self.now += timedelta(minutes=1)
        before = links()
        with clock.at(self.now):
            try:
                act()
                db.session.commit()
            except TrainerError as refused:
                db.session.rollback()
                self.told.append(f"{_named(act)}: {type(refused).__name__}, {refused}")
                assert links() == before
                return False
        self.told.append(f"{_named(act)}: done")
        return True

    def wait(self, days: int) -> None:
        """Let days go by."""
        self.now += timedelta(days=days)


def links() -> int | None:
    """How many links the ledger has."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(LedgerEntry))


def _named(act: Callable[[], object]) -> str:
    """Say which step an act is part of: `Working.sign`."""
    return (act.func if isinstance(act, partial) else act).__qualname__.partition(".<")[0]
