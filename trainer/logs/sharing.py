"""What registrations, samples and visits set for logs: who may read whose, and towards which units.

Called by reactions with plain arguments, so that logs never have to look at what lies above them.
"""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import UnitVersion
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.events import publish
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs import queries
from trainer.logs.events import ReadingEnded, ReadingGranted
from trainer.logs.models import GoalUnit, ReadingGrant


def grant_reading(
    *,
    actor: User | None,
    reader: User,
    learner: User,
    reason: str,
    starts_on: date,
    ends_on: date | None = None,
    unit: UnitVersion | None = None,
    sees_others: bool = False,
) -> ReadingGrant:
    """Let one person read another's submitted evidence, or only what claims one unit of it.

    Files that show a customer or colleague are open only to those whose part in the assessment
    needs them (`sees_others`).
    The last day is not included. Granting the same for the same reason again changes nothing.
    """
    if reader == learner:
        raise Refused(_("Nobody needs leave to read their own log."))
    found = queries.grants(
        reader=reader, learner=learner, reason=reason, on=starts_on, unit=unit
    ).where(
        ReadingGrant.starts_on <= starts_on,
        ReadingGrant.ends_on.is_not_distinct_from(ends_on),
        ReadingGrant.sees_others == sees_others,
    )
    if unit is None:
        found = found.where(ReadingGrant.unit_version_id.is_(None))
    if (known := db.session.scalar(found.limit(1))) is not None:
        return known
    grant = ReadingGrant(
        reader_id=reader.id,
        learner_id=learner.id,
        unit_version_id=unit.id if unit else None,
        reason=reason,
        sees_others=sees_others,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(grant)
    publish(
        ReadingGranted(
            actor=actor,
            subject=grant,
            reader=reader,
            learner=learner,
            unit=unit,
            reason=reason,
            sees_others=sees_others,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    return grant


def end_reading(
    *,
    actor: User | None,
    reader: User,
    learner: User,
    reason: str,
    unit: UnitVersion | None = None,
) -> None:
    """End the leave given for this reason now; it bites at the reader's next request."""
    today = clock.today()
    found = queries.grants(reader=reader, learner=learner, reason=reason, on=today, unit=unit)
    for grant in db.session.scalars(found).all():
        grant.ends_on = today
        publish(ReadingEnded(actor=actor, subject=grant))


def set_goal_units(*, user: User, units: Collection[int], source: str) -> None:
    """Say which unit versions somebody works towards because of one source, and no others of it."""
    rows = sa.select(GoalUnit).where(GoalUnit.user_id == user.id, GoalUnit.source == source)
    present = {goal.unit_version_id: goal for goal in db.session.scalars(rows)}
    for unit_id in sorted(set(units) - present.keys()):
        db.session.add(GoalUnit(user_id=user.id, unit_version_id=unit_id, source=source))
    for unit_id in present.keys() - set(units):
        db.session.delete(present[unit_id])
