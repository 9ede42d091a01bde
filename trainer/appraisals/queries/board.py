"""How rounds are going: for HR by site, for managers their own people, for everybody their own."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.appraisals.models import Appraisal, AppraisalAppeal, Cycle, CycleStatus
from trainer.appraisals.queries.forms import with_people
from trainer.appraisals.rules.appealing import AppraisalAppealStatus
from trainer.appraisals.rules.stages import LOCKED, OVER, AppraisalStage, Party
from trainer.appraisals.rules.turns import Dates, turn
from trainer.extensions import db
from trainer.people.models import Placement, Site


@dataclass
class Group:
    """People of one site, or all of a round: how far they are."""

    name: str
    stages: dict[AppraisalStage, int] = field(default_factory=lambda: defaultdict(int))
    late: int = 0

    @property
    def all(self) -> int:
        """How many there are, without those cancelled."""
        return sum(
            number for stage, number in self.stages.items() if stage is not AppraisalStage.CANCELLED
        )

    @property
    def done(self) -> int:
        """How many have been signed, or declined, by the person."""
        return sum(self.stages[stage] for stage in LOCKED)


@dataclass(frozen=True)
class Progress:
    """How a round is going: all together, and site by site."""

    every: Group
    sites: Sequence[Group]


def cycles() -> Sequence[Cycle]:
    """List the rounds, the latest first."""
    return db.session.scalars(
        sa.select(Cycle)
        .options(joinedload(Cycle.template_version))
        .order_by(Cycle.opens_on.desc(), Cycle.id.desc())
    ).all()


@dataclass(frozen=True)
class Tally:
    """A round in numbers: how many appraisals, signed or declined, overdue, and open appeals."""

    all: int = 0
    done: int = 0
    late: int = 0
    appeals: int = 0


def tallies(
    cycles: Collection[Cycle], sites: Collection[int | None], today: date
) -> dict[int, Tally]:
    """Count each round at these sites (None: everywhere), without what was cancelled."""
    own = [] if None in sites else [Appraisal.site_id.in_([one for one in sites if one])]
    rows = db.session.execute(
        sa.select(Appraisal.cycle_id, Appraisal.status, sa.func.count())
        .where(
            Appraisal.cycle_id.in_([one.id for one in cycles]),
            Appraisal.status != AppraisalStage.CANCELLED,
            *own,
        )
        .group_by(Appraisal.cycle_id, Appraisal.status)
    )
    appealed = db.session.execute(
        sa.select(Appraisal.cycle_id, sa.func.count())
        .join(Appraisal.appeal)
        .where(AppraisalAppeal.status == AppraisalAppealStatus.OPEN, *own)
        .group_by(Appraisal.cycle_id)
    )
    dates = {
        one.id: Dates(one.self_due_on, one.manager_due_on, one.sign_by)
        for one in cycles
        if one.status is CycleStatus.RUNNING
    }
    found = {cycle_id: Tally(appeals=number) for cycle_id, number in appealed}
    for cycle_id, stage, number in rows:
        step = turn(stage, dates[cycle_id]) if cycle_id in dates else None
        late = step is not None and step.is_late(today)
        was = found.get(cycle_id, Tally())
        found[cycle_id] = replace(
            was,
            all=was.all + number,
            done=was.done + (number if stage in LOCKED else 0),
            late=was.late + (number if late else 0),
        )
    return found


def progress(cycle: Cycle, sites: Collection[int | None], today: date) -> Progress:
    """Tell how a round is going at these sites (None: everywhere)."""
    select = (
        sa.select(Appraisal.status, Site.name)
        .join(Appraisal.site)
        .where(Appraisal.cycle_id == cycle.id)
        .order_by(Site.name)
    )
    if None not in sites:
        select = select.where(Appraisal.site_id.in_([one for one in sites if one is not None]))
    rows = db.session.execute(select).all()
    dates = Dates(cycle.self_due_on, cycle.manager_due_on, cycle.sign_by)
    every = Group("")
    groups: dict[str, Group] = {}
    for stage, site in rows:
        step = turn(stage, dates)
        for group in (every, groups.setdefault(site, Group(site))):
            group.stages[stage] += 1
            group.late += step is not None and step.is_late(today)
    return Progress(every, list(groups.values()))


def listed(
    cycle: Cycle, sites: Collection[int | None], stage: AppraisalStage | None
) -> sa.Select[Appraisal]:
    """Select the appraisals of a round at these sites, by name, at one stage or all."""
    select = (
        with_people(sa.select(Appraisal))
        .join(User, User.id == Appraisal.person_id)
        .where(Appraisal.cycle_id == cycle.id)
        .order_by(User.name, Appraisal.id)
    )
    if None not in sites:
        select = select.where(Appraisal.site_id.in_([one for one in sites if one is not None]))
    return select if stage is None else select.where(Appraisal.status == stage)


def of_person(person: User) -> Sequence[Appraisal]:
    """List somebody’s own appraisals, the latest first."""
    return db.session.scalars(
        with_people(sa.select(Appraisal))
        .where(Appraisal.person_id == person.id)
        .join(Appraisal.cycle)
        .order_by(Cycle.opens_on.desc(), Appraisal.id.desc())
    ).all()


def of_manager(manager: User) -> Sequence[Appraisal]:
    """List what somebody appraises or reviews in rounds that are running, by round and name."""
    return db.session.scalars(
        with_people(sa.select(Appraisal))
        .join(Appraisal.cycle)
        .join(User, User.id == Appraisal.person_id)
        .where(
            sa.or_(Appraisal.manager_id == manager.id, Appraisal.second_line_id == manager.id),
            sa.or_(Cycle.status == CycleStatus.RUNNING, Appraisal.status.in_(LOCKED)),
        )
        .order_by(Cycle.opens_on.desc(), Cycle.id.desc(), User.name)
    ).all()


def managers_now(ids: Collection[int], today: date) -> dict[int, int]:
    """Return whom these people report to now, by person."""
    return {
        person_id: manager_id
        for person_id, manager_id in db.session.execute(
            sa.select(Placement.user_id, Placement.manager_id).where(
                Placement.user_id.in_(ids),
                Placement.holds_on(today),
            )
        )
        if manager_id is not None
    }


def waiting_for(person: User) -> list[tuple[Appraisal, date]]:
    """List what this person is to do next in appraisals, by the day it is due, and that day."""
    rows = db.session.scalars(
        with_people(sa.select(Appraisal))
        .join(Appraisal.cycle)
        .where(
            sa.or_(
                Appraisal.person_id == person.id,
                Appraisal.manager_id == person.id,
                Appraisal.second_line_id == person.id,
            ),
            Cycle.status == CycleStatus.RUNNING,
            Appraisal.status.not_in(OVER),
        )
    )
    found = []
    for one in rows:
        cycle = one.cycle
        step = turn(one.status, Dates(cycle.self_due_on, cycle.manager_due_on, cycle.sign_by))
        whose = {
            Party.APPRAISEE: one.person_id,
            Party.MANAGER: one.manager_id,
            Party.SECOND_LINE: one.second_line_id,
        }
        if step is not None and whose.get(step.party) == person.id:
            found.append((one, step.due_on))
    return sorted(found, key=lambda told: (told[1], told[0].id))
