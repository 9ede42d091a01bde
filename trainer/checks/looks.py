"""INV3, INV49: looks into units are by somebody independent, and picks stand where looks brought them."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.assessments.models import CriterionState, Judgement, Signature, SignedAs
from trainer.checks.finding import Check, rows
from trainer.quality.models import FaultSearch, Release, ReleaseLine
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.models import Look, Pick, PickStatus, Stage
from trainer.sampling.rules.risk import Verdict

UNDECIDED = (
    PickStatus.PLANNED,
    PickStatus.SELECTED,
    PickStatus.REVIEWING,
    PickStatus.DROPPED,
)
OWN = sa.select(Look.id).where(
    sa.or_(
        sa.exists().where(
            Judgement.unit_assessment_id == Look.unit_assessment_id,
            Judgement.judge_id == Look.iqa_id,
            Judgement.outcome != CriterionState.REOPENED,
            Judgement.decided_at <= Look.looked_at,
        ),
        sa.exists().where(
            Signature.unit_assessment_id == Look.unit_assessment_id,
            Signature.signer_id == Look.iqa_id,
            Signature.signed_as.in_([SignedAs.ASSESSOR, SignedAs.COUNTERSIGNER]),
            Signature.signed_at <= Look.looked_at,
        ),
        sa.exists().where(
            UnitAssessment.id == Look.unit_assessment_id,
            Registration.id == UnitAssessment.registration_id,
            Registration.learner_id == Look.iqa_id,
        ),
    )
)
UNSEEN = sa.select(Pick.id).where(
    (Pick.look_id.is_(None)) != Pick.status.in_(UNDECIDED),
)
_LATER = aliased(Look)
RELEASED_ALL_THE_SAME = (
    sa.select(ReleaseLine.id)
    .join(Release, Release.id == ReleaseLine.release_id)
    .join(
        Look,
        sa.and_(
            Look.unit_assessment_id == ReleaseLine.unit_assessment_id,
            Look.cycle == ReleaseLine.cycle,
            Look.stage == Stage.SUMMATIVE,
            Look.verdict == Verdict.DISAGREED,
            Look.looked_at <= Release.released_at,
        ),
    )
    .where(
        ~sa.exists().where(
            _LATER.unit_assessment_id == Look.unit_assessment_id,
            _LATER.cycle == Look.cycle,
            _LATER.verdict != Verdict.DISAGREED,
            _LATER.id > Look.id,
        )
    )
)
SOUGHT_WITHOUT = (
    sa.select(FaultSearch.id).join(FaultSearch.look).where(Look.verdict != Verdict.DISAGREED)
)

CHECKS = [
    Check(
        "INV3",
        "An IQA looks into nothing they learnt, judged or signed.",
        rows(OWN, "Look %s is at somebody's own decision."),
    ),
    Check(
        "INV49",
        "A pick is decided by a look, and by nothing else.",
        rows(UNSEEN, "Pick %s does not stand where a look brought it."),
    ),
    Check(
        "INV49",
        "What was disagreed with is not released before it is judged again.",
        rows(RELEASED_ALL_THE_SAME, "Release line %s lets a unit count that was disagreed with."),
    ),
    Check(
        "INV49",
        "Others who share a fault are sought after a disagreement only.",
        rows(SOUGHT_WITHOUT, "Search %s for others follows a look that found no fault."),
    ),
]
