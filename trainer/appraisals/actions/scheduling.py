"""Giving everybody in a round their appraisal: in few statements, however many they are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.appraisals.events import CycleScheduled
from trainer.appraisals.models import Appraisal, AppraisalStep, Cycle, CycleStatus
from trainer.appraisals.reading import read
from trainer.appraisals.rules.slots import slots
from trainer.appraisals.rules.stages import OVER, AppraisalStage
from trainer.appraisals.rules.template import SectionKind
from trainer.behaviours import queries as behaviours
from trainer.core import clock
from trainer.core.events import publish
from trainer.extensions import db
from trainer.people.models import Placement

AT_ONCE = 500
"""So many are scheduled in one transaction."""

Asked = Callable[[str], list[int]]
"""The behaviours asked of whoever has a job, by its title."""


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody a round is for who has no appraisal in it yet, with their job as it is today."""

    person_id: int
    manager_id: int
    second_line_id: int | None
    job_title: str
    site_id: int
    team_id: int | None


def due(cycle: Cycle) -> tuple[list[Due], int]:
    """List whom a round is for and who has no appraisal in it, and count those without a manager."""
    higher, there = aliased(Placement), sa.select(Appraisal.person_id)
    today = clock.today()
    rows = db.session.execute(
        sa.select(
            Placement.user_id,
            Placement.manager_id,
            higher.manager_id,
            Placement.job_title,
            Placement.site_id,
            Placement.team_id,
        )
        .join(User, User.id == Placement.user_id)
        .outerjoin(
            higher,
            sa.and_(
                higher.user_id == Placement.manager_id,
                higher.starts_on <= today,
                sa.or_(higher.ends_on.is_(None), higher.ends_on > today),
            ),
        )
        .where(User.active, Placement.holds_on(today), *_in_population(cycle))
        .where(Placement.user_id.not_in(there.where(Appraisal.cycle_id == cycle.id)))
        .order_by(Placement.manager_id, Placement.user_id)
    ).all()
    led = [
        Due(person_id, manager_id, above if above != person_id else None, title, site, team)
        for person_id, manager_id, above, title, site, team in rows
        if manager_id is not None
    ]
    return led, len(rows) - len(led)


def schedule(cycle: Cycle, people: Sequence[Due]) -> int:
    """Give these people their appraisals; return how many.

    Whoever was given one since they were listed is left out, so that it can be done again.
    """
    asked = _asked_of(cycle)
    there = set(
        db.session.scalars(
            sa.select(Appraisal.person_id).where(
                Appraisal.cycle_id == cycle.id,
                Appraisal.person_id.in_([one.person_id for one in people]),
            )
        )
    )
    new = [one for one in people if one.person_id not in there]
    if not new:
        return 0
    ids = db.session.scalars(
        sa.insert(Appraisal).returning(Appraisal.id),
        [
            {
                "cycle_id": cycle.id,
                "person_id": one.person_id,
                "manager_id": one.manager_id,
                "second_line_id": one.second_line_id,
                "job_title": one.job_title,
                "site_id": one.site_id,
                "team_id": one.team_id,
                "behaviours": asked(one.job_title),
                "status": AppraisalStage.SCHEDULED,
                "meeting_place": "",
                "meeting_letters": 0,
                "row_version": 1,
            }
            for one in new
        ],
    ).all()
    now = clock.now()
    db.session.execute(
        sa.insert(AppraisalStep),
        [
            {"appraisal_id": id_, "stage": AppraisalStage.SCHEDULED, "at": now, "reason": ""}
            for id_ in ids
        ],
    )
    return len(new)


def place_meetings(cycle: Cycle, zone: ZoneInfo) -> list[int]:
    """Find a time for each meeting that has none, manager by manager; return the appraisals.

    Nobody is given a time that is past, or one at which their manager meets somebody else.
    """
    rows = db.session.execute(
        sa.select(Appraisal.manager_id, Appraisal.id)
        .where(Appraisal.cycle_id == cycle.id, Appraisal.meeting_at.is_(None))
        .where(Appraisal.status.in_([AppraisalStage.SCHEDULED, AppraisalStage.SELF_ASSESSMENT]))
        .order_by(Appraisal.manager_id, Appraisal.id)
    ).all()
    by_manager: defaultdict[int, list[int]] = defaultdict(list)
    for manager_id, appraisal_id in rows:
        by_manager[manager_id].append(appraisal_id)
    begins = max(cycle.meetings_from, clock.today() + timedelta(days=1))
    taken = _taken(by_manager)
    length = timedelta(minutes=cycle.meeting_minutes)
    placed = [
        {"appraisal": appraisal_id, "at": at}
        for manager_id, ids in by_manager.items()
        for appraisal_id, at in zip(
            ids,
            (
                at
                for at in slots(begins, cycle.meeting_minutes, zone)
                if all(end <= at or at + length <= start for start, end in taken[manager_id])
            ),
            strict=False,
        )
    ]
    if placed:
        table = cast("sa.Table", sa.inspect(Appraisal).local_table)
        found = sa.update(table).where(table.c.id == sa.bindparam("appraisal"))
        db.session.execute(found.values(meeting_at=sa.bindparam("at")), placed)
    return [appraisal_id for ids in by_manager.values() for appraisal_id in ids]


def _taken(managers: Collection[int]) -> defaultdict[int, list[tuple[datetime, datetime]]]:
    """List from when to when each of these managers meets somebody already, in any round."""
    found: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for manager_id, starts, minutes in db.session.execute(
        sa.select(Appraisal.manager_id, Appraisal.meeting_at, Cycle.meeting_minutes)
        .join(Appraisal.cycle)
        .where(Appraisal.meeting_at > clock.now(), Appraisal.status.not_in(OVER))
    ):
        if starts is not None and manager_id in managers:
            found[manager_id].append((starts, starts + timedelta(minutes=minutes)))
    return found


def finish(cycle_id: int, added: int, without_manager: int) -> None:
    """Note that everybody has been given theirs."""
    cycle = db.session.get_one(Cycle, cycle_id, with_for_update={"of": Cycle})
    if cycle.status is not CycleStatus.SCHEDULING:
        return
    cycle.move_to(CycleStatus.RUNNING)
    publish(CycleScheduled(actor=None, subject=cycle, added=added, without_manager=without_manager))


def _in_population(cycle: Cycle) -> Iterator[sa.ColumnElement[bool]]:
    told = cycle.population
    if sites := told.get("sites"):
        yield Placement.site_id.in_(sites)
    if teams := told.get("teams"):
        yield Placement.team_id.in_(teams)
    if titles := told.get("job_titles"):
        yield sa.func.lower(Placement.job_title).in_([one.lower() for one in titles])
    ever = aliased(Placement)
    first = sa.select(sa.func.min(ever.starts_on)).where(ever.user_id == User.id).scalar_subquery()
    if before := told.get("joined_before"):
        yield first < date.fromisoformat(before)
    if since := told.get("joined_from"):
        yield first >= date.fromisoformat(since)


def _asked_of(cycle: Cycle) -> Asked:
    """Return what finds the behaviours asked of a job, each set read once."""
    template = read(cycle.template_version.text)
    if all(one.kind is not SectionKind.BEHAVIOURS for one in template.sections):
        return lambda _title: []
    named: dict[str, list[int]] = {}
    general: list[int] = []
    for told in behaviours.sets():
        versions = [one.id for one in behaviours.in_use(told)]
        if told.general:
            general = versions
        named |= dict.fromkeys((title.casefold() for title in told.job_titles), versions)
    return lambda title: named.get(title.casefold(), general)
