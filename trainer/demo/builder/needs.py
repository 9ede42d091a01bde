"""Come here for what managers of the demonstration agreed with people that they should learn."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.needs import actions
from trainer.training.models import Skill


def plan(timeline: Timeline) -> None:
    """Put each need on the timeline, the day it was noted."""
    for told in load("needs"):
        timeline.plan(told["from"], 15, partial(_note, told))


def _note(told: Mapping[str, Any]) -> None:
    actor = person(told["by"])
    days = told.get("within")
    need = actions.ask_for(
        person(told["who"]),
        actor=actor,
        skill=db.session.scalar(sa.select(Skill).where(Skill.code == told.get("skill"))),
        label=told["label"],
        wanted_by=clock.today() + timedelta(days=days) if days else None,
    )
    if told.get("met"):
        actions.meet(need, actor=actor)
    elif "closed" in told:
        actions.close(need, actor=actor, reason=told["closed"])
