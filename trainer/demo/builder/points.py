"""Come here for what a quality assurer asked of assessors in the demonstration."""

from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import Judgement
from trainer.core import clock
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.points import actions
from trainer.points.models import ActionPoint
from trainer.registrations.models import Registration, UnitAssessment

ASSURER, LATE, PROMPT = "bh1007", "bh1102", "bh1702"


def plan(timeline: Timeline) -> None:
    """Have one asked for that is late today, and one that was answered and waits to be closed."""
    timeline.plan(9, 16, partial(_raise, LATE, 0, timedelta(days=7)))
    timeline.plan(6, 16, partial(_raise, PROMPT, 1, timedelta(days=10)))
    timeline.plan(2, 12, _answer)


def _raise(owner: str, place: int, within: timedelta) -> None:
    actions.raise_point(
        _judged_by(person(owner)),
        actor=person(ASSURER),
        what=load("feedback")["asked"][place],
        owner=person(owner),
        due_on=clock.today() + within,
    )


def _answer() -> None:
    owner, what = person(PROMPT), load("feedback")["asked"][1]
    point = db.session.scalars(
        sa.select(ActionPoint).where(ActionPoint.owner == owner, ActionPoint.what == what)
    ).one()
    actions.answer(point, actor=owner, words=load("feedback")["done"][0])


def _judged_by(assessor: User) -> UnitAssessment:
    """Find the unit somebody judged last whose quality assurer asks."""
    return db.session.scalars(
        sa.select(UnitAssessment)
        .join(UnitAssessment.registration)
        .join(Judgement, Judgement.unit_assessment_id == UnitAssessment.id)
        .where(Judgement.judge == assessor, Registration.iqa == person(ASSURER))
        .order_by(Judgement.id.desc())
        .limit(1)
    ).one()
