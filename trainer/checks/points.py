"""INV42: action points are answered by their owners and closed by somebody else."""

import sqlalchemy as sa

from trainer.checks.finding import Check, rows
from trainer.points.models import ActionPoint, PointEntry, PointStatus, Step

_LAST: sa.ScalarSelect[Step] = (
    sa.select(PointEntry.step)
    .where(PointEntry.point_id == ActionPoint.id)
    .order_by(PointEntry.id.desc())
    .limit(1)
    .scalar_subquery()
)
_BROUGHT_BY = {
    PointStatus.ANSWERED: Step.ANSWERED,
    PointStatus.CLOSED: Step.CLOSED,
}
ELSEWHERE = sa.select(ActionPoint.id).where(
    sa.or_(
        *(
            sa.and_(ActionPoint.status == status, _LAST.is_distinct_from(step))
            for status, step in _BROUGHT_BY.items()
        ),
        sa.and_(ActionPoint.status == PointStatus.OPEN, _LAST != Step.REOPENED),
    )
)
BY_ANOTHER = (
    sa.select(PointEntry.id)
    .join(PointEntry.point)
    .where(PointEntry.owner_id != ActionPoint.owner_id)
)

CHECKS = [
    Check(
        "INV42",
        "An action point stands where its answers brought it.",
        rows(ELSEWHERE, "Action point %s does not stand where its answers brought it."),
    ),
    Check(
        "INV42",
        "An action point is answered by its owner and decided on by others.",
        rows(BY_ANOTHER, "Entry %s of an action point names an owner it does not have."),
    ),
]
