"""Whom a staff number means, also when they have left."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.queries import tidy_identity
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.extensions import db


def named(staff_number: str, among: sa.Select[User] | None = None) -> User:
    """Find whom a staff number means, of everybody or of those selected.

    Raises `Unacceptable` for the field `staff_number` if it is nobody's there.
    """
    people = sa.select(User) if among is None else among
    person = db.session.scalar(people.where(User.staff_number == tidy_identity(staff_number)))
    if person is not None:
        return person
    number = staff_number[:40]
    if among is None:
        words = _("Nobody has staff number %(number)s.", number=number)
    else:
        words = _("Nobody you look after has staff number %(number)s.", number=number)
    raise Unacceptable(words, "staff_number")
