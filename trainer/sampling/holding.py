"""What keeps units from being released without having been looked into."""

from collections.abc import Collection
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.catalogue.models import QualificationVersion
from trainer.extensions import db
from trainer.registrations.models import LEFT, Registration, UnitAssessment, UnitStatus
from trainer.sampling.facts import assessed_by_their_manager, carried_over, never_looked_into
from trainer.sampling.models import Pick, PickStatus, SampleRow, Stage, Strategy

UNDECIDED = frozenset(
    {
        PickStatus.SELECTED,
        PickStatus.REVIEWING,
        PickStatus.DISAGREED,
        PickStatus.ACTION_OPEN,
    }
)
"""Where what was picked is still to be looked into, or something is to be done about it."""


class Held(StrEnum):
    """Why a unit has to be looked into first."""

    LINE_MANAGER = "line_manager"
    PICKED = "picked"
    CARRIED_OVER = "carried_over"
    TO_BE_PICKED = "to_be_picked"
    NOT_DRAWN = "not_drawn"
    OTHERS_OPEN = "others_open"


def held_back(unit_ids: Collection[int]) -> dict[int, Held]:
    """Say of each of these units that can't be released unsampled why not; five statements.

    Where a qualification has a strategy, a unit goes unsampled only once it was in a draw, and
    once everything of the same assessor that this draw picked is looked into and settled. What was
    picked and opened again is looked into in any case: as a pick of the next draw, where there
    is a strategy to draw by.
    """
    not_drawn, over = _not_drawn(unit_ids), carried_over(unit_ids)
    held = dict.fromkeys(_others_open(unit_ids), Held.OTHERS_OPEN)
    held |= dict.fromkeys(not_drawn, Held.NOT_DRAWN)
    held |= dict.fromkeys(over, Held.CARRIED_OVER)
    held |= dict.fromkeys(assessed_by_their_manager(unit_ids), Held.LINE_MANAGER)
    held |= dict.fromkeys(over & not_drawn, Held.TO_BE_PICKED)
    held |= dict.fromkeys(_picked(unit_ids), Held.PICKED)
    return held


def _picked(unit_ids: Collection[int]) -> set[int]:
    waits = sa.select(Pick.unit_assessment_id).where(
        Pick.unit_assessment_id.in_(unit_ids),
        Pick.stage == Stage.SUMMATIVE,
        Pick.status.in_({PickStatus.SELECTED, PickStatus.REVIEWING}),
    )
    return set(db.session.scalars(waits))


def _not_drawn(unit_ids: Collection[int]) -> set[int]:
    drawn = sa.exists().where(
        SampleRow.unit_assessment_id == UnitAssessment.id,
        SampleRow.cycle == UnitAssessment.cycle,
        SampleRow.stage == Stage.SUMMATIVE,
    )
    planned = sa.exists().where(Strategy.qualification_id == QualificationVersion.qualification_id)
    return set(
        db.session.scalars(
            sa.select(UnitAssessment.id)
            .join(Registration, Registration.id == UnitAssessment.registration_id)
            .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
            .where(UnitAssessment.id.in_(unit_ids), planned, ~drawn)
        )
    )


def _others_open(unit_ids: Collection[int]) -> set[int]:
    mine, theirs = aliased(SampleRow), aliased(SampleRow)
    return set(
        db.session.scalars(
            sa.select(mine.unit_assessment_id)
            .join(UnitAssessment, UnitAssessment.id == mine.unit_assessment_id)
            .join(theirs, theirs.sample_id == mine.sample_id)
            .join(Pick, Pick.row_id == theirs.id)
            .where(
                mine.unit_assessment_id.in_(unit_ids),
                mine.cycle == UnitAssessment.cycle,
                mine.stage == Stage.SUMMATIVE,
                theirs.picked,
                theirs.unit_assessment_id != mine.unit_assessment_id,
                theirs.assessor_id == mine.assessor_id,
                sa.or_(Pick.status.in_(UNDECIDED), _is_opened_again()),
            )
        )
    )


def _is_opened_again() -> sa.ColumnElement[bool]:
    """Match what was picked, is on its way again, and is still to be looked into then."""
    opened, registration = aliased(UnitAssessment), aliased(Registration)
    on_its_way = sa.exists().where(
        opened.id == Pick.unit_assessment_id,
        opened.status != UnitStatus.WITHDRAWN,
        registration.id == opened.registration_id,
        registration.status.not_in(LEFT),
    )
    return sa.and_(never_looked_into(), on_its_way)
