"""Write the lineage of a new version of a unit down with it."""

from collections.abc import Sequence

import sqlalchemy as sa

from trainer.catalogue.lineage.fates import Line, Said
from trainer.catalogue.lineage.models import CriterionLine
from trainer.catalogue.lineage.proposing import propose
from trainer.catalogue.models import Criterion, UnitVersion
from trainer.extensions import db


def criteria_of(version: UnitVersion) -> Sequence[Criterion]:
    """List the criteria of a published version, in order."""
    return db.session.scalars(
        sa.select(Criterion)
        .where(Criterion.unit_version_id == version.id)
        .order_by(Criterion.position)
    ).all()


def write_lineage(
    version: UnitVersion, former: UnitVersion, confirmed: Sequence[Line] | None = None
) -> None:
    """Keep what became of the former version's criteria: as confirmed, or else as proposed.

    Lines name earlier criteria by identifier and later ones by number: until they are published
    that is all they have.
    """
    olds = {one.identifier: one for one in criteria_of(former)}
    news = {one.number: one for one in criteria_of(version)}
    lines = confirmed
    if lines is None:
        later = [Said(number, number, one.text) for number, one in news.items()]
        earlier = [Said(key, one.number, one.text) for key, one in olds.items()]
        lines = propose(earlier, later)
    for position, line in enumerate(lines):
        db.session.add(
            CriterionLine(
                unit_version=version,
                former=olds[line.former] if line.former else None,
                criterion=news[line.later] if line.later else None,
                fate=line.fate,
                confirmed=confirmed is not None,
                position=position,
            )
        )
