"""Calibration: managers' overall ratings side by side, changed only with a reason, no forced curve."""

from collections.abc import Collection
from datetime import date

from trainer.accounts.models import User
from trainer.appraisals import policies
from trainer.appraisals.actions.moving import go, hold
from trainer.appraisals.events import CalibrationBegun, CalibrationEnded, RatingCalibrated
from trainer.appraisals.models import (
    Appraisal,
    CalibrationChange,
    CalibrationLine,
    CalibrationSession,
    Cycle,
)
from trainer.appraisals.queries import calibration
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.core import clock
from trainer.core.errors import Unacceptable, WrongState
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db


def begin(
    cycle: Cycle, *, actor: User, name: str, held_on: date, managers: Collection[int]
) -> CalibrationSession:
    """Bring together what these managers have handed in of a round and nobody has looked at yet."""
    require(policies.may_calibrate(actor, cycle))
    waiting = db.session.scalars(
        calibration.waiting(cycle).where(Appraisal.manager_id.in_(managers))
    ).all()
    if not waiting:
        raise Unacceptable(_("None of these managers has handed anything in."), "managers")
    session = CalibrationSession(cycle=cycle, name=name, held_on=held_on, led_by=actor)
    session.lines = [CalibrationLine(appraisal=one) for one in waiting]
    db.session.add(session)
    db.session.flush()
    publish(CalibrationBegun(actor=actor, subject=session, appraisals=[one.id for one in waiting]))
    return session


def change(line: CalibrationLine, *, actor: User, after: int, reason: str) -> CalibrationChange:
    """Change an overall rating, for a reason that the person will read."""
    appraisal = line.appraisal
    hold(appraisal)
    require(policies.may_recalibrate(actor, appraisal))
    _is_running(line.session, actor)
    before = calibration.rating_of(appraisal)
    if before is None or appraisal.status is not AppraisalStage.CALIBRATION:
        raise WrongState(_("This rating is not being calibrated."))
    if after == before:
        raise Unacceptable(_("That is the rating it has."), "after")
    if not reason.strip():
        raise Unacceptable(_("Say why. The person will read it."), "reason")
    changed = CalibrationChange(
        line=line, before=before, after=after, reason=reason.strip(), by=actor
    )
    db.session.add(changed)
    db.session.flush()
    publish(
        RatingCalibrated(
            actor=actor,
            subject=changed,
            appraisal=appraisal,
            person=appraisal.person,
            before=before,
            after=after,
            reason=Sealed(changed.reason),
        )
    )
    return changed


def end(session: CalibrationSession, *, actor: User) -> int:
    """End a session: what was looked at is shared with the people it is about. Returns how many."""
    db.session.refresh(session, with_for_update={"of": CalibrationSession})
    _is_running(session, actor)
    session.ended_at = clock.now()
    looked_at = [
        one.appraisal for one in session.lines if one.appraisal.status is AppraisalStage.CALIBRATION
    ]
    for appraisal in looked_at:
        go(appraisal, AppraisalStage.SHARED, actor=actor)
    publish(CalibrationEnded(actor=actor, subject=session))
    return len(looked_at)


def _is_running(session: CalibrationSession, actor: User) -> None:
    require(policies.may_calibrate(actor, session.cycle))
    if session.ended_at is not None:
        raise WrongState(_("This session is over."))
