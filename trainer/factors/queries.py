"""What the pages about second steps show."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import SecondStepRule, User
from trainer.accounts.queries import has_app, unused_codes
from trainer.core import clock
from trainer.extensions import db
from trainer.factors.policies import PRIVILEGED
from trainer.people.models import Appointment


def rules() -> sa.Select[SecondStepRule]:
    """Select what was ever said about second steps, what holds first."""
    return (
        sa.select(SecondStepRule)
        .options(joinedload(SecondStepRule.set_by))
        .order_by(SecondStepRule.id.desc())
    )


def without_second_step() -> sa.Select[User]:
    """Select who holds a privileged role today and signs in with a password alone, by name."""
    privileged = sa.select(Appointment.holder_id).where(
        Appointment.role.in_(PRIVILEGED), Appointment.holds_on(clock.today())
    )
    return (
        sa.select(User)
        .where(User.active, User.id.in_(privileged), ~has_app(User.id))
        .options(joinedload(User.appointments))
        .order_by(User.name, User.id)
    )


def count_codes_left(person: User) -> int:
    """Count the recovery codes somebody has left."""
    left = sa.select(sa.func.count()).select_from(unused_codes(person).subquery())
    return db.session.scalar(left) or 0
