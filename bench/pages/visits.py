"""What a measured page is: its name, how many statements it may issue, and who opens it."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.extensions import db


@dataclass(frozen=True)
class Visit:
    """One person opening one address."""

    person_id: int
    path: str


@dataclass(frozen=True)
class MeasuredPage:
    """A page of the table: its name, its ceiling, and visits by different people."""

    name: str
    ceiling: int
    visits: Callable[[], list[Visit]]


def opened_by(name: str, ceiling: int, staff_number: str, path: str) -> MeasuredPage:
    """Measure a page as one of the demonstration's people opens it."""

    def visits() -> list[Visit]:
        person = sa.select(User.id).where(User.staff_number == staff_number)
        return [Visit(db.session.scalars(person).one(), path)]

    return MeasuredPage(name, ceiling, visits)
