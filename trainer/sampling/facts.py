"""What the records say of each unit decision that may be sampled, in a fixed number of statements."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.assessments.models import CriterionState, JudgedItem, Judgement, Signature, SignedAs
from trainer.assessors.models import (
    ConflictKind,
    ConflictOfInterest,
)
from trainer.catalogue.models import UnitVersion
from trainer.core import clock
from trainer.core.database import AnyRow, Columns
from trainer.extensions import db
from trainer.logs.models import EvidenceKind, Item, Revision
from trainer.people.models import Placement
from trainer.registrations.models import CreditTransfer, Registration, UnitAssessment
from trainer.sampling.models import Look, Pick, PickStatus, Sign, SignKind, Stage
from trainer.sampling.rules.drawing import Ground, Row
from trainer.sampling.rules.risk import Verdict
from trainer.sampling.rules.settings import Trigger

LATELY = timedelta(days=365)
"""For how long a disagreement makes the same assessor's decisions on the unit be looked into."""

CREDITED = (EvidenceKind.PRIOR_LEARNING.value,)
"""On what a unit rests that is held already."""

Units = sa.Select[int]
"""A select of the ids of unit assessments."""

_SIMULATED = EvidenceKind.SIMULATION.value
_BETWEEN = ","

_WRITE = json.JSONEncoder(separators=(",", ":")).encode

_SIGNS = {SignKind.APPEALED: Trigger.APPEALED, SignKind.SAME_FAULT: Trigger.SAME_FAULT}


def rows_of(units: Units, stage: Stage) -> list[Row]:
    """Put together what the draw knows of each of these unit decisions, by id.

    A unit on its way may still come to rest on more than one kind of evidence.
    """
    found = _listed(_decided(units))
    methods, marked = methods_of(units), _marked(units, found)
    settled = stage is Stage.SUMMATIVE
    return [
        _row(one, methods.get(one.id, ()), marked.get(one.id, ()), settled=settled) for one in found
    ]


def facts_of(row: Row) -> str:
    """Write a row down, to be frozen: its fields in their order."""
    return _WRITE(row)


def row_from(facts: str) -> Row:
    """Read a row that was frozen."""
    *known, methods, triggers = json.loads(facts)
    return Row._make([*known, tuple(methods), tuple(triggers)])


def _listed(select: Columns) -> Sequence[AnyRow]:
    """List many rows of columns, sparing what it would cost to treat them as things of a session."""
    db.session.flush()
    return db.session.connection().execute(select).all()


def _row(
    one: AnyRow, used: tuple[str, ...], marks: Collection[StrEnum], *, settled: bool = False
) -> Row:
    if one.credited:
        used, marks = CREDITED, {*marks, Trigger.PRIOR_LEARNING}
    elif settled and len(used) == 1:
        marks = {*marks, Trigger.ONE_KIND}
    if _SIMULATED in used:
        marks = {*marks, Trigger.SIMULATION}
    return Row(
        one.id,
        one.cycle,
        one.assessor_id,
        one.learner_id,
        str(one.unit_id),
        one.site_id,
        used,
        tuple(sorted(mark.value for mark in marks)) if marks else (),
    )


def _decided(units: Units) -> Columns:
    """Select whose decision each unit is: who signed it, checked the proof, or is allocated."""
    credit = sa.and_(
        CreditTransfer.unit_assessment_id == UnitAssessment.id, CreditTransfer.ended_at.is_(None)
    )
    signed = sa.and_(
        Signature.unit_assessment_id == UnitAssessment.id,
        Signature.cycle == UnitAssessment.cycle,
        Signature.signed_as == SignedAs.ASSESSOR,
    )
    decided_by = sa.func.coalesce(
        Signature.signer_id, CreditTransfer.checked_by_id, Registration.assessor_id
    )
    return (
        sa.select(
            UnitAssessment.id,
            UnitAssessment.cycle,
            UnitVersion.unit_id,
            Registration.learner_id,
            Registration.site_id,
            decided_by.label("assessor_id"),
            CreditTransfer.id.is_not(None).label("credited"),
        )
        .select_from(UnitAssessment)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .outerjoin(CreditTransfer, credit)
        .outerjoin(Signature, signed)
        .where(UnitAssessment.id.in_(units))
        .order_by(UnitAssessment.id)
    )


def decided_by(unit: UnitAssessment) -> int:
    """Name whose decision a unit is, by id."""
    one = db.session.execute(_decided(sa.select(sa.literal(unit.id)))).one()
    return int(one.assessor_id)


def methods_of(units: Units | Collection[int]) -> dict[int, tuple[str, ...]]:
    """Name the kinds of evidence on which each of these units is met."""
    later = aliased(Judgement)
    used = (
        sa.select(
            Judgement.unit_assessment_id, sa.type_coerce(Item.kind, sa.String()).label("kind")
        )
        .join(JudgedItem, JudgedItem.judgement_id == Judgement.id)
        .join(Revision, Revision.id == JudgedItem.revision_id)
        .join(Item, Item.id == Revision.item_id)
        .where(
            Judgement.unit_assessment_id.in_(units),
            Judgement.outcome == CriterionState.MET,
            ~sa.exists().where(later.supersedes_id == Judgement.id),
        )
        .distinct()
        .subquery()
    )
    named = sa.select(
        used.c.unit_assessment_id, sa.func.aggregate_strings(used.c.kind, _BETWEEN)
    ).group_by(used.c.unit_assessment_id)
    return {unit_id: _kinds(names) for unit_id, names in _listed(named)}


