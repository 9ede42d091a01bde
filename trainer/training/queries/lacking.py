"""What somebody lacks of what is required of them, asked so that a page may ask it each time."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.database import Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.people.models import Appointment, Placement
from trainer.training.models import Holding, HoldingTakenBack, Requirement, SkillEquivalent
from trainer.training.queries.standing import standings
from trainer.training.rules.standing import WANTING


def count_lacking(person: User, day: date) -> int:
    """Count the skills that are lapsed or missing: one statement where nothing can be."""
    if not db.session.execute(*_may_lack(person.id, day)).scalar():
        return 0
    return sum(one.standing.state in WANTING for one in standings([person.id], day))


@prepared
def _may_lack(person_id: Any, day: Any) -> Columns:
    """Ask whether anything may be required that somebody doesn't hold that day.

    It says yes rather once too often: job titles, days to get a skill and exemptions are for the
    rules to look at.
    """
    roles = sa.select(Appointment.role).where(
        Appointment.holder_id == person_id, Appointment.holds_on(day)
    )
    nobody_in_particular = sa.and_(
        Requirement.role.is_(None),
        Requirement.site_id.is_(None),
        Requirement.team_id.is_(None),
        Requirement.person_id.is_(None),
    )
    counting = sa.select(SkillEquivalent.other_id).where(
        SkillEquivalent.skill_id == Requirement.skill_id
    )
    held = sa.exists().where(
        Holding.person_id == person_id,
        sa.or_(Holding.skill_id == Requirement.skill_id, Holding.skill_id.in_(counting)),
        Holding.starts_on <= day,
        sa.or_(Holding.ends_on.is_(None), Holding.ends_on > day),
        Holding.id.not_in(sa.select(HoldingTakenBack.holding_id)),
    )
    asked = (
        sa.select(Requirement.id)
        .join(Placement, sa.and_(Placement.user_id == person_id, Placement.holds_on(day)))
        .where(
            Requirement.starts_on <= day,
            sa.or_(Requirement.ends_on.is_(None), Requirement.ends_on > day),
            sa.or_(
                nobody_in_particular,
                Requirement.role.in_(roles),
                Requirement.site_id == Placement.site_id,
                Requirement.team_id == Placement.team_id,
                Requirement.person_id == person_id,
            ),
            ~held,
        )
    )
    return sa.select(asked.exists())
