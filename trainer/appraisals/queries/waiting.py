"""How many appraisals wait for somebody, as parts of the one statement around every page."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from trainer.appraisals.models import Appraisal, Cycle, CycleStatus
from trainer.appraisals.queries.appeals import count_waiting
from trainer.appraisals.rules.stages import ANSWERED, AppraisalStage

_S = AppraisalStage


def count_own(person_id: Any) -> Any:
    """Count the appraisals about somebody that they are to write in or to sign."""
    return _count(_is(Appraisal.person_id, person_id, {_S.SELF_ASSESSMENT, _S.MANAGER_SIGNED}))


def count_led(person_id: Any) -> Any:
    """Count what somebody is to write, to hold, to sign or to review of others’ appraisals, or to answer."""
    led = _is(Appraisal.manager_id, person_id, {_S.MANAGER_DRAFT, _S.SHARED, _S.MEETING_HELD})
    parts = _count(sa.or_(led, _is(Appraisal.second_line_id, person_id, ANSWERED)))
    return parts + count_waiting(person_id)


def _is(column: Any, person_id: Any, stages: Collection[AppraisalStage]) -> Any:
    return sa.and_(column == person_id, Appraisal.status.in_(sorted(stages)))


def _count(condition: sa.ColumnElement[bool]) -> Any:
    return (
        sa.select(sa.func.count(Appraisal.id))
        .join(Cycle, Cycle.id == Appraisal.cycle_id)
        .where(Cycle.status == CycleStatus.RUNNING, condition)
        .scalar_subquery()
    )
