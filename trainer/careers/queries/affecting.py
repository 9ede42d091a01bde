"""Whom a change of the map affects: who has a role that changes, and who works towards one."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.careers.models import CareerTarget
from trainer.careers.queries.standing import bench
from trainer.careers.rules.charting import CareerMap
from trainer.careers.rules.readiness import Line, count
from trainer.extensions import db
from trainer.people.models import Placement


@dataclass(frozen=True, slots=True)
class Aiming:
    """Somebody who works towards a role: how many lines they meet before and after, of how many."""

    person: User
    met_before: int
    of_before: int
    met_after: int
    of_after: int


@dataclass(frozen=True, slots=True)
class Affected:
    """A role that changes, how many people have it before and after, and who works towards it."""

    title: str
    held_before: int
    held_after: int
    aiming: Sequence[Aiming]


def affected(before: CareerMap, after: CareerMap, day: date) -> list[Affected]:
    """Say whom a change affects, role by role. Thirty statements at most, however many people."""
    held_before, held_after = _held(before, day), _held(after, day)
    aiming = _aiming(before, after, day)
    told = []
    for role in after.roles:
        then, now = held_before[role.key], held_after[role.key]
        changes = before.role(role.key) != role
        if then != now or (changes and (now or aiming[role.key])):
            told.append(Affected(role.title, then, now, aiming[role.key]))
    return told


def _held(chart: CareerMap, day: date) -> Counter[str]:
    """Count who has each role by their job title."""
    titles = db.session.execute(
        sa.select(Placement.job_title, sa.func.count(Placement.user_id.distinct()))
        .where(Placement.holds_on(day))
        .group_by(Placement.job_title)
    )
    held: Counter[str] = Counter()
    for title, number in titles:
        if role := chart.called(title):
            held[role.key] += number
    return held


def _aiming(before: CareerMap, after: CareerMap, day: date) -> defaultdict[str, list[Aiming]]:
    """Hold everybody who works towards a role that asks for something else against both maps."""
    old = [role for role in before.roles if _asks_otherwise(role.key, before, after)]
    new = [role for role in after.roles if _asks_otherwise(role.key, before, after)]
    found: defaultdict[str, list[Aiming]] = defaultdict(list)
    if not old:
        return found
    targets = db.session.execute(
        sa.select(CareerTarget.role_key, User)
        .join(User, User.id == CareerTarget.person_id)
        .where(
            CareerTarget.ended_on.is_(None),
            CareerTarget.role_key.in_([role.key for role in old]),
            User.active,
        )
        .order_by(User.name, User.id)
    ).all()
    among = {person.id for _key, person in targets}
    was, will = bench(among, old, before, day), bench(among, new, after, day)
    for key, person in targets:
        found[key].append(_compared(person, was[person.id][key], will[person.id][key]))
    return found


def _asks_otherwise(key: str, before: CareerMap, after: CareerMap) -> bool:
    old, new = before.role(key), after.role(key)
    return old is not None and new is not None and old.requirements != new.requirements


def _compared(person: User, was: Sequence[Line], will: Sequence[Line]) -> Aiming:
    return Aiming(person, count(was), len(was), count(will), len(will))
