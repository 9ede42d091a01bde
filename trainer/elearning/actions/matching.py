"""Saying which skill an activity gives, and whom another system means."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.elearning import policies
from trainer.elearning.events import ActivityMatched, LearnerMatched
from trainer.elearning.giving import give
from trainer.elearning.models import Activity, LearnerName, StatementRow
from trainer.extensions import db
from trainer.training.models import Skill


def match_activity(activity: Activity, *, actor: User, skill: Skill | None) -> None:
    """Let an activity give a skill, to those who completed it already too; or none from now on."""
    require(policies.may_keep(actor))
    if activity.skill == skill:
        return
    activity.skill = skill
    publish(ActivityMatched(actor=actor, subject=activity, skill=skill))
    _give_again(StatementRow.activity == activity)


def match_learner(who: str, *, actor: User, person: User) -> None:
    """Say whom another system means, and give them what they completed there.

    Raises Unacceptable for somebody whom no statement names without saying who they are.
    """
    require(policies.may_keep(actor))
    unknown = sa.and_(StatementRow.who == who, StatementRow.person_id.is_(None))
    if not who or db.session.scalar(sa.select(StatementRow.id).where(unknown).limit(1)) is None:
        raise Unacceptable(_("Nothing waits under that name any more."))
    name = LearnerName(who=who, person=person, matched_by=actor)
    db.session.add(name)
    publish(LearnerMatched(actor=actor, subject=name, person=person))
    for row in db.session.scalars(sa.select(StatementRow).where(unknown)):
        row.person = person
    db.session.flush()
    _give_again(StatementRow.who == who)


def _give_again(which: sa.ColumnElement[bool]) -> None:
    """Give what completed statements give; what they gave before is not given twice."""
    found = sa.select(StatementRow).where(which, StatementRow.completes)
    for row in db.session.scalars(found.order_by(StatementRow.on, StatementRow.id)):
        give(row)
