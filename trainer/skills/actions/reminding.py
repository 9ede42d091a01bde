"""Reminding somebody of a skill by hand."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.skills import policies
from trainer.skills.events import RemindedByHand
from trainer.skills.models import HandReminder
from trainer.skills.queries import story
from trainer.training.models import Skill


def remind(person: User, skill: Skill, *, actor: User) -> None:
    """Tell somebody that they have something to do about a skill: once a day, whoever does it."""
    today = clock.today()
    _hold(person)
    require(
        policies.may_remind(
            actor,
            person,
            story.standing_of(person, skill, today),
            reminded_today=story.was_reminded(person, skill, today),
        )
    )
    reminder = HandReminder(person=person, skill=skill, day=today, by=actor)
    db.session.add(reminder)
    publish(RemindedByHand(actor=actor, subject=reminder, person=person, skill=skill))
    words = _(
        "%(name)s reminds you of %(skill)s. Here is how you stand, and what to do.",
        name=actor.name,
        skill=skill.name,
    )
    tell(person, words, f"/skills/people/{person.id}/{skill.id}")


def _hold(person: User) -> None:
    """Let two who remind the same person go one after the other (SQLite has them wait anyway)."""
    db.session.scalar(sa.select(User.id).where(User.id == person.id).with_for_update())
