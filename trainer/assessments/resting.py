"""Whether what a unit rests on may be signed on: nothing of it is set aside."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.assessments.models import CriterionState, JudgedItem, Judgement
from trainer.core.policy import YES, Verdict
from trainer.extensions import db
from trainer.logs.models import Item, Revision
from trainer.logs.policies import may_be_used
from trainer.registrations.models import UnitAssessment


def rests_on_usable(unit: UnitAssessment) -> Verdict:
    """Say whether nothing the unit rests on is set aside; while something is, nobody signs."""
    later = aliased(Judgement)
    held = db.session.scalar(
        sa.select(Item)
        .join(Revision, Revision.item_id == Item.id)
        .join(JudgedItem, JudgedItem.revision_id == Revision.id)
        .join(Judgement, Judgement.id == JudgedItem.judgement_id)
        .where(
            Judgement.unit_assessment_id == unit.id,
            Judgement.outcome == CriterionState.MET,
            Item.held_at.is_not(None),
            ~sa.exists().where(later.supersedes_id == Judgement.id),
        )
        .limit(1)
    )
    return YES if held is None else may_be_used(held)
