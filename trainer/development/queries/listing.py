"""Plans with where each action stands, a team's at a glance, and what waits for somebody's yes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.development.models import LINKS, OPEN, DevelopmentAction, DevelopmentStatus
from trainer.development.queries.things import Thing, things_of
from trainer.development.rules.standing import DevelopmentStanding, standing
from trainer.extensions import db
from trainer.people.policies import reports_of, reports_to

ORDER = {one: place for place, one in enumerate(DevelopmentStanding)}


@dataclass(frozen=True)
class Line:
    """One action of a plan, the thing it became, and where it stands."""

    action: DevelopmentAction
    thing: Thing | None
    standing: DevelopmentStanding


@dataclass(frozen=True)
class TeamLine:
    """One person of a team: how many of their actions stand where, and the next day."""

    person: User
    states: Mapping[DevelopmentStanding, int]
    next_on: date | None


def whole(select: sa.Select[DevelopmentAction]) -> sa.Select[DevelopmentAction]:
    """Load actions with all their page shows."""
    return select.options(
        joinedload(DevelopmentAction.person),
        joinedload(DevelopmentAction.agreed_manager),
        joinedload(DevelopmentAction.ended_by),
    )


def lines(actions: Sequence[DevelopmentAction]) -> list[Line]:
    """Say where actions stand: a statement for each kind of thing among them, however many there are."""
    things, today = things_of(actions), clock.today()
    found = []
    for one in actions:
        thing = things.get(one.id)
        stands = standing(
            one.status,
            due_on=one.due_on,
            today=today,
            done_on=one.done_on,
            thing=thing.progress if thing else None,
        )
        found.append(Line(one, thing, stands))
    return found


def plan_of(person: User) -> list[Line]:
    """List all of somebody's plan, what is most urgent first; what is over comes last, the newest on top."""
    found = lines(
        db.session.scalars(
            whole(sa.select(DevelopmentAction)).where(DevelopmentAction.person_id == person.id)
        ).all()
    )
    open_ = sorted(
        (one for one in found if one.action.status in OPEN),
        key=lambda one: (ORDER[one.standing], one.action.due_on, one.action.id),
    )
    over = (one for one in found if one.action.status not in OPEN)
    return [
        *open_,
        *sorted(
            over, key=lambda one: (one.action.ended_at or clock.now(), one.action.id), reverse=True
        ),
    ]


def of_team(manager: User) -> list[TeamLine]:
    """List everybody who reports to somebody with where their open actions stand."""
    people = db.session.scalars(
        sa.select(User)
        .where(User.active, User.id.in_(reports_to(manager)))
        .order_by(User.name, User.id)
    ).all()
    open_ = lines(
        db.session.scalars(
            sa.select(DevelopmentAction).where(
                DevelopmentAction.status.in_(sorted(OPEN)),
                DevelopmentAction.person_id.in_(reports_to(manager)),
            )
        ).all()
    )
    by_person: dict[int, list[Line]] = {one.id: [] for one in people}
    for line in open_:
        if line.action.person_id in by_person:
            by_person[line.action.person_id].append(line)
    return [
        TeamLine(
            one,
            dict(sorted(Counter(line.standing for line in by_person[one.id]).items(), key=_in_order)),
            min((line.action.due_on for line in by_person[one.id] if not _is_done(line)), default=None),
        )
        for one in people
    ]  # fmt: skip


def count_own(person_id: Any, today: Any) -> Any:
    """Count what of somebody's plan waits for their yes, or is late with nothing begun."""
    nothing_begun = sa.and_(
        DevelopmentAction.due_on < today,
        DevelopmentAction.done_on.is_(None),
        *(getattr(DevelopmentAction, name).is_(None) for name in LINKS),
    )
    return (
        sa.select(sa.func.count(DevelopmentAction.id))
        .where(
            DevelopmentAction.person_id == person_id,
            DevelopmentAction.status.in_(sorted(OPEN)),
            sa.or_(DevelopmentAction.person_agreed_at.is_(None), nothing_begun),
        )
        .scalar_subquery()
    )


def count_led(person_id: Any, today: Any) -> Any:
    """Count the actions of somebody's people that wait for their yes."""
    return (
        sa.select(sa.func.count(DevelopmentAction.id))
        .where(
            DevelopmentAction.status == DevelopmentStatus.PROPOSED,
            DevelopmentAction.manager_agreed_at.is_(None),
            DevelopmentAction.person_id.in_(reports_of(person_id, today)),
        )
        .scalar_subquery()
    )


def _in_order(state: tuple[DevelopmentStanding, int]) -> int:
    return ORDER[state[0]]


def _is_done(line: Line) -> bool:
    return line.standing is DevelopmentStanding.DONE
