"""What a completed activity gives whoever completed it: its skill, once."""

import sqlalchemy as sa

from trainer.core.text import gettext as _
from trainer.elearning.models import ReceivingKey, StatementRow, is_void
from trainer.extensions import db
from trainer.training.actions import hold, take_back_what_rests_on
from trainer.training.models import HoldingSource


def give(row: StatementRow) -> None:
    """Let whoever is meant hold the skill of what they completed, from the day they did."""
    if not row.completes or row.person is None or row.activity is None:
        return
    if row.activity.skill is None or _was_voided(row):
        return
    hold(
        row.person,
        row.activity.skill,
        actor=None,
        source=HoldingSource.ELEARNING,
        on=row.on,
        key=row.holding_key,
        says=row.activity.name or row.activity.address[:200],
    )


def take_back(statement_id: str, key: ReceivingKey) -> None:
    """Let what a voided statement gave count no more, if whoever sent that took it back."""
    voided = db.session.scalar(
        sa.select(StatementRow).where(
            StatementRow.statement_id == statement_id, StatementRow.key == key
        )
    )
    if voided is not None:
        take_back_what_rests_on(
            voided.holding_key,
            actor=None,
            reason=_("The system that told of it took it back."),
        )


def _was_voided(row: StatementRow) -> bool:
    found = sa.select(StatementRow.id).where(StatementRow.id == row.id, is_void())
    return db.session.scalar(found) is not None
