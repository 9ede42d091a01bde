"""How people stand with roles: one person with their targets, many with many roles, and the way there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Load, joinedload, raiseload

from trainer.accounts.models import User
from trainer.careers.models import CareerConfirmation, CareerTarget
from trainer.careers.queries.charts import retired_units
from trainer.careers.queries.facts import Among, OnRecord, gather
from trainer.careers.queries.facts.learning import units_giving
from trainer.careers.rules.asking import BY_HAND, Ask, Key, Kind, asks_in
from trainer.careers.rules.charting import CareerMap, CareerRole
from trainer.careers.rules.readiness import Line, Readiness, count, line_of, stands, supposing
from trainer.careers.rules.route import Action, Route, shortest
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Placement
from trainer.people.policies import reports_to

MONTHS_BACK = 6


@dataclass(frozen=True)
class Standing:
    """How somebody stands with one role on a day: line by line, and never added up to a score."""

    role: CareerRole
    lines: Sequence[Line]

    @property
    def met(self) -> int:
        """How many of the lines are met."""
        return count(self.lines)

    @property
    def cells(self) -> list[str]:
        """The lines as a strip draws them, the met ones first."""
        words = {Readiness.MET: "met", Readiness.PARTLY: "claim", Readiness.NOT: "gap"}
        order = list(Readiness)
        return [
            words[one.state] for one in sorted(self.lines, key=lambda one: order.index(one.state))
        ]


@dataclass(frozen=True)
class Career:
    """Where somebody is on the map, what is on record, and what they work towards.

    `retired` are the units of the map that nobody can be registered for any more.
    """

    person: User
    chart: CareerMap
    job_title: str
    current: CareerRole | None
    targets: Sequence[CareerTarget]
    record: OnRecord
    day: date
    retired: Collection[Key] = ()

    def standing(self, role: CareerRole, supposed: Collection[Ask] = ()) -> Standing:
        """Say how they stand with a role today, or would if they had what is supposed."""
        facts = self.record.on(self.day)
        if supposed:
            facts = supposing(facts, supposed, self.day, _("If it were done"))
        return Standing(role, stands(role.requirements, facts, self.day))

    def history(self, role: CareerRole) -> list[tuple[date, int]]:
        """Say how many lines were met on the first of each of the last months, the latest first."""
        return [
            (day, count(stands(role.requirements, self.record.on(day), day)))
            for day in firsts_before(self.day, MONTHS_BACK)
        ]

    def open_asks(self, role: CareerRole) -> list[Ask]:
        """List each single thing of a role that is not there yet, once."""
        facts = self.record.on(self.day)
        asks = dict.fromkeys(ask for one in role.requirements for ask in asks_in(one))
        return [a for a in asks if line_of(a, facts, self.day).state is not Readiness.MET]

    def target_roles(self) -> list[CareerRole]:
        """List the roles they work towards, as the map has them."""
        found = (self.chart.role(one.role_key) for one in self.targets)
        return [role for role in found if role is not None]


def firsts_before(day: date, number: int) -> list[date]:
    """List the first days of the months before a day, the latest first."""
    firsts = [day.replace(day=1)]
    while len(firsts) < number:
        last = firsts[-1]
        firsts.append(
            last.replace(year=last.year - (last.month == 1), month=(last.month - 2) % 12 + 1)
        )
    return firsts


def career(person: User, chart: CareerMap, day: date, reader: User | None = None) -> Career:
    """Load where somebody is on the map and what is on record about them. Eighteen statements at most.

    Of appraisals it holds what the reader may read; without one, only whether lines are met.
    """
    asked = {one: None for role in chart.roles for one in role.requirements}
    title = db.session.scalar(
        sa.select(Placement.job_title).where(
            Placement.user_id == person.id, Placement.holds_on(day)
        )
    )
    record = gather([person.id], asked, chart, reader)[person.id]
    units = {ask.about for one in asked for ask in asks_in(one) if ask.kind is Kind.UNIT}
    return Career(
        person=person,
        chart=chart,
        job_title=title or "",
        current=chart.called(title) if title else None,
        targets=db.session.scalars(targets_of(person)).all(),
        record=record,
        day=day,
        retired=retired_units(units) if units else (),
    )


def targets_of(person: User) -> sa.Select[CareerTarget]:
    """Select the roles somebody works towards, the earliest first."""
    return (
        sa.select(CareerTarget)
        .where(CareerTarget.person_id == person.id, CareerTarget.ended_on.is_(None))
        .order_by(CareerTarget.id)
        .options(raiseload("*"))
    )


def reporting_to(manager: User) -> sa.Select[User]:
    """Select who reports straight to a manager today, by name."""
    return (
        sa.select(User)
        .where(User.id.in_(reports_to(manager)), User.active)
        .order_by(User.name)
        .options(raiseload("*"))
    )


def confirmations_of(person: User) -> sa.Select[CareerConfirmation]:
    """Select what colleagues confirmed of somebody and did not take back, the latest first."""
    return (
        sa.select(CareerConfirmation)
        .where(
            CareerConfirmation.person_id == person.id, CareerConfirmation.taken_back_at.is_(None)
        )
        .order_by(CareerConfirmation.day.desc(), CareerConfirmation.id.desc())
        .options(joinedload(CareerConfirmation.by), Load(CareerConfirmation).raiseload("*"))
    )


def bench(
    among: Among, roles: Iterable[CareerRole], chart: CareerMap, day: date
) -> dict[int, dict[str, list[Line]]]:
    """Say how many people stand with several roles. As many statements for one person as for thousands."""
    return bench_on([day], among, roles, chart)[day]


def bench_on(
    days: Iterable[date], among: Among, roles: Iterable[CareerRole], chart: CareerMap
) -> dict[date, dict[int, dict[str, list[Line]]]]:
    """Say the same for each of several days, by what is on record now. No statement more than for one day."""
    wanted = list(roles)
    records = gather(among, [one for role in wanted for one in role.requirements], chart)
    return {day: {one: _stands(on, wanted, day) for one, on in records.items()} for day in days}


def _stands(record: OnRecord, roles: Iterable[CareerRole], day: date) -> dict[str, list[Line]]:
    facts = record.on(day)
    return {role.key: stands(role.requirements, facts, day) for role in roles}


def route_to(career: Career, role: CareerRole) -> Route:
    """Find the fewest things somebody can do to meet what a role asks. One statement."""
    asks = list(dict.fromkeys(ask for one in role.requirements for ask in asks_in(one)))
    missing = career.open_asks(role)
    held = set(asks) - set(missing)
    giving = units_giving({ask.about for ask in missing if ask.kind is Kind.SKILL})
    return shortest(role.requirements, held, actions_for(missing, giving, career.retired))


def actions_for(
    missing: Sequence[Ask], giving: Mapping[str, Collection[str]], retired: Collection[Key] = ()
) -> list[Action]:
    """Say what can be done about each thing that is missing; a unit may also give skills.

    `giving` names the skills of each unit. Nothing can be done about what is retired.
    """
    by_name: dict[Key, list[Ask]] = {}
    for ask in missing:
        if ask.kind in DOABLE and ask.key not in retired:
            by_name.setdefault(ask.key, []).append(ask)
    return [
        Action(
            some[0].words,
            frozenset(some).union(
                ask
                for ask in missing
                if kind is Kind.UNIT
                and ask.kind is Kind.SKILL
                and ask.about in giving.get(about, ())
            ),
        )
        for (kind, about), some in by_name.items()
    ]


DOABLE = BY_HAND | {
    Kind.UNIT,
    Kind.QUALIFICATION,
    Kind.SKILL,
    Kind.MEMBERSHIP,
    Kind.ELSEWHERE,
    Kind.APPRAISAL,
    Kind.BEHAVIOUR,
    Kind.OBJECTIVES,
}
"""Kinds for which there is something somebody can set about today."""
