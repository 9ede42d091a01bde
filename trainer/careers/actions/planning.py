"""Putting the way to a role into somebody's development plan, each step with what it becomes."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.careers.queries.standing import Career, route_to
from trainer.careers.rules.asking import Ask, Kind
from trainer.careers.rules.charting import CareerRole
from trainer.careers.rules.route import Action
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.courses.queries import unit_called
from trainer.development.actions import agreeing, doing
from trainer.development.actions.agreeing import Said
from trainer.development.models import OPEN, DevelopmentAction, DevelopmentSource
from trainer.extensions import db
from trainer.training.models import Skill

WITHIN = timedelta(days=180)
"""By when each step is to be done unless somebody says otherwise: half a year is a usual review."""


def into_plan(
    person: User, *, actor: User, career: Career, role: CareerRole
) -> list[DevelopmentAction]:
    """Put every step of the shortest way to a role into the plan that is not there yet.

    A unit or a skill is asked for among the training needs, so that each step follows by itself.
    """
    origin = f"role:{role.key}"
    there = _open_from(person, origin)
    return [
        _put(step, person, actor, role, origin)
        for step in route_to(career, role).actions
        if step.name not in there
    ]


def _put(
    step: Action, person: User, actor: User, role: CareerRole, origin: str
) -> DevelopmentAction:
    made = agreeing.propose(
        person,
        actor=actor,
        origin=origin,
        said=Said(
            need=_("What %(role)s asks: %(what)s", role=role.title, what=_words(step)),
            source=DevelopmentSource.ASPIRATION,
            action=step.name,
            due_on=clock.today() + WITHIN,
        ),
    )
    for ask in sorted(step.gives, key=lambda one: one.kind):
        if _ask_for(ask, made, actor):
            break
    return made


def _ask_for(ask: Ask, action: DevelopmentAction, actor: User) -> bool:
    """Let a step become a training need, where it is a unit or a skill on record; say whether it did."""
    unit = unit_called(ask.about) if ask.kind is Kind.UNIT else None
    skill = (
        db.session.scalar(sa.select(Skill).where(Skill.code == ask.about))
        if ask.kind is Kind.SKILL
        else None
    )
    if unit is None and skill is None:
        return False
    doing.ask_for_training(action, actor=actor, skill=skill, unit=unit)
    return True


def _words(step: Action) -> str:
    return "; ".join(sorted(ask.words for ask in step.gives))


def _open_from(person: User, origin: str) -> set[str]:
    found = db.session.scalars(
        sa.select(DevelopmentAction.action).where(
            DevelopmentAction.person_id == person.id,
            DevelopmentAction.origin == origin,
            DevelopmentAction.status.in_(sorted(OPEN)),
        )
    )
    return set(found)
