"""Objectives with their progress, a team's at a glance, and talks."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.figures.models import Figure, Measure, in_full
from trainer.figures.queries import Course, course
from trainer.objectives import policies
from trainer.objectives.models import (
    AgendaItem,
    Objective,
    ObjectiveCheckIn,
    ObjectiveStatus,
    ObjectiveVersion,
    OneToOne,
    PrivateNote,
    TeamObjective,
)
from trainer.objectives.rules.drawing import Spark, spark
from trainer.objectives.rules.progress import Progress, progress
from trainer.objectives.rules.smart import Gap, gaps
from trainer.objectives.rules.weighing import Weighed, weighed
from trainer.people.policies import reports_to


@dataclass(frozen=True)
class Line:
    """One objective of a list: how its figures are, and what its words leave open."""

    objective: Objective
    progress: Progress | None
    gaps: Sequence[Gap]

    @property
    def spark(self) -> Spark | None:
        """The small line that its figures draw, once there are any."""
        return spark(self.progress) if self.progress and self.progress.known else None


@dataclass(frozen=True)
class TeamLine:
    """One person of a team: their objectives of a year by state, weighed."""

    person: User
    states: Mapping[ObjectiveStatus, int]
    weighed: Weighed


def whole(select: sa.Select[Objective]) -> sa.Select[Objective]:
    """Load objectives with all their page shows."""
    return select.options(
        joinedload(Objective.person),
        joinedload(Objective.measure),
        joinedload(Objective.team_objective).joinedload(TeamObjective.manager),
        joinedload(Objective.agreed_manager),
        joinedload(Objective.ended_by),
        selectinload(Objective.versions).joinedload(ObjectiveVersion.written_by),
        selectinload(Objective.check_ins).joinedload(ObjectiveCheckIn.by),
    )


def of_person(person: User, year: int) -> list[Line]:
    """List somebody's objectives of a year: those that count first, the weightiest on top."""
    found = db.session.scalars(
        whole(sa.select(Objective))
        .where(Objective.person_id == person.id, Objective.year == year)
        .order_by(
            Objective.status == ObjectiveStatus.DROPPED, Objective.weight.desc(), Objective.id
        )
    ).all()
    return lines(found)


def lines(objectives: Sequence[Objective]) -> list[Line]:
    """Put figures beside objectives, in one statement however many there are."""
    wanted = {(one.person_id, one.measure_id) for one in objectives if one.measure_id is not None}
    figures = _figures(wanted)
    today = clock.today()
    return [
        Line(
            one,
            progress(target, figures[one.person_id, target.measure_id], today)
            if (target := one.target)
            else None,
            gaps(one.said, one.year),
        )
        for one in objectives
    ]


def beside_team(line: Line) -> Course | None:
    """Tell how the figures of an objective went in its months so far beside those of the team."""
    measure = line.objective.measure
    if measure is None or line.progress is None or not line.progress.known:
        return None
    return course(line.objective.person, measure, [month for month, _ in line.progress.months])


def counted(person: User, year: int) -> Sequence[Objective]:
    """List the objectives of somebody's year whose weights count: all but what was dropped."""
    return db.session.scalars(
        sa.select(Objective)
        .where(
            Objective.person_id == person.id,
            Objective.year == year,
            Objective.status != ObjectiveStatus.DROPPED,
        )
        .order_by(Objective.id)
    ).all()


def years_of(person: User) -> list[int]:
    """List the years somebody has objectives of, with this one, the latest first."""
    found = db.session.scalars(
        sa.select(Objective.year).where(Objective.person_id == person.id).distinct()
    )
    return sorted({*found, clock.today().year}, reverse=True)


