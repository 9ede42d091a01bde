"""One's own log as a calendar: a month at a time, with what stands on each day."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template, request

from trainer.core import clock
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.logs import listing
from trainer.logs.views.blueprint import bp
from trainer.web.access import actor

DAYS_IN_WEEK = 7
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Day:
    """A day with its entries; one of the month before or after is `outside`."""

    on: date
    outside: bool
    entries: list[AnyRow]


@dataclass(frozen=True)
class Week:
    """A week with its days, and what its entries took together."""

    days: list[Day]

    @property
    def minutes(self) -> int:
        """How many minutes the week's entries took."""
        return sum(entry.minutes or 0 for day in self.days for entry in day.entries)


@bp.get("/log/calendar")
def calendar() -> str:
    """Show a month of one's own log."""
    first = _asked()
    weeks = _weeks(first)
    inside = [day for week in weeks for day in week.days if not day.outside]
    return render_template(
        "logs/calendar.html",
        first=first,
        before=(first - timedelta(days=1)).replace(day=1),
        after=_next(first),
        weeks=weeks,
        today=clock.today(),
        entries=sum(len(day.entries) for day in inside),
        minutes=sum(entry.minutes or 0 for day in inside for entry in day.entries),
    )


def _asked() -> date:
    """Read which month is asked for; the present one where none is."""
    found = _MONTH.fullmatch(request.args.get("month", ""))
    if found is None:
        return clock.today().replace(day=1)
    return date(int(found[1]), int(found[2]), 1)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _weeks(first: date) -> list[Week]:
    """Lay the month out in weeks from Monday to Sunday, with the entries on their days."""
    monday = first - timedelta(days=first.weekday())
    end = _next(first)
    count = -(-(end - monday).days // DAYS_IN_WEEK)
    last = monday + timedelta(days=count * DAYS_IN_WEEK - 1)
    entries: defaultdict[date, list[AnyRow]] = defaultdict(list)
    for row in db.session.execute(listing.days_of(actor(), monday, last)):
        entries[row.day].append(row)
    days = [monday + timedelta(days=number) for number in range(count * DAYS_IN_WEEK)]
    shown = [Day(day, not first <= day < end, entries[day]) for day in days]
    return [
        Week(shown[start : start + DAYS_IN_WEEK]) for start in range(0, len(shown), DAYS_IN_WEEK)
    ]
