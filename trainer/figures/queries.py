"""Figures as they are shown beside a team's, and what a file of them is held against."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.figures.models import Figure, FigureFile, Measure, in_full
from trainer.figures.planning import Held, Known, MeasureFacts
from trainer.figures.reading import Sheet
from trainer.figures.reckoning import Chart, Month, by_month, chart, months_until
from trainer.people.models import Placement
from trainer.people.policies import reports_to

KEPT = timedelta(days=1)
LATEST = 3
"""How many months a manager sees of the whole team at once."""


@dataclass(frozen=True)
class Course:
    """How somebody's figures went by one measure over a year, and where a chart draws them."""

    measure: Measure
    months: Sequence[Month]
    chart: Chart


@dataclass(frozen=True)
class Told:
    """What a file said of a month, when and by whom it was brought in, and when another replaced it."""

    month: date
    value: Decimal
    recorded_at: datetime
    by: str
    replaced_at: datetime | None


@dataclass(frozen=True)
class TeamLine:
    """The latest figures of one person of a team by a measure, month by month; None where missing."""

    person_id: int
    name: str
    values: Sequence[Decimal | None]


def measures() -> Sequence[Measure]:
    """List the measures by name."""
    return db.session.scalars(sa.select(Measure).order_by(Measure.name)).all()


def courses(person: User, until: date) -> list[Course]:
    """Tell how somebody's figures went in the year up to a day, by each measure they have any of.

    Three statements, however many measures there are.
    """
    return _told(person, months_until(until), measures())


def course(person: User, measure: Measure, months: Sequence[date]) -> Course | None:
    """Tell how somebody's figures went by one measure in these months; None without any. Two statements."""
    return next(iter(_told(person, months, [measure])), None)


def _told(person: User, months: Sequence[date], asked: Sequence[Measure]) -> list[Course]:
    placement = person.placement()
    team = placement.team_id if placement else None
    own: defaultdict[int, dict[date, Decimal]] = defaultdict(dict)
    others: defaultdict[int, defaultdict[date, list[Decimal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for person_id, measure_id, month, thousandths in db.session.execute(
        _in_force(months).where(
            sa.or_(Figure.person_id == person.id, Figure.person_id.in_(_members(team)))
        )
    ):
        value = in_full(thousandths)
        if person_id == person.id:
            own[measure_id][month] = value
        if team is not None:
            others[measure_id][month].append(value)
    told = []
    for measure in asked:
        if measure.id in own:
            rows = by_month(months, own[measure.id], others[measure.id])
            told.append(Course(measure, rows, chart(rows)))
    return told


def history(person: User, measure: Measure) -> Sequence[Told]:
    """List every figure that was ever brought in for somebody by a measure, the latest first.

    One statement, however many there are.
    """
    rows = db.session.execute(
        sa.select(
            Figure.month, Figure.thousandths, Figure.recorded_at, User.name, Figure.replaced_at
        )
        .join(User, User.id == Figure.recorded_by_id)
        .where(Figure.person_id == person.id, Figure.measure_id == measure.id)
        .order_by(Figure.month.desc(), Figure.recorded_at.desc(), Figure.id.desc())
    )
    return [
        Told(month, in_full(thousandths), at, by, replaced)
        for month, thousandths, at, by, replaced in rows
    ]


def of_team(manager: User, measure: Measure, until: date) -> tuple[list[date], list[TeamLine]]:
    """List the latest figures of everybody who reports to somebody, by name, with their months."""
    months = months_until(until, LATEST)
    found: defaultdict[int, dict[date, Decimal]] = defaultdict(dict)
    rows = db.session.execute(
        _in_force(months).where(
            Figure.measure_id == measure.id, Figure.person_id.in_(reports_to(manager))
        )
    )
    for person_id, _measure, month, thousandths in rows:
        found[person_id][month] = in_full(thousandths)
    people = db.session.execute(
        sa.select(User.id, User.name)
        .where(User.active, User.id.in_(reports_to(manager)))
        .order_by(User.name, User.id)
    )
    lines = [
        TeamLine(id_, name, [found[id_].get(month) for month in months]) for id_, name in people
    ]
    return months, lines


def waiting_file(actor: User, file_id: int) -> sa.Select[FigureFile]:
    """Select a file this person sent within the last day and has not confirmed yet."""
    return sa.select(FigureFile).where(
        FigureFile.id == file_id,
        FigureFile.sent_by_id == actor.id,
        FigureFile.taken_in_at.is_(None),
        FigureFile.at > clock.now() - KEPT,
    )


def known_for(sheet: Sheet, actor: User) -> Known:
    """Read whom and what a file speaks of: three statements, however long it is."""
    people = db.session.execute(sa.select(sa.func.lower(User.staff_number), User.id))
    months = {line.month for line in sheet.lines}
    held = db.session.execute(_in_force(months).add_columns(Figure.id))
    return Known(
        today=clock.today(),
        actor=actor.staff_number,
        people={number: person_id for number, person_id in people},
        measures=_facts(),
        held={tuple(place): Held(id_, thousandths) for *place, thousandths, id_ in held},
    )


def _facts() -> Mapping[str, MeasureFacts]:
    return {one.code.lower(): MeasureFacts(one.id, one.name, one.decimals) for one in measures()}


def _in_force(months: Iterable[date]) -> sa.Select[int, int, date, int]:
    return sa.select(Figure.person_id, Figure.measure_id, Figure.month, Figure.thousandths).where(
        Figure.replaced_at.is_(None), Figure.month.in_(list(months))
    )


def _members(team_id: int | None) -> sa.Select[int]:
    return sa.select(Placement.user_id).where(
        Placement.team_id == team_id, Placement.holds_on(clock.today())
    )
