"""Updates as they are listed, and who has read which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Columns
from trainer.extensions import db
from trainer.logs.models import Activity, Revision
from trainer.people.models import Placement, Site, Team
from trainer.updates.addressing import is_current, is_for, was_read
from trainer.updates.models import (
    Update,
    UpdateAudience,
    UpdateReading,
    UpdateReminder,
    UpdateStatus,
    UpdateVersion,
)


@dataclass(frozen=True)
class Reader:
    """Somebody an update is for: where they work, and when they confirmed it, if they have."""

    id: int
    name: str
    site: str
    confirmed_at: datetime | None


def whole(select: sa.Select[Update]) -> sa.Select[Update]:
    """Load updates with their versions, questions and audience."""
    return select.options(
        selectinload(Update.versions).options(
            selectinload(UpdateVersion.questions), joinedload(UpdateVersion.written_by)
        ),
        selectinload(Update.audience).options(
            joinedload(UpdateAudience.site), joinedload(UpdateAudience.team)
        ),
    )


def to_read(person: User) -> Sequence[UpdateVersion]:
    """List what somebody is to read, what is due first at the top."""
    return db.session.scalars(
        sa.select(UpdateVersion)
        .join(Update, is_current())
        .where(is_for(person.id, clock.today()), ~was_read(person.id))
        .options(joinedload(UpdateVersion.update))
        .order_by(UpdateVersion.due_on, UpdateVersion.id)
    ).all()


def have_read(person: User) -> Sequence[UpdateReading]:
    """List what somebody confirmed, the latest first."""
    return db.session.scalars(
        sa.select(UpdateReading)
        .where(UpdateReading.reader_id == person.id)
        .options(joinedload(UpdateReading.version).joinedload(UpdateVersion.update))
        .order_by(UpdateReading.id.desc())
    ).all()


def reading_of(person: User, version: UpdateVersion) -> UpdateReading | None:
    """Find somebody's word that they have read a version."""
    return db.session.scalar(
        sa.select(UpdateReading).where(
            UpdateReading.reader_id == person.id, UpdateReading.version_id == version.id
        )
    )


def readers(update: Update, among: sa.ColumnElement[bool]) -> list[Reader]:
    """List those the current version is for: who has not read it first, then by name."""
    today = clock.today()
    confirmed = (
        sa.select(UpdateReading.confirmed_at)
        .join(UpdateVersion, UpdateVersion.id == UpdateReading.version_id)
        .where(
            UpdateVersion.update_id == update.id,
            UpdateVersion.number == update.latest,
            UpdateReading.reader_id == User.id,
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(User.id, User.name, Site.name, confirmed)
        .select_from(User)
        .join(Update, sa.and_(Update.id == update.id, is_for(User.id, today)))
        .outerjoin(Placement, sa.and_(Placement.user_id == User.id, Placement.holds_on(today)))
        .outerjoin(Site, Site.id == Placement.site_id)
        .where(User.active, among)
        .order_by(confirmed.is_not(None), User.name, User.id)
    )
    return [Reader(id_, name, site or "", at) for id_, name, site, at in rows]


def tallies() -> dict[int, tuple[int, int]]:
    """Count, for each published update by its id, whom it is for and how many of them have read it."""
    read = sa.case((was_read(User.id), 1), else_=0)
    rows = db.session.execute(
        sa.select(Update.id, sa.func.count(User.id), sa.func.sum(read))
        .select_from(Update)
        .join(UpdateVersion, is_current())
        .join(User, sa.and_(User.active, is_for(User.id, clock.today())))
        .group_by(Update.id)
    )
    return {id_: (people, done or 0) for id_, people, done in rows}


def unread(among: sa.ColumnElement[bool]) -> Columns:
    """Select what people have not read yet: what is due first at the top, then by name."""
    row: sa.orm.Bundle[Any] = sa.orm.Bundle(
        "unread",
        User.id.label("person_id"),
        User.name.label("name"),
        Update.id.label("update_id"),
        UpdateVersion.title.label("title"),
        UpdateVersion.due_on.label("due_on"),
    )
    return (
        sa.select(row)
        .select_from(Update)
        .join(UpdateVersion, is_current())
        .join(User, sa.and_(User.active, is_for(User.id, clock.today())))
        .where(among, ~was_read(User.id), UpdateVersion.due_on.is_not(None))
        .order_by(UpdateVersion.due_on, User.name, User.id, Update.id)
    )


def to_remind(day: date) -> sa.Select[UpdateVersion, User]:
    """Select who has not read what was due before that day and was not reminded: version and person."""
    reminded = (
        sa.select(UpdateReminder.id)
        .where(UpdateReminder.version_id == UpdateVersion.id, UpdateReminder.reader_id == User.id)
        .exists()
    )
    return (
        sa.select(UpdateVersion, User)
        .select_from(Update)
        .join(UpdateVersion, is_current())
        .join(User, sa.and_(User.active, is_for(User.id, day)))
        .where(UpdateVersion.due_on < day, ~was_read(User.id), ~reminded)
        .order_by(UpdateVersion.id, User.id)
    )


def managed() -> Sequence[Update]:
    """List every update for those who write them: drafts, then published, then withdrawn."""
    order = sa.case(
        {UpdateStatus.DRAFT: 0, UpdateStatus.PUBLISHED: 1}, value=Update.status, else_=2
    )
    return db.session.scalars(whole(sa.select(Update)).order_by(order, Update.id.desc())).all()


def as_development(person: User) -> Columns:
    """Select what somebody read, as time spent on their development."""
    return (
        sa.select(
            UpdateReading.confirmed_on.label("day"),
            sa.literal(Activity.READING, Revision.activity.type).label("activity"),
            UpdateVersion.minutes.label("minutes"),
            UpdateVersion.title.label("what"),
            (sa.literal("/updates/") + sa.cast(UpdateVersion.update_id, sa.String)).label("path"),
        )
        .join(UpdateVersion, UpdateVersion.id == UpdateReading.version_id)
        .where(UpdateReading.reader_id == person.id)
    )


def count_to_read(person_id: Any, today: Any) -> Any:
    """Count, as part of another statement, what somebody is to read."""
    return (
        sa.select(sa.func.count(UpdateVersion.id))
        .join(Update, is_current())
        .where(is_for(person_id, today), ~was_read(person_id))
        .scalar_subquery()
    )


def places() -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """List the sites and the teams an update can be for, by name."""
    sites = db.session.execute(sa.select(Site.id, Site.name).order_by(Site.name))
    teams = db.session.execute(
        sa.select(Team.id, Team.name + ", " + Site.name)
        .join(Team.site)
        .order_by(Team.name, Site.name)
    )
    return [(id_, name) for id_, name in sites], [(id_, name) for id_, name in teams]
