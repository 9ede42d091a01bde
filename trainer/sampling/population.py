"""Which unit decisions a draw is from: those that wait and were in no draw yet."""

import sqlalchemy as sa

from trainer.assessments.models import Judgement
from trainer.catalogue.models import QualificationVersion
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.registrations.work import goes_on, waits_for_release
from trainer.sampling.facts import Units
from trainer.sampling.models import SampleRow, Stage, Strategy

ON_THE_WAY = frozenset({UnitStatus.IN_PROGRESS, UnitStatus.READY, UnitStatus.LEARNER_SIGNED})
"""Where decisions have been made on a unit that is not assessed yet."""


def population_of(qualification_id: int, stage: Stage) -> Units:
    """Select the unit decisions that a draw made now would be from."""
    return (
        sa.select(UnitAssessment.id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(QualificationVersion.qualification_id == qualification_id, undrawn(stage))
    )


def undrawn(stage: Stage) -> sa.ColumnElement[bool]:
    """Say in SQL whether a unit, with its registration, may be drawn and was in no draw yet."""
    drawn = sa.exists().where(
        SampleRow.unit_assessment_id == UnitAssessment.id,
        SampleRow.cycle == UnitAssessment.cycle,
        SampleRow.stage == stage,
    )
    if stage is Stage.SUMMATIVE:
        return sa.and_(waits_for_release(), ~drawn)
    judged = sa.exists().where(Judgement.unit_assessment_id == UnitAssessment.id)
    return sa.and_(UnitAssessment.status.in_(ON_THE_WAY), goes_on(), judged, ~drawn)


def in_force(qualification_id: int) -> sa.Select[Strategy]:
    """Select the strategy by which the qualification is sampled now."""
    return (
        sa.select(Strategy)
        .where(Strategy.qualification_id == qualification_id)
        .order_by(Strategy.version.desc())
        .limit(1)
    )
