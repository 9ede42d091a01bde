"""Read what became of criteria between two versions of units, however far apart."""

from collections.abc import Collection, Sequence
from functools import reduce

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.catalogue.lineage.composing import compose
from trainer.catalogue.lineage.fates import Fate, Line, Said
from trainer.catalogue.lineage.models import CriterionLine
from trainer.catalogue.lineage.proposing import propose
from trainer.catalogue.models import Criterion, UnitVersion
from trainer.extensions import db

Steps = dict[tuple[int, int], list[Line]]
"""What is kept, by unit and number of the later version."""


def lineage_between(
    pairs: Sequence[tuple[UnitVersion, UnitVersion]],
) -> dict[tuple[int, int], tuple[Line, ...]]:
    """Tell for each (earlier, later) pair of versions of one unit what became of its criteria.

    Keys are the ids of the two versions; lines name criteria by identifier. Three statements at
    most. Where a version was published without lineage, it is proposed from the words.
    """
    if not pairs:
        return {}
    kept = _kept({former.unit_id for former, _later in pairs})
    said = said_in({version.id for pair in pairs for version in pair})
    found = {}
    for former, later in pairs:
        numbers = range(former.number + 1, later.number + 1)
        steps = [kept.get((former.unit_id, number)) for number in numbers]
        known = [step for step in steps if step is not None]
        if steps and len(known) == len(steps):
            lines = tuple(reduce(compose, known[1:], known[0]))  # type: ignore[arg-type]
        else:
            lines = propose(said.get(former.id, []), said.get(later.id, []))
        found[former.id, later.id] = lines
    return found


def _kept(unit_ids: set[int]) -> Steps:
    old, new = aliased(Criterion), aliased(Criterion)
    rows = db.session.execute(
        sa.select(
            UnitVersion.unit_id,
            UnitVersion.number,
            CriterionLine.fate,
            old.identifier,
            new.identifier,
        )
        .join(UnitVersion, UnitVersion.id == CriterionLine.unit_version_id)
        .outerjoin(old, old.id == CriterionLine.former_id)
        .outerjoin(new, new.id == CriterionLine.criterion_id)
        .where(UnitVersion.unit_id.in_(unit_ids))
        .order_by(CriterionLine.unit_version_id, CriterionLine.position)
    )
    kept: Steps = {}
    for unit_id, number, fate, former, later in rows:
        kept.setdefault((unit_id, number), []).append(Line(fate, former, later))
    return kept


def successors(unit_ids: set[int]) -> dict[str, str]:
    """Tell what each criterion of earlier versions is called in the latest, by identifier.

    Only where it went on by itself, the same or reworded. One statement.
    """
    if not unit_ids:
        return {}
    steps: dict[str, str] = {}
    for lines in _kept(unit_ids).values():
        for line in lines:
            if line.fate in {Fate.SAME, Fate.REWORDED} and line.former and line.later:
                steps[line.former] = line.later
    found = {}
    for first in steps:
        last = first
        while last in steps:
            last = steps[last]
        found[first] = last
    return found


def said_in(version_ids: Collection[int]) -> dict[int, list[Said]]:
    """List the criteria of versions of units, by the id of each version."""
    rows = db.session.execute(
        sa.select(Criterion.unit_version_id, Criterion.identifier, Criterion.number, Criterion.text)
        .where(Criterion.unit_version_id.in_(version_ids))
        .order_by(Criterion.unit_version_id, Criterion.position)
    )
    said: dict[int, list[Said]] = {}
    for version_id, identifier, number, text in rows:
        said.setdefault(version_id, []).append(Said(identifier, number, text))
    return said