@cache
def _kinds(names: str) -> tuple[str, ...]:
    """Put the kinds of evidence named in order; there are few sets of them."""
    return tuple(sorted(names.split(_BETWEEN)))


def _marked(units: Units, found: Iterable[AnyRow]) -> Mapping[int, set[StrEnum]]:
    """Name, for the units to which they apply, the triggers that others decide."""
    marked: dict[int, set[StrEnum]] = defaultdict(set)
    for trigger, ids in (
        (Ground.CARRIED_OVER, carried_over(units)),
        (Trigger.LINE_MANAGER, assessed_by_their_manager(units)),
        (Trigger.FIRST, _first_decisions(units)),
        (Trigger.DISAGREED, _disagreed_with(units, found)),
    ):
        for unit_id in ids:
            marked[unit_id].add(trigger)
    signs = sa.select(Sign.kind, Sign.unit_assessment_id).where(Sign.unit_assessment_id.in_(units))
    for kind, unit_id in db.session.execute(signs):
        marked[unit_id].add(_SIGNS[kind])
    return marked


def assessed_by_their_manager(units: Units | Collection[int]) -> set[int]:
    """Name the units whose assessor is also the learner's line manager, by the chart or declared.

    Such a unit is released only by someone who has looked into it.
    """
    today = clock.today()
    manages = sa.exists().where(
        Placement.user_id == Registration.learner_id,
        Placement.manager_id == Registration.assessor_id,
        Placement.starts_on <= today,
        sa.or_(Placement.ends_on.is_(None), Placement.ends_on > today),
    )
    declared = sa.exists().where(
        ConflictOfInterest.holder_id == Registration.assessor_id,
        ConflictOfInterest.other_id == Registration.learner_id,
        ConflictOfInterest.kind == ConflictKind.LINE_MANAGER,
        ConflictOfInterest.ended_at.is_(None),
    )
    return set(
        db.session.scalars(
            sa.select(UnitAssessment.id)
            .join(UnitAssessment.registration)
            .where(UnitAssessment.id.in_(units), sa.or_(manages, declared))
        )
    )


def carried_over(units: Units | Collection[int]) -> set[int]:
    """Name those that were picked and opened again, and that nobody has looked into since.

    Else opening a unit would be a way past the look at it.
    """
    select = sa.select(Pick.unit_assessment_id).where(
        Pick.unit_assessment_id.in_(units), never_looked_into()
    )
    return set(db.session.scalars(select))


def never_looked_into() -> sa.ColumnElement[bool]:
    """Match the picks that were dropped and whose units nobody has looked into since."""
    looked = sa.exists().where(
        Look.unit_assessment_id == Pick.unit_assessment_id,
        Look.stage == Pick.stage,
        Look.cycle >= Pick.cycle,
    )
    return sa.and_(Pick.stage == Stage.SUMMATIVE, Pick.status == PickStatus.DROPPED, ~looked)


def _first_decisions(units: Units) -> set[int]:
    """Name those that were the first of their unit that their assessor signed."""
    earliest = (
        sa.select(sa.func.min(Signature.id))
        .join(UnitAssessment, UnitAssessment.id == Signature.unit_assessment_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .where(Signature.signed_as == SignedAs.ASSESSOR)
        .group_by(Signature.signer_id, UnitVersion.unit_id)
    )
    select = sa.select(Signature.unit_assessment_id).where(
        Signature.id.in_(earliest), Signature.unit_assessment_id.in_(units)
    )
    return set(db.session.scalars(select))


def _disagreed_with(units: Units, found: Iterable[AnyRow]) -> set[int]:
    """Name those that were disagreed with, or whose assessor was on the same unit lately."""
    of_these = sa.select(Look.unit_assessment_id).where(
        Look.unit_assessment_id.in_(units), Look.verdict == Verdict.DISAGREED
    )
    lately = (
        sa.select(Look.assessor_id, UnitVersion.unit_id)
        .join(UnitAssessment, UnitAssessment.id == Look.unit_assessment_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .where(Look.verdict == Verdict.DISAGREED, Look.looked_at > clock.now() - LATELY)
        .distinct()
    )
    by_whom = {(assessor, unit) for assessor, unit in db.session.execute(lately)}
    same = (
        {one.id for one in found if (one.assessor_id, one.unit_id) in by_whom} if by_whom else set()
    )
    return same | set(db.session.scalars(of_these))


def plain_rows(units: Units) -> list[Row]:
    """Put together what each of these unit decisions covers, without what would trigger a look."""
    methods = methods_of(units)
    return [_row(one, methods.get(one.id, ()), ()) for one in _listed(_decided(units))]
