"""Exactly what a signature under a unit covers, and its hash."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, selectinload

from trainer.assessments.models import CriterionState, JudgedItem, Judgement
from trainer.audit.chain import canonical
from trainer.catalogue.models import Criterion, Unit, UnitVersion
from trainer.core.database import Columns
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment

FORM = "trainer-unit-1"


def hash_of_content(content: Mapping[str, Any]) -> str:
    """Hash what a signature covers, written in the one canonical way."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def signed_content(unit: UnitAssessment, at: datetime | None = None) -> dict[str, Any]:
    """List what a signature under a unit covers: version, criteria, judgements, items and files.

    With `at`, as it stood then, so that an old signature's hash can be computed again.
    """
    return signed_contents([unit.id], at)[unit.id]


def signed_contents(
    unit_ids: Collection[int], at: datetime | None = None
) -> dict[int, dict[str, Any]]:
    """List the same for many units with a fixed number of statements."""
    judgements: dict[tuple[int, int], list[Judgement]] = {}
    for judgement in db.session.scalars(_met(unit_ids, at)):
        key = (judgement.unit_assessment_id, judgement.criterion_id)
        judgements.setdefault(key, []).append(judgement)
    criteria: dict[int, list[dict[str, Any]]] = {}
    for row in db.session.execute(_criteria(unit_ids)):
        rests_on = judgements.get((row.unit_assessment_id, row.criterion_id), [])
        criteria.setdefault(row.unit_assessment_id, []).append(
            {"criterion": row.identifier, "judgements": [_judged(one) for one in rests_on]}
        )
    return {
        row.id: {
            "form": FORM,
            "registration": row.registration,
            "unit": row.identifier,
            "version": row.number,
            "wording": row.content_hash,
            "criteria": criteria.get(row.id, []),
        }
        for row in db.session.execute(_versions(unit_ids))
    }


def _judged(judgement: Judgement) -> dict[str, Any]:
    return {
        "judgement": judgement.id,
        "items": [
            {
                "content": item.content_hash,
                "files": sorted(
                    [file.sha256, file.size, file.shown_sha256 or ""] for file in item.files
                ),
            }
            for item in sorted(judgement.items, key=lambda item: item.id)
        ],
    }


def _met(unit_ids: Collection[int], at: datetime | None) -> sa.Select[Judgement]:
    later = aliased(Judgement)
    superseded = later.supersedes_id == Judgement.id
    if at is not None:
        superseded = sa.and_(superseded, later.decided_at <= at)
    select = (
        sa.select(Judgement)
        .where(
            Judgement.unit_assessment_id.in_(unit_ids),
            Judgement.outcome == CriterionState.MET,
            ~sa.exists().where(superseded),
        )
        .options(selectinload(Judgement.items).selectinload(JudgedItem.files))
        .order_by(Judgement.id)
    )
    return select if at is None else select.where(Judgement.decided_at <= at)


def _criteria(unit_ids: Collection[int]) -> Columns:
    return (
        sa.select(
            UnitAssessment.id.label("unit_assessment_id"),
            Criterion.id.label("criterion_id"),
            Criterion.identifier,
        )
        .join(Criterion, Criterion.unit_version_id == UnitAssessment.unit_version_id)
        .where(UnitAssessment.id.in_(unit_ids))
        .order_by(UnitAssessment.id, Criterion.position)
    )


def _versions(unit_ids: Collection[int]) -> Columns:
    return (
        sa.select(
            UnitAssessment.id,
            Registration.code.label("registration"),
            Unit.identifier,
            UnitVersion.number,
            UnitVersion.content_hash,
        )
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Unit, Unit.id == UnitVersion.unit_id)
        .where(UnitAssessment.id.in_(unit_ids))
    )
