"""What follows for needs from what people come by."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.extensions import db
from trainer.needs.actions import meet
from trainer.needs.models import Need, NeedStatus
from trainer.quality.events import Released
from trainer.training.events import Held


def meet_with_holding(event: Held) -> None:
    """Let whoever comes by a skill need it no more."""
    _meet(Need.person_id == event.person.id, Need.skill_id == event.skill.id)


def meet_with_unit(event: Released) -> None:
    """Let whoever achieved a unit need it no more."""
    unit = event.subject
    _meet(Need.person_id == unit.registration.learner_id, Need.unit_id == unit.unit_version.unit_id)


def _meet(*conditions: sa.ColumnElement[bool]) -> None:
    needs = db.session.scalars(
        sa.select(Need)
        .where(Need.status == NeedStatus.OPEN, *conditions)
        .options(joinedload(Need.person))
    )
    for need in needs.all():
        meet(need, actor=None)
