"""INV18: a sample follows from its seed, its strategy and the population it froze."""

from collections.abc import Iterator

import sqlalchemy as sa

from trainer.checks.finding import Check
from trainer.extensions import db
from trainer.sampling.models import Look, Pick, PickStatus, Sample
from trainer.sampling.redrawing import differences

LOOKED = (PickStatus.AGREED, PickStatus.AGREED_WITH_POINTS, PickStatus.DISAGREED)


def _drawn_otherwise() -> Iterator[str]:
    for sample in db.session.scalars(sa.select(Sample).order_by(Sample.id)):
        for one in differences(sample):
            where = f", unit {one.unit_assessment_id}" if one.unit_assessment_id else ""
            yield f"Sample {sample.id} is not what its seed gives: {one.what.value}{where}."


def _said_without_a_look() -> Iterator[str]:
    wrong = (
        sa.select(Pick.id)
        .outerjoin(Look, Look.id == Pick.look_id)
        .where(
            Pick.status.in_(LOOKED),
            sa.or_(Look.id.is_(None), Look.unit_assessment_id != Pick.unit_assessment_id),
        )
    )
    for pick_id in db.session.scalars(wrong.order_by(Pick.id)):
        yield f"Pick {pick_id} is decided, and nobody looked into it."


CHECKS = [
    Check("INV18", "A sample follows from its recorded seed.", _drawn_otherwise),
    Check("INV18", "What a sample picked is decided by a look.", _said_without_a_look),
]
