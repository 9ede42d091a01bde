"""Which questions to put to somebody who writes in their log, and by which framework to begin."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import UnitVersion
from trainer.extensions import db
from trainer.logs.frameworks import ANSWERS, Question, kept, questions_in
from trainer.logs.models import EvidenceKind, Framework, GoalUnit, Item, Revision


def questions_for(owner: User, revision: Revision | None = None) -> tuple[Question, ...]:
    """List what the units somebody works towards ask of a log, and what was answered already."""
    offered = [
        Question(title, words)
        for title, prompts in db.session.execute(_prompts_of(owner))
        for words in prompts
    ]
    answered = questions_in(kept(revision).get(ANSWERS, {})) if revision else []
    every = dict.fromkeys([*offered, *answered])
    return tuple(sorted(every, key=lambda question: question.unit))


def first_framework(owner: User) -> Framework:
    """Say by which framework somebody wrote in their log last."""
    last = (
        sa.select(Revision.framework)
        .join(Revision.item)
        .where(Item.owner_id == owner.id, Item.kind == EvidenceKind.LOG)
        .order_by(Revision.saved_at.desc(), Revision.id.desc())
        .limit(1)
    )
    return db.session.scalar(last) or Framework.REFLECTION


def _prompts_of(owner: User) -> sa.Select[str, list[str]]:
    goals = sa.select(GoalUnit.unit_version_id).where(GoalUnit.user_id == owner.id)
    return (
        sa.select(UnitVersion.title, UnitVersion.prompts)
        .where(UnitVersion.id.in_(goals))
        .order_by(UnitVersion.title, UnitVersion.id)
    )
