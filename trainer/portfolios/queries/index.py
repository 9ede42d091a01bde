"""The index of evidence: what each piece is, whose names are under it, and where it is used."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from trainer.catalogue.models import Criterion, UnitVersion
from trainer.core.database import AnyRow, Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import CriterionLink, EvidenceSignature, EvidenceStatus, label_of
from trainer.portfolios.queries.sent import sent_under
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


@dataclass(frozen=True)
class Indexed:
    """One line of the index; `used` pairs the code of each unit with the criteria claimed in it."""

    row: AnyRow
    names: tuple[str, ...]
    used: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def label(self) -> str:
        """The number people say and write: `E007`."""
        return label_of(self.row.number)

    @property
    def state(self) -> Any:
        """How it stands: void where it was found so, else how its last sending stands."""
        is_void = self.row.item_status is EvidenceStatus.VOID
        return self.row.item_status if is_void else self.row.status


def index_of(registration: Registration) -> list[Indexed]:
    """List all evidence sent under a registration, in three statements."""
    rows = sent_under(registration)
    revisions = [row.revision_id for row in rows]
    names, used = _names(revisions), _used(registration, revisions)
    learner = registration.learner.name
    return [
        Indexed(row, tuple(names.get(row.revision_id, [learner])), tuple(used[row.revision_id]))
        for row in rows
    ]


def _names(revisions: Collection[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for revision_id, name in db.session.execute(*_signed(list(revisions))):
        if name not in names[revision_id]:
            names[revision_id].append(name)
    return names


@prepared
def _signed(revisions: Any) -> Columns:
    return (
        sa.select(EvidenceSignature.revision_id, EvidenceSignature.printed_name)
        .where(EvidenceSignature.revision_id.in_(revisions))
        .order_by(EvidenceSignature.id)
    )


def _used(
    registration: Registration, revisions: Collection[int]
) -> dict[int, list[tuple[str, tuple[str, ...]]]]:
    numbers: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for revision_id, code, number in db.session.execute(*_claims(registration.id, list(revisions))):
        numbers[revision_id][code].append(number)
    used: dict[int, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for revision_id, by_unit in numbers.items():
        used[revision_id] = [(code, tuple(held)) for code, held in by_unit.items()]
    return used


@prepared
def _claims(registration_id: Any, revisions: Any) -> Columns:
    return (
        sa.select(CriterionLink.revision_id, UnitVersion.code, Criterion.number)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .join(UnitVersion, UnitVersion.id == Criterion.unit_version_id)
        .join(UnitAssessment, UnitAssessment.unit_version_id == UnitVersion.id)
        .where(
            CriterionLink.revision_id.in_(revisions),
            UnitAssessment.registration_id == registration_id,
            UnitAssessment.status != UnitStatus.WITHDRAWN,
        )
        .order_by(UnitAssessment.group_code, UnitAssessment.position, Criterion.position)
    )
