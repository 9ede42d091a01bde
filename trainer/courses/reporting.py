"""What courses came to in a year: who was there, for how long and for how much, by site and course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from trainer.courses.models import Booking, BookingStatus, Course, CourseKind, CourseSession
from trainer.extensions import db
from trainer.people.models import Placement, Site


@dataclass(frozen=True)
class Line:
    """One course for the people of one site: a place costs whether or not its holder came."""

    site: str
    course: str
    kind: CourseKind
    attended: int
    missed: int
    minutes: int
    cost: int


def of_year(year: int) -> list[Line]:
    """Add up a year by site and course; somebody counts for where they worked on that day."""
    there = Booking.status == BookingStatus.ATTENDED
    worked_there = sa.and_(
        Placement.user_id == Booking.person_id,
        Placement.starts_on <= CourseSession.starts_on,
        sa.or_(Placement.ends_on.is_(None), Placement.ends_on > CourseSession.starts_on),
    )
    rows = db.session.execute(
        sa.select(
            sa.func.coalesce(Site.name, ""),
            Course.title,
            Course.kind,
            sa.func.sum(sa.case((there, 1), else_=0)),
            sa.func.sum(sa.case((there, 0), else_=1)),
            sa.func.sum(sa.case((there, CourseSession.minutes), else_=0)),
            sa.func.sum(CourseSession.cost),
        )
        .select_from(Booking)
        .join(Booking.session)
        .join(CourseSession.course)
        .outerjoin(Placement, worked_there)
        .outerjoin(Site, Site.id == Placement.site_id)
        .where(
            Booking.status.in_([BookingStatus.ATTENDED, BookingStatus.MISSED]),
            CourseSession.starts_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(Site.name, Course.id, Course.title, Course.kind)
        .order_by(sa.func.coalesce(Site.name, ""), Course.title, Course.id)
    )
    return [Line(*row) for row in rows]


def by_site(lines: Sequence[Line]) -> dict[str, tuple[int, int, int]]:
    """Add up each site: how many were there, their minutes, and what it cost."""
    sums: dict[str, tuple[int, int, int]] = {}
    for one in lines:
        attended, minutes, cost = sums.get(one.site, (0, 0, 0))
        sums[one.site] = (attended + one.attended, minutes + one.minutes, cost + one.cost)
    return sums
