"""Files of people waiting to be confirmed, and everything they are compared with."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.people import policies
from trainer.people.importing.roster import Job, Known, Roster
from trainer.people.models import Appointment, PeopleImport, Placement, Role, Site, Team
from trainer.people.reporting import Line

IMPORT_KEPT = timedelta(days=1)


def waiting_import(actor: User, import_id: int) -> sa.Select[PeopleImport]:
    """Select a file this person sent within the last day and has not confirmed yet."""
    return sa.select(PeopleImport).where(
        PeopleImport.id == import_id,
        PeopleImport.uploaded_by_id == actor.id,
        PeopleImport.applied_at.is_(None),
        PeopleImport.at > clock.now() - IMPORT_KEPT,
    )


def reports_along(person_id: int) -> list[Line[int]]:
    """Read the lines along which one person reports, at any time. One statement."""
    lines = sa.select(Placement.manager_id, Placement.starts_on, Placement.ends_on).where(
        Placement.user_id == person_id
    )
    return [
        Line(person_id, manager_id, starts_on, ends_on)
        for manager_id, starts_on, ends_on in db.session.execute(lines)
        if manager_id is not None
    ]


def roster(actor: User) -> Roster:
    """Read everybody and every place, as a file that this person imports is compared with.

    Six statements, however many people there are.
    """
    administrators = (
        sa.select(User.staff_number)
        .join(Appointment, Appointment.holder_id == User.id)
        .where(Appointment.role == Role.SYSTEM_ADMIN, Appointment.holds_on(clock.today()))
    )
    lasting = sa.select(User.staff_number).where(User.id.in_(policies.lasting_administrators()))
    guards = () if actor.holds(Role.SYSTEM_ADMIN) else db.session.scalars(administrators)
    jobs, lines = _jobs_and_lines()
    return Roster(
        today=clock.today(),
        people={one.staff_number: one for one in _known(jobs)},
        sites=tuple(db.session.scalars(sa.select(Site.code))),
        teams=tuple(
            (code, name)
            for code, name in db.session.execute(sa.select(Site.code, Team.name).join(Team.site))
        ),
        lines=lines,
        lasting_administrators=frozenset(db.session.scalars(lasting)),
        guarded=frozenset(guards),
        mine=actor.staff_number,
    )


_Held = tuple[Job, date, date | None]


def _jobs_and_lines() -> tuple[dict[str, _Held], dict[str, tuple[Line[str], ...]]]:
    manager = aliased(User)
    held = (
        sa.select(
            User.staff_number,
            Site.code,
            Team.name,
            Placement.job_title,
            manager.staff_number,
            Placement.hours,
            Placement.contract,
            Placement.starts_on,
            Placement.ends_on,
        )
        .join(Placement, Placement.user_id == User.id)
        .join(Site, Placement.site_id == Site.id)
        .outerjoin(Team, Placement.team_id == Team.id)
        .outerjoin(manager, Placement.manager_id == manager.id)
        .order_by(Placement.starts_on, Placement.id)
    )
    jobs: dict[str, _Held] = {}
    lines: defaultdict[str, list[Line[str]]] = defaultdict(list)
    for number, site, team, title, above, hours, contract, starts_on, ends_on in db.session.execute(
        held
    ):
        job = Job(site, team or "", title, above or "", hours or "", contract or "")
        jobs[number] = (job, starts_on, ends_on)
        if above and ends_on != starts_on:
            lines[number].append(Line(number, above, starts_on, ends_on))
    return jobs, {number: tuple(several) for number, several in lines.items()}


def _known(jobs: dict[str, _Held]) -> Iterable[Known]:
    columns = sa.select(User.staff_number, User.name, User.known_as, User.email, User.active)
    for number, name, known_as, email, active in db.session.execute(columns):
        job, starts_on, leaves_on = jobs.get(number, (None, None, None))
        yield Known(number, name, known_as, email or "", active, job, starts_on, leaves_on)
