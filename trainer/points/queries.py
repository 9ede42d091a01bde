"""Action points as pages list them, what each is about, and who may be given one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Appointment
from trainer.points import policies, subjects
from trainer.points.models import ActionPoint, PointEntry, PointStatus


class Whose(StrEnum):
    """Which action points are looked for, by whose they are."""

    MINE = "mine"
    RAISED = "raised"
    ALL = "all"


@dataclass(frozen=True)
class About:
    """What an action point is about, as a page says it; no page where its reader may not open it."""

    title: str
    endpoint: str = ""
    argument: str = ""
    id: int = 0


def with_people(select: sa.Select[ActionPoint]) -> sa.Select[ActionPoint]:
    """Load action points with everybody and everything their page shows."""
    return select.options(
        joinedload(ActionPoint.owner),
        joinedload(ActionPoint.raised_by),
        selectinload(ActionPoint.entries).joinedload(PointEntry.author),
        raiseload("*"),
    )


def listed(actor: User, whose: Whose, *, closed: bool) -> sa.Select[ActionPoint]:
    """Select action points ready to list: open ones first, the earliest day first."""
    select = policies.visible_to(actor)
    if whose is Whose.MINE:
        select = select.where(ActionPoint.owner_id == actor.id)
    elif whose is Whose.RAISED:
        select = select.where(ActionPoint.raised_by_id == actor.id)
    if not closed:
        select = select.where(ActionPoint.status != PointStatus.CLOSED)
    order = sa.case(
        {PointStatus.OPEN: 0, PointStatus.ANSWERED: 1}, value=ActionPoint.status, else_=2
    )
    return with_people(select).order_by(order, ActionPoint.due_on, ActionPoint.id)


def about_thing(about: Any) -> Sequence[ActionPoint]:
    """List the action points about a thing, the earliest first."""
    return db.session.scalars(
        with_people(
            sa.select(ActionPoint).where(
                ActionPoint.about_kind == subjects.name_of(about), ActionPoint.about_id == about.id
            )
        ).order_by(ActionPoint.id)
    ).all()


def abouts(actor: User, points: Iterable[ActionPoint]) -> Mapping[int, About]:
    """Say of each action point, by its id, what it is about: two statements for each kind there is."""
    found: dict[int, About] = {}
    for name, some in groupby(sorted(points, key=_kind), key=_kind):
        those = list(some)
        if (kind := subjects.kind_of(name)) is not None:
            titles = _abouts(actor, kind, {one.about_id for one in those})
            found |= {one.id: titles[one.about_id] for one in those if one.about_id in titles}
    return found


def _kind(point: ActionPoint) -> str:
    return point.about_kind


def _abouts(actor: User, kind: subjects.Kind, ids: Collection[int]) -> dict[int, About]:
    key = kind.model.id
    may_open = set(
        db.session.scalars(kind.visible_to(actor).with_only_columns(key).where(key.in_(ids)))
    )
    return {
        id_: About(title, kind.endpoint, kind.argument, id_) if id_ in may_open else About(title)
        for id_, title in db.session.execute(kind.titled().where(key.in_(ids)))
    }


def possible_owners() -> Sequence[User]:
    """List everyone who may be given something to do: whoever holds a role today, by name."""
    held = sa.select(Appointment.holder_id).where(Appointment.holds_on(clock.today()))
    return db.session.scalars(
        sa.select(User).where(User.active, User.id.in_(held)).order_by(User.name, User.id)
    ).all()


def newly_overdue(today: date) -> sa.Select[ActionPoint]:
    """Select the open action points whose day has passed and whose owner was not told of it."""
    return with_people(
        sa.select(ActionPoint).where(
            ActionPoint.status == PointStatus.OPEN,
            ActionPoint.due_on < today,
            ActionPoint.overdue_told_at.is_(None),
        )
    ).order_by(ActionPoint.id)


def count_to_do(person_id: Any) -> Any:
    """Count, as part of another statement, what somebody is to do."""
    return _count(ActionPoint.owner_id == person_id, ActionPoint.status == PointStatus.OPEN)


def count_to_close(person_id: Any) -> Any:
    """Count, as part of another statement, what was answered to somebody who raised it."""
    return _count(
        ActionPoint.raised_by_id == person_id,
        ActionPoint.owner_id != person_id,
        ActionPoint.status == PointStatus.ANSWERED,
    )


def _count(*conditions: sa.ColumnElement[bool]) -> Any:
    return sa.select(sa.func.count(ActionPoint.id)).where(*conditions).scalar_subquery()
