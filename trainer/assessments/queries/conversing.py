"""Every judgement on what an item claims, with what was written about it: a conversation."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.assessments.models import FeedbackReply, JudgedItem, Judgement, Submission
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import CriterionLink, Revision
from trainer.registrations.models import UnitAssessment

Conversations = dict[int, list[Judgement]]
"""By criterion, every judgement on it under a registration, of whatever round, oldest first."""


def conversations_on(submission: Submission) -> Conversations:
    """Load the judgements on each criterion an item claims in any revision, with what goes with them."""
    values = (submission.registration_id, submission.revision.item_id)
    found: Conversations = {}
    for judgement in db.session.scalars(*_judgements(*values)).unique():
        found.setdefault(judgement.criterion_id, []).append(judgement)
    return found


def conversations_in(unit: UnitAssessment) -> Conversations:
    """Load the judgements on each criterion of a unit, of whatever round, with what goes with them."""
    found: Conversations = {}
    for judgement in db.session.scalars(*_of_unit(unit.id)).unique():
        found.setdefault(judgement.criterion_id, []).append(judgement)
    return found


@prepared
def _of_unit(unit_id: Any) -> sa.Select[Judgement]:
    return _with_all(sa.select(Judgement).where(Judgement.unit_assessment_id == unit_id))


@prepared
def _judgements(registration_id: Any, item_id: Any) -> sa.Select[Judgement]:
    claimed = (
        sa.select(CriterionLink.criterion_id)
        .join(Revision, Revision.id == CriterionLink.revision_id)
        .where(Revision.item_id == item_id)
    )
    return _with_all(
        sa.select(Judgement)
        .join(UnitAssessment, UnitAssessment.id == Judgement.unit_assessment_id)
        .where(
            UnitAssessment.registration_id == registration_id, Judgement.criterion_id.in_(claimed)
        )
    )


def _with_all(judgements: sa.Select[Judgement]) -> sa.Select[Judgement]:
    return judgements.options(
        joinedload(Judgement.judge),
        joinedload(Judgement.criterion),
        joinedload(Judgement.items).joinedload(JudgedItem.revision).joinedload(Revision.item),
        joinedload(Judgement.replies).joinedload(FeedbackReply.author),
    ).order_by(Judgement.id)


def live_on(submission: Submission, conversations: Conversations) -> dict[int, Judgement]:
    """Find, by criterion, the judgement in force that was made on this very submission."""
    return {
        criterion_id: one
        for criterion_id, made in conversations.items()
        for one in _in_force(made)
        if one.submission_id == submission.id
    }


def _in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    made = list(judgements)
    superseded = {one.supersedes_id for one in made}
    return [one for one in made if one.id not in superseded]
