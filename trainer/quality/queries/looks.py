"""What a quality assurer sees of a unit, and looks as they are listed and read afterwards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, Judgement, Signature, SignedAs, Submission
from trainer.assessors.models import ConflictOfInterest, Standing
from trainer.assessors.policies import standing_of
from trainer.catalogue.models import Criterion
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.logs.models import CriterionLink, Item, Revision
from trainer.planning.models import AssessmentPlan, PlannedCriterion
from trainer.quality import policies
from trainer.quality.models import FaultSearch, LookReply
from trainer.quality.questions import ABOUT_EVIDENCE, ABOUT_PROOF, Groups
from trainer.registrations.crediting import credit_of
from trainer.registrations.models import Registration, UnitAssessment
from trainer.registrations.work import work_on
from trainer.sampling.models import OPEN, Look, Pick, Stage


@dataclass(frozen=True)
class Stood:
    """How somebody stood on the register when they decided."""

    person: User
    at: datetime
    standing: Standing | None


def sent_for(unit: UnitAssessment) -> Sequence[AnyRow]:
    """List what was sent for criteria of a unit, the latest revision of each item last."""
    return db.session.execute(
        sa.select(
            Submission.id,
            Submission.revision_id,
            Submission.submitted_at,
            Submission.status,
            Item.number,
            Revision.number.label("revision"),
            Revision.title,
        )
        .join(Revision, Revision.id == Submission.revision_id)
        .join(Item, Item.id == Revision.item_id)
        .where(
            Submission.registration_id == unit.registration_id,
            sa.exists().where(
                CriterionLink.revision_id == Revision.id,
                CriterionLink.criterion_id == Criterion.id,
                Criterion.unit_version_id == unit.unit_version_id,
            ),
        )
        .order_by(Item.number, Revision.number)
    ).all()


def stood_when_deciding(unit: UnitAssessment, judgements: Sequence[Judgement]) -> list[Stood]:
    """Say of everybody who decided on a unit how they stood on the register when they last did."""
    last: dict[int, tuple[User, datetime]] = {}
    for judgement in judgements:
        if judgement.outcome is not CriterionState.REOPENED:
            last.setdefault(judgement.judge_id, (judgement.judge, judgement.decided_at))
    for signature in db.session.scalars(
        sa.select(Signature)
        .where(
            Signature.unit_assessment_id == unit.id,
            Signature.signed_as.in_([SignedAs.ASSESSOR, SignedAs.COUNTERSIGNER]),
        )
        .options(joinedload(Signature.signer))
        .order_by(Signature.id)
    ):
        last[signature.signer_id] = (signature.signer, signature.signed_at)
    work = work_on(unit)
    return [Stood(person, at, standing_of(person, work, at)) for person, at in last.values()]


def conflicts_about(unit: UnitAssessment, people: Collection[int]) -> Sequence[ConflictOfInterest]:
    """List the conflicts of interest declared between the learner and any of these people."""
    learner_id = unit.registration.learner_id
    ends = (ConflictOfInterest.holder_id, ConflictOfInterest.other_id)
    between = [sa.and_(one == learner_id, other.in_(people)) for one, other in (ends, ends[::-1])]
    return db.session.scalars(
        sa.select(ConflictOfInterest)
        .where(sa.or_(*between))
        .options(joinedload(ConflictOfInterest.holder), joinedload(ConflictOfInterest.other))
        .order_by(ConflictOfInterest.id)
    ).all()


def plans_for(unit: UnitAssessment) -> Sequence[AssessmentPlan]:
    """List the plans that were about criteria of a unit, the latest first."""
    about = sa.exists().where(
        PlannedCriterion.plan_id == AssessmentPlan.id,
        PlannedCriterion.criterion_id == Criterion.id,
        Criterion.unit_version_id == unit.unit_version_id,
    )
    return db.session.scalars(
        sa.select(AssessmentPlan)
        .where(AssessmentPlan.registration_id == unit.registration_id, about)
        .options(selectinload(AssessmentPlan.criteria))
        .order_by(AssessmentPlan.planned_on.desc(), AssessmentPlan.id.desc())
    ).all()


def with_people(select: sa.Select[Look]) -> sa.Select[Look]:
    """Load looks with the unit and everybody they are about."""
    return select.options(
        joinedload(Look.iqa),
        joinedload(Look.assessor),
        joinedload(Look.unit_assessment).options(
            joinedload(UnitAssessment.unit_version),
            joinedload(UnitAssessment.registration).options(
                joinedload(Registration.learner),
                joinedload(Registration.iqa),
                joinedload(Registration.version),
            ),
        ),
    )


def of_assessor(assessor: User) -> sa.Select[Look]:
    """Select the looks at somebody's own decisions, the latest first."""
    return (
        with_people(policies.looks_visible_to(assessor))
        .where(Look.assessor_id == assessor.id)
        .order_by(Look.looked_at.desc(), Look.id.desc())
    )


def replies_to(look: Look) -> Sequence[LookReply]:
    """List what was written about a look, the earliest first."""
    return db.session.scalars(
        sa.select(LookReply)
        .where(LookReply.look_id == look.id)
        .options(joinedload(LookReply.author))
        .order_by(LookReply.id)
    ).all()


def search_after(look: Look) -> FaultSearch | None:
    """Find what was said of others who may share the fault, if it was."""
    return db.session.scalar(
        sa.select(FaultSearch)
        .where(FaultSearch.look_id == look.id)
        .options(joinedload(FaultSearch.iqa))
    )


def outcome_for_learner(unit: UnitAssessment) -> Look | None:
    """Find the last look into a unit, of which its learner hears the outcome alone."""
    return db.session.scalar(
        sa.select(Look).where(Look.unit_assessment_id == unit.id).order_by(Look.id.desc()).limit(1)
    )


def asked_about(pick: Pick) -> Groups:
    """Say what is asked of whoever looks: of the evidence, or of the proof where a unit is held."""
    return ABOUT_PROOF if credit_of(pick.unit_assessment) else ABOUT_EVIDENCE


def open_pick(unit: UnitAssessment) -> Pick | None:
    """Find the pick by which a unit is to be looked into, if there is one."""
    return db.session.scalar(
        sa.select(Pick)
        .where(Pick.unit_assessment_id == unit.id, Pick.status.in_(OPEN))
        .order_by(Pick.id.desc())
        .limit(1)
    )


def open_picks_at(unit_ids: Collection[int]) -> dict[int, int]:
    """Name the pick by which each of these units is to be looked into before it is released."""
    found = db.session.execute(
        sa.select(Pick.unit_assessment_id, Pick.id)
        .where(
            Pick.unit_assessment_id.in_(unit_ids),
            Pick.stage == Stage.SUMMATIVE,
            Pick.status.in_(OPEN),
        )
        .order_by(Pick.id)
    )
    return {unit_id: pick_id for unit_id, pick_id in found}


def looks_at(units: Sequence[UnitAssessment]) -> dict[int, Look]:
    """Find the last look into each of these units as it is now assessed, by the unit's id."""
    found = db.session.scalars(
        sa.select(Look)
        .join(UnitAssessment, UnitAssessment.id == Look.unit_assessment_id)
        .where(
            Look.unit_assessment_id.in_([unit.id for unit in units]),
            Look.cycle == UnitAssessment.cycle,
        )
        .options(joinedload(Look.iqa))
        .order_by(Look.id)
    )
    return {look.unit_assessment_id: look for look in found}
