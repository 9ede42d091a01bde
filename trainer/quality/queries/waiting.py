"""What waits for a quality assurer, with why it might be sampled."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, aliased, joinedload

from trainer.accounts.models import User
from trainer.assessments.models import (
    CriterionState,
    JudgedItem,
    Judgement,
    Signature,
    SignedAs,
)
from trainer.assessments.queries.recomputing import recomputed_status
from trainer.assessors.entitling import counts_at
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.core import clock
from trainer.core.database import AnyRow, Columns
from trainer.extensions import db
from trainer.logs.models import Item, Revision
from trainer.quality import policies
from trainer.quality.models import IqaAction, ReleaseLine
from trainer.quality.rules import Facts, Why, reasons
from trainer.registrations.crediting import credited
from trainer.registrations.models import (
    CreditTransfer,
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.registrations.work import waits_for_release
from trainer.sampling.facts import assessed_by_their_manager

LATELY = timedelta(days=365)


def waiting_for(
    iqa: User, qualification_id: int | None = None, assessor_id: int | None = None
) -> Columns:
    """Select the units that wait for this quality assurer, longest first, as columns to list.

    A qualification or an assessor narrows them.
    """
    learner, assessor = aliased(User), aliased(User)
    signed = (
        sa.select(sa.func.max(Signature.signed_at))
        .where(
            Signature.unit_assessment_id == UnitAssessment.id,
            Signature.cycle == UnitAssessment.cycle,
        )
        .scalar_subquery()
    )
    checked = (
        sa.select(sa.func.max(CreditTransfer.checked_at))
        .where(CreditTransfer.unit_assessment_id == UnitAssessment.id)
        .scalar_subquery()
    )
    since = sa.func.coalesce(signed, checked)
    row: Bundle[Any] = Bundle(
        "waiting",
        UnitAssessment.id,
        UnitVersion.title,
        UnitVersion.code,
        UnitVersion.unit_id,
        learner.name.label("learner"),
        assessor.name.label("assessor"),
        Registration.assessor_id,
        QualificationVersion.title.label("qualification"),
        QualificationVersion.qualification_id,
        since.label("since"),
    )
    found = (
        sa.select(row)
        .select_from(UnitAssessment)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .join(learner, learner.id == Registration.learner_id)
        .join(assessor, assessor.id == Registration.assessor_id)
        .where(Registration.iqa_id == iqa.id, waits_for_release())
        .order_by(since, UnitAssessment.id)
    )
    if qualification_id is not None:
        found = found.where(QualificationVersion.qualification_id == qualification_id)
    if assessor_id is not None:
        found = found.where(Registration.assessor_id == assessor_id)
    return found


def complete_registrations(iqa: User) -> Sequence[AnyRow]:
    """List the registrations that wait for this quality assurer's final check."""
    return db.session.execute(
        sa.select(
            Registration.id,
            User.name.label("learner"),
            QualificationVersion.title,
        )
        .join(User, User.id == Registration.learner_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(
            Registration.iqa_id == iqa.id,
            Registration.status == RegistrationStatus.UNITS_COMPLETE,
        )
        .order_by(Registration.id)
    ).all()


def batch(iqa: User, unit_ids: Collection[int]) -> list[UnitAssessment]:
    """Load the units of a batch to be released, those of them that are this quality assurer's."""
    return list(
        db.session.scalars(
            policies.units_visible_to(iqa)
            .where(UnitAssessment.id.in_(unit_ids))
            .options(
                joinedload(UnitAssessment.unit_version),
                joinedload(UnitAssessment.registration).options(
                    joinedload(Registration.learner),
                    joinedload(Registration.assessor),
                    joinedload(Registration.iqa),
                    joinedload(Registration.version),
                ),
            )
            .order_by(UnitAssessment.id)
        )
    )


def why_sample(rows: Sequence[Any]) -> dict[int, list[Why]]:
    """Say why each of these waiting units might be sampled, in a fixed number of statements."""
    ids = [row.id for row in rows]
    if not ids:
        return {}
    managed = assessed_by_their_manager([row.id for row in rows])
    qualified = _qualified({row.assessor_id for row in rows})
    first = _first_decisions({row.assessor_id for row in rows}, {row.unit_id for row in rows})
    kinds = _kinds_of_evidence(ids)
    held_already = credited(ids)
    asked = _asked(ids, {row.assessor_id for row in rows})
    return {
        row.id: reasons(
            Facts(
                by_line_manager=row.id in managed,
                in_training=(row.assessor_id, row.qualification_id) not in qualified,
                first_of_assessor=row.id in first,
                asked_before=any(unit_id == row.id for unit_id, _assessor in asked),
                assessor_asked_lately=any(who == row.assessor_id for _unit, who in asked),
                kinds_of_evidence=kinds.get(row.id, 0),
                credited=row.id in held_already,
            )
        )
        for row in rows
    }


def _qualified(assessors: Collection[int]) -> set[tuple[int, int]]:
    rows = db.session.execute(
        sa.select(RegisterEntry.holder_id, RegisterEntry.qualification_id).where(
            RegisterEntry.holder_id.in_(assessors),
            RegisterEntry.duty == Duty.ASSESS,
            RegisterEntry.standing == Standing.QUALIFIED,
            counts_at(clock.now()),
        )
    )
    return {(holder_id, qualification_id) for holder_id, qualification_id in rows}


def _first_decisions(assessors: Collection[int], units: Collection[int]) -> set[int]:
    """Name the unit assessments that were the first of their unit an assessor signed."""
    earliest = (
        sa.select(sa.func.min(Signature.id))
        .join(UnitAssessment, UnitAssessment.id == Signature.unit_assessment_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .where(
            Signature.signed_as == SignedAs.ASSESSOR,
            Signature.signer_id.in_(assessors),
            UnitVersion.unit_id.in_(units),
        )
        .group_by(Signature.signer_id, UnitVersion.unit_id)
    )
    select = sa.select(Signature.unit_assessment_id).where(Signature.id.in_(earliest))
    return set(db.session.scalars(select))


def _kinds_of_evidence(unit_ids: Collection[int]) -> dict[int, int]:
    later = aliased(Judgement)
    rows = db.session.execute(
        sa.select(Judgement.unit_assessment_id, sa.func.count(sa.distinct(Item.kind)))
        .join(JudgedItem, JudgedItem.judgement_id == Judgement.id)
        .join(Revision, Revision.id == JudgedItem.revision_id)
        .join(Item, Item.id == Revision.item_id)
        .where(
            Judgement.unit_assessment_id.in_(unit_ids),
            Judgement.outcome == CriterionState.MET,
            ~sa.exists().where(later.supersedes_id == Judgement.id),
        )
        .group_by(Judgement.unit_assessment_id)
    )
    return dict(rows.all())


def _asked(unit_ids: Collection[int], assessors: Collection[int]) -> set[tuple[int, int]]:
    rows = db.session.execute(
        sa.select(IqaAction.unit_assessment_id, Registration.assessor_id)
        .join(UnitAssessment, UnitAssessment.id == IqaAction.unit_assessment_id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(
            sa.or_(
                IqaAction.unit_assessment_id.in_(unit_ids),
                sa.and_(
                    Registration.assessor_id.in_(assessors),
                    IqaAction.raised_at > clock.now() - LATELY,
                ),
            )
        )
        .distinct()
    )
    return {(unit_id, assessor_id) for unit_id, assessor_id in rows}


def recomputed(unit: UnitAssessment) -> UnitStatus:
    """Say where a unit must be, from its rows alone: what the kept state is checked against."""
    released = sa.select(ReleaseLine.id).where(
        ReleaseLine.unit_assessment_id == unit.id, ReleaseLine.cycle == unit.cycle
    )
    asked = sa.select(sa.func.max(IqaAction.raised_at)).where(
        IqaAction.unit_assessment_id == unit.id
    )
    return recomputed_status(
        unit,
        released=db.session.scalar(released) is not None,
        asked_again_at=db.session.scalar(asked),
    )
