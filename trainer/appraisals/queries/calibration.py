"""Overall ratings as they stand, and sessions in which they are looked at together."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAnswer,
    AppraisalAppeal,
    AppraisalAppealAnswer,
    AppraisalPart,
    CalibrationChange,
    CalibrationLine,
    CalibrationSession,
    Cycle,
)
from trainer.appraisals.rules.showing import OVERALL
from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.core.database import AnyRow
from trainer.extensions import db

_LAST_COUNTS = (AppraisalPart.writer_id == Appraisal.manager_id, AppraisalPart.id)
"""Of the parts of several managers the present one’s comes last."""


def waiting(cycle: Cycle) -> sa.Select[Appraisal]:
    """Select what is handed in to be calibrated and is in no session yet."""
    in_session = sa.exists().where(CalibrationLine.appraisal_id == Appraisal.id)
    return sa.select(Appraisal).where(
        Appraisal.cycle_id == cycle.id, Appraisal.status == AppraisalStage.CALIBRATION, ~in_session
    )


def managers_waiting(cycle: Cycle) -> Sequence[AnyRow]:
    """List the managers whose ratings wait to be looked at: id, name, how many."""
    return db.session.execute(
        waiting(cycle)
        .join(Appraisal.manager)
        .with_only_columns(User.id, User.name, sa.func.count())
        .group_by(User.id, User.name)
        .order_by(User.name)
    ).all()


def sessions(cycle: Cycle) -> Sequence[CalibrationSession]:
    """List the sessions of a round, the latest first."""
    return db.session.scalars(
        sa.select(CalibrationSession)
        .where(CalibrationSession.cycle_id == cycle.id)
        .options(joinedload(CalibrationSession.led_by), selectinload(CalibrationSession.lines))
        .order_by(CalibrationSession.held_on.desc(), CalibrationSession.id.desc())
    ).all()


def session_called(session_id: int) -> sa.Select[CalibrationSession]:
    """Select a session with what is looked at in it."""
    line = selectinload(CalibrationSession.lines).joinedload(CalibrationLine.appraisal)
    return (
        sa.select(CalibrationSession)
        .where(CalibrationSession.id == session_id)
        .options(
            joinedload(CalibrationSession.cycle).joinedload(Cycle.template_version),
            joinedload(CalibrationSession.led_by),
            line.joinedload(Appraisal.person),
            line.joinedload(Appraisal.manager),
        )
    )


def rating_of(appraisal: Appraisal) -> int | None:
    """Return the overall rating as it stands: the manager’s, or what calibration or an appeal made of it."""
    return ratings_of([appraisal.id]).get(appraisal.id)


def ratings_of(ids: Collection[int] | sa.Select[int]) -> Mapping[int, int]:
    """Return the overall rating of each of these that has one, as it stands.

    After an appraisal was handed over the first manager’s stands until the new one gives theirs.
    """
    given = {
        appraisal_id: rating
        for appraisal_id, rating in db.session.execute(
            sa.select(AppraisalPart.appraisal_id, AppraisalAnswer.rating)
            .join(AppraisalAnswer.part)
            .join(AppraisalPart.appraisal)
            .where(
                AppraisalPart.appraisal_id.in_(ids),
                AppraisalPart.party == Party.MANAGER,
                AppraisalAnswer.item == OVERALL,
            )
            .order_by(*_LAST_COUNTS)
        )
        if rating is not None
    }
    return given | put_right(ids)


def put_right(ids: Collection[int] | sa.Select[int]) -> dict[int, int]:
    """Return the overall rating of each of these that calibration or an appeal changed. Two statements."""
    changed = db.session.execute(
        sa.select(CalibrationLine.appraisal_id, CalibrationChange.after)
        .join(CalibrationChange.line)
        .where(CalibrationLine.appraisal_id.in_(ids))
        .order_by(CalibrationChange.id)
    )
    answered = db.session.execute(
        sa.select(AppraisalAppeal.appraisal_id, AppraisalAppealAnswer.after)
        .join(AppraisalAppealAnswer.appeal)
        .where(AppraisalAppeal.appraisal_id.in_(ids), AppraisalAppealAnswer.after.is_not(None))
        .order_by(AppraisalAppealAnswer.id)
    )
    return {id_: after for id_, after in (*changed, *answered)}


def changes_in(session: CalibrationSession) -> Mapping[int, Sequence[CalibrationChange]]:
    """List the changes made in a session by line, the first first."""
    found: dict[int, list[CalibrationChange]] = {}
    for one in db.session.scalars(
        sa.select(CalibrationChange)
        .join(CalibrationChange.line)
        .where(CalibrationLine.session_id == session.id)
        .options(joinedload(CalibrationChange.by))
        .order_by(CalibrationChange.id)
    ):
        found.setdefault(one.line_id, []).append(one)
    return found


def reasons_for(ids: Collection[int]) -> Mapping[int, str]:
    """Return what managers wrote on the overall rating of each of these."""
    return {
        appraisal_id: words
        for appraisal_id, words in db.session.execute(
            sa.select(AppraisalPart.appraisal_id, AppraisalAnswer.words)
            .join(AppraisalAnswer.part)
            .join(AppraisalPart.appraisal)
            .where(
                AppraisalPart.appraisal_id.in_(ids),
                AppraisalPart.party == Party.MANAGER,
                AppraisalAnswer.item == OVERALL,
                AppraisalAnswer.rating.is_not(None),
            )
            .order_by(*_LAST_COUNTS)
        )
    }


def visible_to(actor: User, *, leads: bool) -> sa.Select[CalibrationSession]:
    """Select the sessions somebody takes part in: HR all of them, managers those with theirs."""
    if leads:
        return sa.select(CalibrationSession)
    own = (
        sa.select(CalibrationLine.session_id)
        .join(CalibrationLine.appraisal)
        .where(Appraisal.manager_id == actor.id)
    )
    return sa.select(CalibrationSession).where(
        CalibrationSession.id.in_(own), CalibrationSession.ended_at.is_(None)
    )
