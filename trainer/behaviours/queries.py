"""Behaviours and sets as they are listed, and which are asked of somebody."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.behaviours.models import (
    Behaviour,
    BehaviourSet,
    BehaviourSetMember,
    BehaviourVersion,
)
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Placement


def whole() -> sa.Select[Behaviour]:
    """Select behaviours with all their versions and whoever wrote each."""
    return sa.select(Behaviour).options(
        selectinload(Behaviour.versions).joinedload(BehaviourVersion.written_by)
    )


def listed() -> Sequence[BehaviourVersion]:
    """List what every behaviour in use says now, by name."""
    return db.session.scalars(
        _now().where(Behaviour.retired_on.is_(None)).order_by(BehaviourVersion.name)
    ).all()


def retired() -> Sequence[BehaviourVersion]:
    """List what is rated no more, by name."""
    return db.session.scalars(
        _now().where(Behaviour.retired_on.is_not(None)).order_by(BehaviourVersion.name)
    ).all()


def sets() -> Sequence[BehaviourSet]:
    """List the sets, the general one first, with what their behaviours say now."""
    return db.session.scalars(
        _with_members(sa.select(BehaviourSet)).order_by(
            BehaviourSet.general.desc(), BehaviourSet.name
        )
    ).all()


def one_set(set_id: int) -> sa.Select[BehaviourSet]:
    """Select a set with its behaviours."""
    return _with_members(sa.select(BehaviourSet).where(BehaviourSet.id == set_id))


def set_of(person: User, on: date | None = None) -> BehaviourSet | None:
    """Find the set asked of somebody on that day (today): that of their job, else the general one."""
    job = db.session.scalar(
        sa.select(Placement.job_title).where(
            Placement.user_id == person.id, Placement.holds_on(on or clock.today())
        )
    )
    every = sets()
    named = (one for one in every if job and job.casefold() in _titles(one))
    general = (one for one in every if one.general)
    return next(named, None) or next(general, None)


def in_use(told: BehaviourSet) -> list[BehaviourVersion]:
    """List what is asked in a set now: without what is retired, in its order."""
    return [one.behaviour.current for one in told.members if one.behaviour.retired_on is None]


def _titles(told: BehaviourSet) -> set[str]:
    return {title.casefold() for title in told.job_titles}


def _now() -> sa.Select[BehaviourVersion]:
    return (
        sa.select(BehaviourVersion)
        .join(BehaviourVersion.behaviour)
        .where(BehaviourVersion.number == Behaviour.latest)
        .options(joinedload(BehaviourVersion.behaviour))
    )


def _with_members(select: sa.Select[BehaviourSet]) -> sa.Select[BehaviourSet]:
    return select.options(
        selectinload(BehaviourSet.members)
        .joinedload(BehaviourSetMember.behaviour)
        .selectinload(Behaviour.versions)
    )
