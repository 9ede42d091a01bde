"""Whom an update is for on a day: asked of where people work and what they are appointed to."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.people.models import Appointment, Placement
from trainer.updates.models import (
    Update,
    UpdateAudience,
    UpdateReading,
    UpdateStatus,
    UpdateVersion,
)


def is_for(person_id: Any, day: date) -> sa.ColumnElement[bool]:
    """Narrow a select of updates and people to those for whom each is that day.

    Joiners and movers are counted as they come and go, since nothing is written down beforehand.
    """
    mine = UpdateAudience.update_id == Update.id
    anybody = sa.select(UpdateAudience.id).where(mine)
    by_place = (
        sa.select(UpdateAudience.id)
        .join(
            Placement,
            sa.or_(
                Placement.site_id == UpdateAudience.site_id,
                Placement.team_id == UpdateAudience.team_id,
            ),
        )
        .where(mine, Placement.user_id == person_id, Placement.holds_on(day))
    )
    by_role = (
        sa.select(UpdateAudience.id)
        .join(Appointment, Appointment.role == UpdateAudience.role)
        .where(mine, Appointment.holder_id == person_id, Appointment.holds_on(day))
    )
    return sa.or_(
        ~anybody.correlate(Update).exists(),
        by_place.correlate(Update, User).exists(),
        by_role.correlate(Update, User).exists(),
    )


def is_current() -> sa.ColumnElement[bool]:
    """Narrow a select of updates and their versions to what people read now."""
    return sa.and_(
        UpdateVersion.update_id == Update.id,
        UpdateVersion.number == Update.latest,
        Update.status == UpdateStatus.PUBLISHED,
    )


def was_read(person_id: Any) -> sa.ColumnElement[bool]:
    """Say, as part of another statement, whether somebody confirmed the version."""
    return (
        sa.select(UpdateReading.id)
        .where(UpdateReading.version_id == UpdateVersion.id, UpdateReading.reader_id == person_id)
        .correlate(UpdateVersion, User)
        .exists()
    )
