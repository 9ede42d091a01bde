"""How many learners people take at most, as it was set last."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.assessors.models import CaseloadLimit, Duty
from trainer.extensions import db


def limits(people: Collection[int], duty: Duty) -> Mapping[int, int]:
    """Look up the limits of those of these people who have one; one statement."""
    found = db.session.scalars(
        sa.select(CaseloadLimit).where(
            CaseloadLimit.holder_id.in_(people), CaseloadLimit.duty == duty, _is_latest()
        )
    )
    return {one.holder_id: one.most for one in found if one.most is not None}


def limit_held(person_id: int, duty: Duty) -> int | None:
    """Look up somebody's limit, and have others who allocate to them wait for this to be done."""
    return db.session.scalar(
        sa.select(CaseloadLimit.most)
        .where(CaseloadLimit.holder_id == person_id, CaseloadLimit.duty == duty, _is_latest())
        .with_for_update()
    )


def _is_latest() -> sa.ColumnElement[bool]:
    later = aliased(CaseloadLimit)
    return ~sa.exists().where(
        later.holder_id == CaseloadLimit.holder_id,
        later.duty == CaseloadLimit.duty,
        later.id > CaseloadLimit.id,
    )
