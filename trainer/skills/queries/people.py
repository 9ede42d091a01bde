"""Whom the matrix shows, with where they work as what, and what it can be narrowed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.database import Columns
from trainer.extensions import db
from trainer.people.models import Appointment, Placement, Role, Site, Team
from trainer.skills.queries.wanted import Wanted


class Someone(NamedTuple):
    """Somebody with a job, and where it is."""

    id: int
    name: str
    staff_number: str
    job: str
    site: str
    team: str


@dataclass(frozen=True)
class Choices:
    """The sites, teams and jobs of those whom somebody sees, each by name."""

    sites: Sequence[tuple[int, str]]
    teams: Sequence[tuple[int, str]]
    jobs: Sequence[str]


def people(seen: sa.Select[int], wanted: Wanted, day: date) -> list[Someone]:
    """List those among `seen` who have a job on a day and are wanted, by name."""
    rows = db.session.execute(
        _at_work(
            seen,
            day,
            User.id,
            User.name,
            User.staff_number,
            Placement.job_title,
            Site.name,
            sa.func.coalesce(Team.name, ""),
        )
        .where(*_narrowed(wanted, day))
        .order_by(sa.func.lower(User.name), User.id, Placement.id)
    )
    return list({row[0]: Someone(*row) for row in rows}.values())


def choices(seen: sa.Select[int], day: date) -> Choices:
    """List what the matrix can be narrowed to."""
    rows = db.session.execute(
        _at_work(seen, day, Site.id, Site.name, Team.id, Team.name, Placement.job_title).distinct()
    ).all()
    sites = {row[0]: row[1] for row in rows}
    teams = {
        row[2]: f"{row[3]}, {row[1]}" if len(sites) > 1 else row[3]
        for row in rows
        if row[2] is not None
    }
    return Choices(_by_name(sites), _by_name(teams), sorted({row[4] for row in rows}))


def _at_work(seen: sa.Select[int], day: date, *columns: Any) -> Columns:
    return (
        sa.select(*columns)
        .select_from(Placement)
        .join(Placement.user)
        .join(Placement.site)
        .outerjoin(Placement.team)
        .where(Placement.holds_on(day), User.active, User.id.in_(seen))
    )


def _narrowed(wanted: Wanted, day: date) -> list[sa.ColumnElement[bool]]:
    only: list[sa.ColumnElement[bool]] = []
    if wanted.site is not None:
        only.append(Placement.site_id == wanted.site)
    if wanted.team is not None:
        only.append(Placement.team_id == wanted.team)
    kind, _colon, which = wanted.job.partition(":")
    if kind == "title":
        only.append(Placement.job_title == which)
    elif kind == "role":
        held = sa.select(Appointment.holder_id).where(
            Appointment.role == Role(which), Appointment.holds_on(day)
        )
        only.append(Placement.user_id.in_(held))
    return only


def _by_name(named: dict[int, str]) -> list[tuple[int, str]]:
    return sorted(named.items(), key=lambda one: (one[1].casefold(), one[0]))
