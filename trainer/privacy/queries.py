"""Exports ready to list."""

import sqlalchemy as sa
from sqlalchemy.orm import Load, joinedload

from trainer.accounts.models import User
from trainer.privacy.models import DataExport
from trainer.privacy.policies import visible_to


def with_people(select: sa.Select[DataExport]) -> sa.Select[DataExport]:
    """Load whom an export is about, and who asked for it, the latest first."""
    people = (joinedload(DataExport.person), joinedload(DataExport.asked_by))
    return select.order_by(DataExport.id.desc()).options(*people, Load(DataExport).raiseload("*"))


def listed(actor: User) -> sa.Select[DataExport]:
    """Select the exports this person answers for, the latest first."""
    return with_people(visible_to(actor))


def own(actor: User) -> sa.Select[DataExport]:
    """Select the exports about this person, the latest first."""
    return with_people(visible_to(actor).where(DataExport.person_id == actor.id))
