"""Who hears of a required skill that ends or is overdue: the person, their manager, administrators."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import Appointment, Placement, Role
from trainer.training.rules.reminding import ADMINISTRATORS_HEAR, MANAGER_HEARS


@dataclass(frozen=True)
class Over:
    """Somebody's manager, and the site they work at."""

    manager_id: int | None
    site_id: int


def over(among: Collection[int], day: date) -> dict[int, Over]:
    """Find whom people report to on a day, and where."""
    rows = db.session.execute(
        sa.select(Placement.user_id, Placement.manager_id, Placement.site_id).where(
            Placement.user_id.in_(among), Placement.holds_on(day)
        )
    )
    return {row[0]: Over(row[1], row[2]) for row in rows}


def administrators(day: date) -> dict[int | None, list[int]]:
    """Find the training administrators of each site; under None those of every site."""
    found: dict[int | None, list[int]] = defaultdict(list)
    rows = db.session.execute(
        sa.select(Appointment.site_id, Appointment.holder_id)
        .join(User, User.id == Appointment.holder_id)
        .where(Appointment.role == Role.TRAINING_ADMIN, Appointment.holds_on(day), User.active)
    )
    for site_id, holder_id in rows:
        found[site_id].append(holder_id)
    return found


def recipients(
    person_id: int, distance: int, above: Over, admins: dict[int | None, list[int]]
) -> set[int]:
    """Name who hears at this distance; those of the site before those of every site."""
    heard = {person_id}
    if distance <= MANAGER_HEARS and above.manager_id is not None:
        heard.add(above.manager_id)
    if distance <= ADMINISTRATORS_HEAR:
        heard.update(admins.get(above.site_id) or admins.get(None) or ())
    return heard
