"""What people work towards, how far each is, and what to do next, for first pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from trainer.careers.models import CareerTarget
from trainer.careers.queries import charts
from trainer.careers.queries.facts import Among, OnRecord, gather
from trainer.careers.queries.facts.learning import units_giving
from trainer.careers.queries.standing import actions_for
from trainer.careers.rules.asking import BY_HAND, Ask, Facts, Kind, asks_in
from trainer.careers.rules.charting import CareerRole
from trainer.careers.rules.readiness import Readiness, count, line_of, stands
from trainer.careers.rules.route import Action, shortest
from trainer.extensions import db


@dataclass(frozen=True, slots=True)
class Aim:
    """Somebody works towards a role: how many lines are met, of how many, and the shortest way there.

    `to_confirm` are the things of the way that a colleague confirms.
    """

    person_id: int
    role: CareerRole
    met: int
    all: int
    actions: Sequence[Action]
    to_confirm: Sequence[Ask]


def count_targets(person_id: Any) -> sa.ScalarSelect[int]:
    """Count the roles somebody works towards."""
    return (
        sa.select(sa.func.count(CareerTarget.id))
        .where(CareerTarget.person_id == person_id, CareerTarget.ended_on.is_(None))
        .scalar_subquery()
    )


def aims_of(among: Among, day: date) -> list[Aim]:
    """Say what these people work towards, by when each was chosen. One statement if it is nothing.

    Else eighteen at most, however many people. What is known is told to nobody in particular.
    """
    targets = db.session.execute(
        sa.select(CareerTarget.person_id, CareerTarget.role_key)
        .where(CareerTarget.person_id.in_(among), CareerTarget.ended_on.is_(None))
        .order_by(CareerTarget.id)
    ).all()
    if not targets:
        return []
    chart = charts.chart()
    aimed = [(whose, role) for whose, key in targets if (role := chart.role(key)) is not None]
    asked = dict.fromkeys(one for _whose, role in aimed for one in role.requirements)
    known = gather({whose for whose, _role in aimed}, asked, chart)
    asks = dict.fromkeys(ask for one in asked for ask in asks_in(one))
    giving = units_giving({ask.about for ask in asks if ask.kind is Kind.SKILL})
    retired = charts.retired_units({ask.about for ask in asks if ask.kind is Kind.UNIT})
    return [
        _aim(whose, role, known.get(whose, OnRecord()).on(day), day, giving, retired)
        for whose, role in aimed
    ]


def _aim(
    whose: int,
    role: CareerRole,
    facts: Facts,
    day: date,
    giving: Mapping[str, set[str]],
    retired: set[tuple[Kind, str]],
) -> Aim:
    lines = stands(role.requirements, facts, day)
    asks = list(dict.fromkeys(ask for one in role.requirements for ask in asks_in(one)))
    missing = [one for one in asks if line_of(one, facts, day).state is not Readiness.MET]
    way = shortest(
        role.requirements, set(asks) - set(missing), actions_for(missing, giving, retired)
    )
    return Aim(
        whose,
        role,
        count(lines),
        len(lines),
        way.actions,
        [ask for one in way.actions for ask in one.gives if ask.kind in BY_HAND],
    )
