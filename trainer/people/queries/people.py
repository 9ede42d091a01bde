"""People as pages list them, look them up and take them away as a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, raiseload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from trainer.accounts.models import User
from trainer.accounts.queries import tidy_identity
from trainer.core import clock
from trainer.people import policies
from trainer.people.models import Appointment, Placement, Role, Site, Team
from trainer.people.policies import reports_to


class Whom(StrEnum):
    """Which people a list is about."""

    HERE = "here"
    LEFT = "left"
    ALL = "all"


SORTS: Mapping[str, sa.ColumnElement[str]] = {
    "name": sa.func.lower(User.name),
    "number": User.staff_number.expression,
    "job": sa.func.lower(Placement.job_title),
    "site": sa.func.lower(Site.name),
}
"""What a list of people can be sorted by."""


@dataclass(frozen=True)
class Search:
    """Which people are looked for, and in what order they are shown."""

    words: str = ""
    whom: Whom = Whom.HERE
    site_id: int | None = None
    team_id: int | None = None
    role: Role | None = None
    sort: str = "name"


def listed(actor: User, search: Search) -> sa.Select[User]:
    """Select the people this person sees who answer the search, sorted, ready to list."""
    return _found(actor, search).options(*with_placements(), raiseload("*"))


def _found(actor: User, search: Search) -> sa.Select[User]:
    today = clock.today()
    now = sa.and_(Placement.user_id == User.id, Placement.holds_on(today))
    people = policies.visible_to(actor).outerjoin(Placement, now)
    people = people.outerjoin(Site, Placement.site_id == Site.id)
    for word in search.words.split():
        people = people.where(
            sa.or_(
                User.name.icontains(word, autoescape=True),
                User.known_as.icontains(word, autoescape=True),
                User.staff_number.startswith(tidy_identity(word), autoescape=True),
            )
        )
    if search.whom is not Whom.ALL:
        people = people.where(User.active == (search.whom is Whom.HERE))
    if search.site_id is not None:
        people = people.where(Placement.site_id == search.site_id)
    if search.team_id is not None:
        people = people.where(Placement.team_id == search.team_id)
    if search.role is not None:
        held = Appointment.holds_on(today), Appointment.role == search.role
        people = people.where(User.id.in_(sa.select(Appointment.holder_id).where(*held)))
    key = SORTS.get(search.sort.removeprefix("-"), SORTS["name"])
    return people.order_by(key.desc() if search.sort.startswith("-") else key, User.staff_number)


def with_placements() -> Iterable[ORMOption]:
    """Load the jobs of the people selected, with place and manager, in one more statement."""
    placements = selectinload(User.placements)
    return (
        placements.joinedload(Placement.site),
        placements.joinedload(Placement.team),
        placements.joinedload(Placement.manager),
    )


def exported(actor: User, search: Search) -> sa.Select[*tuple[Any, ...]]:
    """Select the columns of an import for the people found, one row each, in one statement."""
    manager = aliased(User)
    return (
        _found(actor, search)
        .outerjoin(Team, Placement.team_id == Team.id)
        .outerjoin(manager, Placement.manager_id == manager.id)
        .with_only_columns(
            User.staff_number,
            User.name,
            User.known_as,
            User.email,
            Site.code,
            Site.name,
            Team.name,
            Placement.job_title,
            manager.staff_number,
            Placement.hours,
            Placement.contract,
            Placement.starts_on,
            Placement.ends_on,
        )
    )


def team_of(manager: User) -> sa.Select[User]:
    """Select the people who report straight to this manager today, by name, ready to list."""
    return (
        sa.select(User)
        .where(User.id.in_(reports_to(manager)), User.active)
        .order_by(sa.func.lower(User.name), User.staff_number)
        .options(*with_placements(), raiseload("*"))
    )


def someone(actor: User, person_id: int) -> sa.Select[User]:
    """Select one person this person sees, with jobs and roles, ready for their page."""
    roles = selectinload(User.appointments)
    return (
        policies.visible_to(actor)
        .where(User.id == person_id)
        .options(
            *with_placements(),
            roles.joinedload(Appointment.site),
            roles.joinedload(Appointment.asked_by),
            roles.joinedload(Appointment.decided_by),
        )
    )


def numbered(staff_number: str) -> sa.Select[User]:
    """Select the person who works here under this staff number."""
    return sa.select(User).where(User.staff_number == tidy_identity(staff_number), User.active)


def overdue_leavers() -> sa.Select[User]:
    """Select the people whose last day is over and whose account is still open."""
    unending = sa.select(Placement.id).where(
        Placement.user_id == User.id,
        sa.or_(Placement.ends_on.is_(None), Placement.ends_on > clock.today()),
    )
    placed = sa.select(Placement.id).where(Placement.user_id == User.id)
    return sa.select(User).where(User.active, placed.exists(), ~unending.exists())


def managers() -> sa.Select[str, str]:
    """Select number and name of those somebody reports to today: whom to suggest as a manager."""
    today = Placement.holds_on(clock.today())
    leading = sa.select(Placement.manager_id).where(today, Placement.manager_id.is_not(None))
    return (
        sa.select(User.staff_number, User.name)
        .where(User.id.in_(leading), User.active)
        .order_by(sa.func.lower(User.name))
    )
