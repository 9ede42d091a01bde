"""Write the lineage of new versions of units down with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from trainer.catalogue.lineage.fates import Line
from trainer.catalogue.lineage.models import CriterionLine
from trainer.catalogue.models import Criterion
from trainer.extensions import db


@dataclass(frozen=True, slots=True)
class Following:
    """A version with the one before it, by their ids, and what became of each criterion.

    Lines name earlier criteria by identifier and later ones by number: until they are published
    that is all they have. `confirmed` says whether somebody looked at them.
    """

    version: int
    former: int
    lines: tuple[Line, ...]
    confirmed: bool


def write_lineage(followings: Sequence[Following]) -> None:
    """Keep what became of the criteria of each former version. Three statements."""
    if not followings:
        return
    olds = _ids(Criterion.identifier, {one.former for one in followings})
    news = _ids(Criterion.number, {one.version for one in followings})
    rows = [
        {
            "unit_version_id": one.version,
            "former_id": olds[one.former, line.former] if line.former else None,
            "criterion_id": news[one.version, line.later] if line.later else None,
            "fate": line.fate,
            "confirmed": one.confirmed,
            "position": position,
        }
        for one in followings
        for position, line in enumerate(one.lines)
    ]
    if rows:
        db.session.execute(sa.insert(CriterionLine), rows)


def _ids(
    name: sa.orm.InstrumentedAttribute[str], versions: Collection[int]
) -> dict[tuple[int, str], int]:
    found = db.session.execute(
        sa.select(Criterion.unit_version_id, name, Criterion.id).where(
            Criterion.unit_version_id.in_(versions)
        )
    )
    return {(version, called): number for version, called, number in found}
