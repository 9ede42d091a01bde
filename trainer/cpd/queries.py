"""Finding what somebody did for their development in a year, and adding it up."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.database import Columns
from trainer.courses.queries import as_development as of_courses
from trainer.elearning.queries import as_development as completed_elsewhere
from trainer.extensions import db
from trainer.logs.activities import ACTIVITIES
from trainer.logs.listing import DAY
from trainer.logs.models import Activity, EvidenceStatus, Item, Revision
from trainer.logs.policies import handed_on
from trainer.pairs.queries import as_development as of_pairs
from trainer.standardisation.queries import attended
from trainer.updates.queries import as_development

COUNTED = tuple(activity for activity, rules in ACTIVITIES.items() if rules.is_cpd)
_NOT_COUNTED = (EvidenceStatus.WITHDRAWN, EvidenceStatus.VOID)


@dataclass(frozen=True)
class Spent:
    """Time spent on development: on a day, in a kind of activity, on something with a page."""

    day: date
    activity: Activity
    minutes: int
    what: str
    path: str


@dataclass(frozen=True)
class Year:
    """What was spent in one year, with its sums."""

    number: int
    spent: list[Spent] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """How many minutes there are in all."""
        return sum(one.minutes for one in self.spent)

    @property
    def activities(self) -> list[Activity]:
        """The kinds there is time in, in the order of the table of kinds."""
        there = {one.activity for one in self.spent}
        return [one for one in COUNTED if one in there]

    @property
    def by_activity(self) -> dict[Activity, int]:
        """Add up the minutes of each kind."""
        return _added_up((one.activity, one.minutes) for one in self.spent)

    @property
    def by_month(self) -> dict[date, dict[Activity, int]]:
        """Add up the minutes of each kind in each month there is anything in, in their order."""
        months: defaultdict[date, list[tuple[Activity, int]]] = defaultdict(list)
        for one in self.spent:
            months[one.day.replace(day=1)].append((one.activity, one.minutes))
        return {month: _added_up(months[month]) for month in sorted(months)}


def _added_up(pairs: Iterable[tuple[Activity, int]]) -> dict[Activity, int]:
    sums: defaultdict[Activity, int] = defaultdict(int)
    for activity, minutes in pairs:
        sums[activity] += minutes
    return dict(sums)


Source = Callable[[User], Columns]
"""Selects what somebody spent, ever: day, activity, minutes, what, and the address of its page."""


def _of_log(person: User) -> Columns:
    return (
        sa.select(
            DAY.label("day"),
            Revision.activity.label("activity"),
            Revision.minutes.label("minutes"),
            Revision.title.label("what"),
            (sa.literal("/log/") + sa.cast(Item.id, sa.String)).label("path"),
        )
        .join(Item, sa.and_(Item.id == Revision.item_id, Item.latest == Revision.number))
        .where(
            Item.owner_id == person.id,
            Item.status.not_in(_NOT_COUNTED),
            Revision.activity.in_(COUNTED),
            Revision.minutes > 0,
            handed_on(Revision),
        )
    )


SOURCES: tuple[Source, ...] = (
    _of_log,
    attended,
    as_development,
    completed_elsewhere,
    of_courses,
    of_pairs,
)
"""Whatever holds time spent on development joins by one line here."""


def year_of(person: User, number: int) -> Year:
    """Gather what somebody spent on their development in one year, the latest first."""
    every = sa.union_all(*(source(person) for source in SOURCES)).subquery()
    rows = db.session.execute(
        sa.select(every.c.day, every.c.activity, every.c.minutes, every.c.what, every.c.path)
        .where(every.c.day.between(date(number, 1, 1), date(number, 12, 31)))
        .order_by(every.c.day.desc(), every.c.path.desc())
    )
    return Year(number, [Spent(*row) for row in rows])


def minutes_since(person: User, day: date) -> int:
    """Add up the minutes somebody spent on their development from that day on."""
    every = sa.union_all(*(source(person) for source in SOURCES)).subquery()
    spent = sa.select(sa.func.sum(every.c.minutes)).where(every.c.day >= day)
    return db.session.scalar(spent) or 0


def years_of(person: User) -> list[int]:
    """List the years in which somebody spent any time on it, the latest first."""
    every = sa.union_all(*(source(person) for source in SOURCES)).subquery()
    first, last = db.session.execute(
        sa.select(sa.func.min(every.c.day), sa.func.max(every.c.day))
    ).one()
    return list(range(last.year, first.year - 1, -1)) if first else []
