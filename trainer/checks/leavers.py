"""INV28: who has left keeps no way in and no role, and nothing waits with them."""

from collections.abc import Iterator

import sqlalchemy as sa

from trainer.accounts.models import LoginSession, User
from trainer.checks.finding import Check, rows
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Appointment
from trainer.registrations.models import Registration
from trainer.registrations.queries import is_stranded


def _left(person: sa.SQLColumnExpression[int]) -> sa.ColumnElement[bool]:
    return sa.exists().where(User.id == person, ~User.active)


STILL_IN = sa.select(LoginSession.id).where(
    LoginSession.ended_at.is_(None), _left(LoginSession.user_id)
)


def _still_appointed() -> Iterator[str]:
    held = sa.select(Appointment.id).where(
        Appointment.holds_on(clock.today()), _left(Appointment.holder_id)
    )
    for found in db.session.scalars(held):
        yield f"Appointment {found} is of somebody who left."


def _waiting() -> Iterator[str]:
    for found in db.session.scalars(sa.select(Registration.id).where(is_stranded())):
        yield f"Registration {found} needs another assessor or quality assurer."


CHECKS = [
    Check("INV28", "Who has left is signed in nowhere.", rows(STILL_IN, "Session %s is open.")),
    Check("INV28", "Who has left holds no role.", _still_appointed),
    Check(
        "INV28",
        "No work waits with somebody who left or may not do it any more.",
        _waiting,
    ),
]