def of_team(manager: User, year: int) -> list[TeamLine]:
    """List everybody who reports to somebody with the states of their objectives of a year.

    Two statements, however many people there are.
    """
    people = db.session.scalars(
        sa.select(User)
        .where(User.active, User.id.in_(reports_to(manager)))
        .order_by(User.name, User.id)
    ).all()
    states: defaultdict[int, Counter[ObjectiveStatus]] = defaultdict(Counter)
    weights: defaultdict[int, list[int]] = defaultdict(list)
    rows = db.session.execute(
        sa.select(Objective.person_id, Objective.status, Objective.weight).where(
            Objective.year == year,
            Objective.status != ObjectiveStatus.DROPPED,
            Objective.person_id.in_(reports_to(manager)),
        )
    )
    for person_id, status, weight in rows:
        states[person_id][status] += 1
        weights[person_id].append(weight)
    return [TeamLine(one, states[one.id], weighed(weights[one.id])) for one in people]


def team_objectives(manager: User, year: int) -> list[tuple[TeamObjective, int]]:
    """List what somebody set for the team in a year, with how many people's objectives serve each."""
    serving = (
        sa.select(Objective.team_objective_id, sa.func.count(Objective.id).label("many"))
        .where(Objective.status != ObjectiveStatus.DROPPED)
        .group_by(Objective.team_objective_id)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(TeamObjective, sa.func.coalesce(serving.c.many, 0))
        .outerjoin(serving, serving.c.team_objective_id == TeamObjective.id)
        .where(TeamObjective.manager_id == manager.id, TeamObjective.year == year)
        .order_by(TeamObjective.id)
    )
    return [(one, many) for one, many in rows]


def without(told: TeamObjective) -> Sequence[User]:
    """List whom of a manager's people no objective leads to that of the team yet."""
    served = sa.select(Objective.person_id).where(
        Objective.team_objective_id == told.id, Objective.status != ObjectiveStatus.DROPPED
    )
    return db.session.scalars(
        sa.select(User)
        .where(User.active, User.id.in_(reports_to(told.manager)), User.id.not_in(served))
        .order_by(User.name, User.id)
    ).all()


def serving(told: TeamObjective) -> Sequence[Objective]:
    """List the objectives of people that serve one of the team, by name."""
    return db.session.scalars(
        sa.select(Objective)
        .join(Objective.person)
        .where(Objective.team_objective_id == told.id, Objective.status != ObjectiveStatus.DROPPED)
        .options(contains_eager(Objective.person))
        .order_by(User.name, User.id)
    ).all()


def measures() -> Sequence[Measure]:
    """List what figures there may be, by name."""
    return db.session.scalars(sa.select(Measure).order_by(Measure.name)).all()


def talks(select: sa.Select[OneToOne]) -> sa.Select[OneToOne]:
    """Load talks with the two and their agenda, the latest day first."""
    return select.options(
        joinedload(OneToOne.person),
        joinedload(OneToOne.manager),
        selectinload(OneToOne.agenda).joinedload(AgendaItem.by),
    ).order_by(OneToOne.planned_on.desc(), OneToOne.id.desc())


def talks_since(person: User, day: date) -> Sequence[OneToOne]:
    """List somebody's talks from a day on, for their calendar: without agenda, notes or what came of it."""
    return db.session.scalars(
        policies.talks_visible_to(person)
        .where(OneToOne.planned_on >= day)
        .options(joinedload(OneToOne.person), joinedload(OneToOne.manager), raiseload("*"))
        .order_by(OneToOne.planned_on, OneToOne.id)
    ).all()


def own_note(talk: OneToOne, writer: User) -> PrivateNote | None:
    """Find what somebody noted for themselves about a talk."""
    return db.session.scalar(policies.notes_of(writer).where(PrivateNote.one_to_one_id == talk.id))


def _figures(
    wanted: set[tuple[int, int]],
) -> defaultdict[tuple[int, int], dict[date, Decimal]]:
    found: defaultdict[tuple[int, int], dict[date, Decimal]] = defaultdict(dict)
    if not wanted:
        return found
    rows = db.session.execute(
        sa.select(Figure.person_id, Figure.measure_id, Figure.month, Figure.thousandths).where(
            Figure.replaced_at.is_(None),
            Figure.person_id.in_({person for person, _measure in wanted}),
            Figure.measure_id.in_({measure for _person, measure in wanted}),
        )
    )
    for person_id, measure_id, month, thousandths in rows:
        found[person_id, measure_id][month] = in_full(thousandths)
    return found
