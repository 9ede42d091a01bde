"""What courses came to in a year: who was there, for how long and for how much, by site and course."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from trainer.courses.models import Booking, BookingStatus, Course, CourseKind, CourseSession
from trainer.extensions import db
from trainer.people.models import Placement, Site

OVER = (BookingStatus.ATTENDED, BookingStatus.MISSED)
"""Where a place has been paid for: its holder came, or didn't."""


class Cost(NamedTuple):
    """In pence: what places cost whose register is closed, and those that are booked."""

    spent: int
    booked: int


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


def of_year(year: int, sites: Collection[int | None] = (None,)) -> list[Line]:
    """Add up a year by site and course, for these sites; None is every site.

    Somebody counts for where they worked on that day.
    """
    there = Booking.status == BookingStatus.ATTENDED
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
        .outerjoin(Placement, _worked_there())
        .outerjoin(Site, Site.id == Placement.site_id)
        .where(
            Booking.status.in_(OVER),
            _in_year(year),
            sa.true() if None in sites else Placement.site_id.in_(sites),
        )
        .group_by(Site.name, Course.id, Course.title, Course.kind)
        .order_by(sa.func.coalesce(Site.name, ""), Course.title, Course.id)
    )
    return [Line(*row) for row in rows]


def costs_of_year(year: int) -> dict[int | None, Cost]:
    """Add up what places cost, by the site where people work on that day; None is no site."""
    spent = sa.func.sum(sa.case((Booking.status.in_(OVER), CourseSession.cost), else_=0))
    booked = sa.func.sum(
        sa.case((Booking.status == BookingStatus.BOOKED, CourseSession.cost), else_=0)
    )
    rows = db.session.execute(
        sa.select(Placement.site_id, spent, booked)
        .select_from(Booking)
        .join(Booking.session)
        .outerjoin(Placement, _worked_there())
        .where(Booking.status.in_([*OVER, BookingStatus.BOOKED]), _in_year(year))
        .group_by(Placement.site_id)
    )
    return {site_id: Cost(int(spent), int(booked)) for site_id, spent, booked in rows}


def _worked_there() -> sa.ColumnElement[bool]:
    return sa.and_(
        Placement.user_id == Booking.person_id,
        Placement.starts_on <= CourseSession.starts_on,
        sa.or_(Placement.ends_on.is_(None), Placement.ends_on > CourseSession.starts_on),
    )


def _in_year(year: int) -> sa.ColumnElement[bool]:
    return CourseSession.starts_on.between(date(year, 1, 1), date(year, 12, 31))


def by_site(lines: Sequence[Line]) -> dict[str, tuple[int, int, int]]:
    """Add up each site: how many were there, their minutes, and what it cost."""
    sums: dict[str, tuple[int, int, int]] = {}
    for one in lines:
        attended, minutes, cost = sums.get(one.site, (0, 0, 0))
        sums[one.site] = (attended + one.attended, minutes + one.minutes, cost + one.cost)
    return sums
