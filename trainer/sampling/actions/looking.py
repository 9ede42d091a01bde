"""Looking into units: what a quality assurer makes of them, and what is to be looked into besides."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.events import UnitReopened
from trainer.core import clock
from trainer.core.events import Sealed, publish
from trainer.extensions import db
from trainer.registrations.events import Lapsed, Transferred, Withdrawn
from trainer.registrations.models import LEFT, Registration, UnitAssessment, UnitStatus
from trainer.sampling.actions.drawing import TO_LOOK
from trainer.sampling.events import LookedInto, PickDropped
from trainer.sampling.facts import decided_by
from trainer.sampling.models import OPEN, Look, Pick, PickStatus, Sign, SignKind, Stage
from trainer.sampling.rules.risk import Verdict
from trainer.transitions.events import MovedToVersion

_SAYS = {
    Verdict.AGREED: PickStatus.AGREED,
    Verdict.AGREED_WITH_POINTS: PickStatus.AGREED_WITH_POINTS,
    Verdict.DISAGREED: PickStatus.DISAGREED,
}


def begin_look(pick: Pick) -> None:
    """Note that a quality assurer has begun to look into a picked unit."""
    if pick.status is PickStatus.SELECTED:
        pick.move_to(PickStatus.REVIEWING)


def look_into(
    unit: UnitAssessment,
    stage: Stage,
    *,
    actor: User,
    verdict: Verdict,
    content_hash: str = "",
    answers: Mapping[str, Any] | None = None,
    note: str = "",
) -> Look:
    """Record what a quality assurer makes of a unit, and close the picks that wait for it.

    Whether they may look into it is for the caller to ask.
    """
    look = Look(
        unit_assessment=unit,
        cycle=unit.cycle,
        stage=stage,
        assessor_id=decided_by(unit),
        qualification_id=unit.registration.version.qualification_id,
        iqa=actor,
        verdict=verdict,
        answers=dict(answers or {}),
        note=note,
        content_hash=content_hash,
        looked_at=clock.now(),
    )
    db.session.add(look)
    for pick in open_picks(unit, stage):
        begin_look(pick)
        pick.move_to(_SAYS[verdict])
        pick.look = look
    publish(
        LookedInto(
            actor=actor,
            subject=look,
            unit_assessment=unit,
            cycle=look.cycle,
            stage=stage,
            assessor=db.session.get_one(User, look.assessor_id),
            verdict=verdict,
            answers=look.answers,
            note=Sealed(note),
            content_hash=content_hash,
        )
    )
    return look


def look_of(unit: UnitAssessment, stage: Stage) -> Look | None:
    """Find what was made of the unit as it is now assessed, if it was looked into."""
    return db.session.scalar(
        sa.select(Look)
        .where(Look.unit_assessment_id == unit.id, Look.cycle == unit.cycle, Look.stage == stage)
        .order_by(Look.id.desc())
        .limit(1)
    )


def open_picks(unit: UnitAssessment, *stages: Stage) -> list[Pick]:
    """List the picks of a unit that wait to be looked into, at these stages or at any."""
    return list(
        db.session.scalars(
            sa.select(Pick)
            .where(
                Pick.unit_assessment_id == unit.id,
                Pick.status.in_(OPEN),
                Pick.stage.in_(stages or tuple(Stage)),
            )
            .order_by(Pick.id)
        )
    )


def settle_picks(unit: UnitAssessment) -> None:
    """Settle what was disagreed with once the unit, put right, is released."""
    disagreed = sa.select(Pick).where(
        Pick.unit_assessment_id == unit.id, Pick.status == PickStatus.DISAGREED
    )
    for pick in db.session.scalars(disagreed):
        pick.move_to(PickStatus.ACTION_OPEN)
        pick.move_to(PickStatus.ACTION_CLOSED)


def drop_picks(event: UnitReopened) -> None:
    """Drop what waited to be looked into when a unit is open again: it is carried over."""
    for pick in open_picks(event.subject, Stage.SUMMATIVE):
        _drop(pick, event.actor)


def drop_picks_left(event: Withdrawn | Transferred | Lapsed | MovedToVersion) -> None:
    """Drop what nobody can look into any more: the learner left, or the unit was left out.

    Else it would wait for ever, and hold back what was drawn with it.
    """
    db.session.flush()  # Where the units stand now is asked of the rows.
    left = sa.or_(Registration.status.in_(LEFT), UnitAssessment.status == UnitStatus.WITHDRAWN)
    picks = (
        sa.select(Pick)
        .join(Pick.unit_assessment)
        .join(UnitAssessment.registration)
        .where(Registration.id == event.subject.id, Pick.status.in_(OPEN), left)
    )
    for pick in db.session.scalars(picks).all():
        _drop(pick, event.actor)


def _drop(pick: Pick, actor: User | None) -> None:
    pick.move_to(PickStatus.DROPPED)
    publish(PickDropped(actor=actor, subject=pick))


def note_appeal(unit: UnitAssessment) -> None:
    """Have a unit looked into because the learner appealed against a decision on it."""
    db.session.add(Sign(unit_assessment=unit, kind=SignKind.APPEALED))


def note_same_fault(look: Look, units: Iterable[UnitAssessment]) -> list[Pick]:
    """Have units looked into that may share the fault that a look found."""
    picks = []
    for unit in units:
        sign = Sign(unit_assessment=unit, kind=SignKind.SAME_FAULT, look=look)
        pick = Pick(
            sign=sign,
            unit_assessment=unit,
            cycle=unit.cycle,
            stage=Stage.SUMMATIVE,
            status=PickStatus.SELECTED,
            due_on=clock.today() + TO_LOOK,
        )
        db.session.add_all([sign, pick])
        picks.append(pick)
    return picks
