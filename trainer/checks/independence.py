"""INV1 to INV5: who decided what about whom; what the register allowed is in `registered`."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.assessments.models import CriterionState, Judgement, Signature, SignedAs
from trainer.assessors.models import (
    AssessorAccreditation,
    ConflictKind,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
)
from trainer.bodies.models import ProfessionalBody
from trainer.bodies.policies import goes_by
from trainer.catalogue.models import Assessed, GroupedUnit, QualificationVersion, UnitGroup
from trainer.checks.finding import Check, rows
from trainer.people.models import Placement
from trainer.quality.models import Release, ReleaseLine
from trainer.registrations.models import Registration, UnitAssessment

DECIDED = (CriterionState.MET, CriterionState.NOT_YET_MET)


JUDGED_OWN = sa.select(Judgement.id).where(Judgement.judge_id == Judgement.learner_id)
_NOW, _THEN = aliased(QualificationVersion), aliased(QualificationVersion)
_DAY = sa.func.date(Judgement.decided_at)
_ACCREDITED = (
    sa.exists()
    .where(
        RegisterEntry.id == AssessorAccreditation.entry_id,
        RegisterEntry.holder_id == Judgement.judge_id,
        RegisterEntry.duty == Duty.ASSESS,
        RegisterEntry.qualification_id == _THEN.qualification_id,
        ProfessionalBody.id == AssessorAccreditation.body_id,
        goes_by(sa.func.lower(sa.func.trim(_THEN.body))),
        sa.func.date(AssessorAccreditation.starts_on) <= _DAY,
        # Somebody may say in the evening of a day that it is over, so that day counts here.
        sa.or_(
            AssessorAccreditation.ends_on.is_(None),
            sa.func.date(AssessorAccreditation.ends_on) >= _DAY,
        ),
    )
    .correlate(Judgement, _THEN)
)
_MIGHT_DECIDE = (
    sa.exists()
    .where(
        # Which version it was decided under is one of those up to now that list the unit.
        _THEN.qualification_id == _NOW.qualification_id,
        _THEN.number <= _NOW.number,
        UnitGroup.version_id == _THEN.id,
        GroupedUnit.group_id == UnitGroup.id,
        GroupedUnit.unit_version_id == UnitAssessment.unit_version_id,
        sa.or_(_THEN.assessed != Assessed.INTERVIEW, _THEN.body == "", _ACCREDITED),
    )
    .correlate(UnitAssessment, _NOW, Judgement)
)
JUDGED_UNACCREDITED = (
    sa.select(Judgement.id)
    .join(UnitAssessment, UnitAssessment.id == Judgement.unit_assessment_id)
    .join(Registration, Registration.id == UnitAssessment.registration_id)
    .join(_NOW, _NOW.id == Registration.version_id)
    .where(
        Judgement.outcome.in_(DECIDED),
        Judgement.carried_from_id.is_(None),
        _NOW.assessed == Assessed.INTERVIEW,
        ~_MIGHT_DECIDE,
    )
)
SIGNED_OR_JUDGED = sa.or_(
    sa.exists().where(
        Signature.unit_assessment_id == ReleaseLine.unit_assessment_id,
        Signature.cycle == ReleaseLine.cycle,
        Signature.signer_id == Release.iqa_id,
        Signature.signed_as != SignedAs.IQA,
    ),
    sa.exists().where(
        Judgement.unit_assessment_id == ReleaseLine.unit_assessment_id,
        Judgement.judge_id == Release.iqa_id,
        Judgement.outcome.in_(DECIDED),
    ),
    sa.exists().where(
        UnitAssessment.id == ReleaseLine.unit_assessment_id,
        Registration.id == UnitAssessment.registration_id,
        Registration.learner_id == Release.iqa_id,
    ),
)
RELEASED_OWN = (
    sa.select(ReleaseLine.id)
    .join(Release, Release.id == ReleaseLine.release_id)
    .where(SIGNED_OR_JUDGED)
)


def _conflicted(person: Any, learner: Any, at: Any) -> Any:
    bars = ConflictOfInterest.kind != ConflictKind.LINE_MANAGER
    either_way = sa.or_(
        sa.and_(ConflictOfInterest.holder_id == person, ConflictOfInterest.other_id == learner),
        sa.and_(ConflictOfInterest.holder_id == learner, ConflictOfInterest.other_id == person),
    )
    return sa.exists().where(
        bars,
        either_way,
        ConflictOfInterest.declared_at <= at,
        sa.or_(ConflictOfInterest.ended_at.is_(None), at < ConflictOfInterest.ended_at),
    )


JUDGED_IN_CONFLICT = sa.select(Judgement.id).where(
    Judgement.outcome.in_(DECIDED),
    _conflicted(Judgement.judge_id, Judgement.learner_id, Judgement.decided_at),
)


def _manages(at: Any) -> Any:
    chart = sa.exists().where(
        Placement.user_id == Registration.learner_id,
        Placement.manager_id == Signature.signer_id,
        sa.func.date(Placement.starts_on) <= sa.func.date(at),
        sa.or_(Placement.ends_on.is_(None), sa.func.date(at) < sa.func.date(Placement.ends_on)),
    )
    declared = sa.exists().where(
        ConflictOfInterest.holder_id == Signature.signer_id,
        ConflictOfInterest.other_id == Registration.learner_id,
        ConflictOfInterest.kind == ConflictKind.LINE_MANAGER,
        ConflictOfInterest.declared_at <= at,
        sa.or_(ConflictOfInterest.ended_at.is_(None), at < ConflictOfInterest.ended_at),
    )
    return sa.or_(chart, declared)


UNSAMPLED = (
    sa.select(ReleaseLine.id)
    .join(Release, Release.id == ReleaseLine.release_id)
    .join(UnitAssessment, UnitAssessment.id == ReleaseLine.unit_assessment_id)
    .join(Registration, Registration.id == UnitAssessment.registration_id)
    .join(
        Signature,
        sa.and_(
            Signature.unit_assessment_id == ReleaseLine.unit_assessment_id,
            Signature.cycle == ReleaseLine.cycle,
            Signature.signed_as == SignedAs.ASSESSOR,
        ),
    )
    .where(~ReleaseLine.sampled, _manages(Release.released_at))
)

CHECKS = [
    Check(
        "INV1", "Nobody judges their own work.", rows(JUDGED_OWN, "Judgement %s is on own work.")
    ),
    Check(
        "INV2",
        "An award by interview was decided by an assessor whom its body accredited that day.",
        rows(JUDGED_UNACCREDITED, "Judgement %s was made by someone its body did not accredit."),
    ),
    Check(
        "INV3",
        "An IQA releases nothing they learnt, judged or signed.",
        rows(RELEASED_OWN, "Release line %s verifies its own decision."),
    ),
    Check(
        "INV5",
        "Nobody judges across a barring conflict of interest.",
        rows(JUDGED_IN_CONFLICT, "Judgement %s was made across a conflict of interest."),
    ),
    Check(
        "INV5",
        "What a line manager assessed was looked into before it was released.",
        rows(UNSAMPLED, "Release line %s let a line manager's decision count unseen."),
    ),
]
