"""Exactly what a signature under a unit covers, and its hash."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from trainer.assessments.models import CriterionState, JudgedItem, Judgement
from trainer.audit.chain import canonical
from trainer.catalogue.models import Criterion, Unit, UnitVersion
from trainer.core.database import AnyRow, Columns
from trainer.extensions import db
from trainer.registrations.models import CreditTransfer, Registration, UnitAssessment

FORM = "trainer-unit-1"

Moment = tuple[int, datetime | None]
"""A unit, and the instant as of which it is looked at; None is now."""


def hash_of_content(content: Mapping[str, Any]) -> str:
    """Hash what a signature covers, written in the one canonical way."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def signed_content(unit: UnitAssessment, at: datetime | None = None) -> dict[str, Any]:
    """List what a signature under a unit covers: version, criteria, judgements, items and files.

    With `at`, as it stood then, so that an old signature's hash can be computed again.
    """
    return contents_at([(unit.id, at)])[unit.id, at]


def signed_contents(unit_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """List the same for many units as they stand, with a fixed number of statements."""
    found = contents_at([(unit_id, None) for unit_id in unit_ids])
    return {unit_id: content for (unit_id, _at), content in found.items()}


def contents_at(moments: Collection[Moment]) -> dict[Moment, dict[str, Any]]:
    """List what signatures under these units cover, each unit as it stood at its moment.

    A moment is a unit and an instant, or None for now; the statements are as many for one as for
    a thousand.
    """
    unit_ids = {unit_id for unit_id, _at in moments}
    judgements: dict[int, list[Judgement]] = {}
    for judgement in db.session.scalars(_judgements(unit_ids)):
        judgements.setdefault(judgement.unit_assessment_id, []).append(judgement)
    criteria: dict[int, list[AnyRow]] = {}
    for row in db.session.execute(_criteria(unit_ids)):
        criteria.setdefault(row.unit_assessment_id, []).append(row)
    versions = {row.id: row for row in db.session.execute(_versions(unit_ids))}
    credits_of: dict[int, list[CreditTransfer]] = {}
    for credit in db.session.scalars(_credits(unit_ids)):
        credits_of.setdefault(credit.unit_assessment_id, []).append(credit)
    return {
        (unit_id, at): _content(
            versions[unit_id], criteria.get(unit_id, []), _met(judgements.get(unit_id, []), at)
        )
        | _credit(credits_of.get(unit_id, []), at)
        for unit_id, at in moments
    }


def _content(
    version: AnyRow, criteria: Sequence[AnyRow], met: Mapping[int, Sequence[Judgement]]
) -> dict[str, Any]:
    return {
        "form": FORM,
        "registration": version.registration,
        "unit": version.identifier,
        "version": version.number,
        "wording": version.content_hash,
        "criteria": [
            {
                "criterion": row.identifier,
                "judgements": [_judged(one) for one in met.get(row.criterion_id, [])],
            }
            for row in criteria
        ],
    }


def _met(judgements: Sequence[Judgement], at: datetime | None) -> dict[int, list[Judgement]]:
    """Find, by criterion, the judgements that said met and that nothing had superseded by then."""
    made = [one for one in judgements if at is None or one.decided_at <= at]
    superseded = {one.supersedes_id for one in made}
    found: dict[int, list[Judgement]] = {}
    for one in made:
        if one.outcome is CriterionState.MET and one.id not in superseded:
            found.setdefault(one.criterion_id, []).append(one)
    return found


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


def _credit(transfers: Sequence[CreditTransfer], at: datetime | None) -> dict[str, Any]:
    """Add, where the unit counted by credit transfer then, what shows it and who checked that."""
    for one in transfers:
        begun = at is None or one.checked_at <= at
        if begun and (one.ended_at is None or (at is not None and at < one.ended_at)):
            return {
                "credit": {
                    "transfer": one.id,
                    "code": one.held_code,
                    "proof": one.proof,
                    "checked_by": one.checked_by_id,
                }
            }
    return {}


def _credits(unit_ids: Collection[int]) -> sa.Select[CreditTransfer]:
    return (
        sa.select(CreditTransfer)
        .where(CreditTransfer.unit_assessment_id.in_(unit_ids))
        .order_by(CreditTransfer.id)
    )


def _judgements(unit_ids: Collection[int]) -> sa.Select[Judgement]:
    return (
        sa.select(Judgement)
        .where(Judgement.unit_assessment_id.in_(unit_ids))
        .options(selectinload(Judgement.items).selectinload(JudgedItem.files))
        .order_by(Judgement.id)
    )


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
