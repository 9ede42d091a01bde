"""Who is put forward, scored and promoted in a year, by site, hours, contract and length of service."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import ContractKind, HoursPattern, Placement, Site
from trainer.promotions.models import EntryKind, PromotionCase, PromotionEntry, PromotionSeat
from trainer.promotions.rules.suppressing import (
    Counted,
    middle,
    rate,
    shown_groups,
    shows_total,
)

SERVICE = (1, 3, 5)
"""Years of service below which the groups end; whoever has been here longer is in the last."""

REASONS = (
    EntryKind.OPENED,
    EntryKind.SPONSORED,
    EntryKind.READINESS,
    EntryKind.RECOMMENDATION,
    EntryKind.APPROVAL,
    EntryKind.REFUSAL,
    EntryKind.PLAN,
    EntryKind.TRIAL_ENDED,
    EntryKind.APPEAL_ANSWER,
)
"""What was written to say why."""
MOST_REASONS = 100
DAYS_IN_YEAR = 365.25


class By(StrEnum):
    """What people are grouped by."""

    SITE = "site"
    HOURS = "hours"
    CONTRACT = "contract"
    SERVICE = "service"


@dataclass(frozen=True)
class Person:
    """Somebody who worked here in the year: their first job in it, since when, and what happened to them.

    `groups` says for each way of grouping in which group they are.
    """

    person_id: int
    groups: Mapping[By, str]
    nominated: bool = False
    referred: bool = False
    promoted_after: int | None = None


@dataclass(frozen=True)
class Row:
    """A group with its rates in hundredths; None where it is left out, or where nothing can be said.

    `days` is the middle of the days from being put forward to the first day in the job.
    """

    name: str
    people: int | None
    nominated: float | None = None
    referred: float | None = None
    promoted: float | None = None
    days: int | None = None

    @property
    def figures(self) -> tuple[float | None, ...]:
        """All that is said of the group, in the order of the columns."""
        return self.people, self.nominated, self.referred, self.promoted, self.days


def report(people: Sequence[Person], by: By) -> list[Row]:
    """Say the rates of each group and, last, of everybody; small groups left out with their complement."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for one in people:
        groups[one.groups[by]].append(one)
    return rates_of(people, groups, sorted(groups) if by is By.SITE else _names(by))


def rates_of(
    people: Sequence[Person], groups: Mapping[str, Sequence[Person]], order: Sequence[str]
) -> list[Row]:
    """Say the rates of groups that hold each of these people once, in this order, as `report` does."""
    sizes = {name: len(some) for name, some in groups.items()}
    shown = shown_groups(sizes)
    rows = [
        _row(name, groups[name]) if name in shown else Row(name, None)
        for name in order
        if name in groups
    ]
    everybody = _("Everybody")
    total = _row(everybody, people) if shows_total(sizes) else Row(everybody, None)
    return [*rows, total]


def people_of(year: int) -> list[Person]:
    """Load everybody who worked here in a year, and what became of their cases. Three statements."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), clock.today())
    joined = dict(
        db.session.execute(
            sa.select(Placement.user_id, sa.func.min(Placement.starts_on)).group_by(
                Placement.user_id
            )
        ).all()
    )
    rows = db.session.execute(
        sa.select(Placement.user_id, Site.name, Placement.hours, Placement.contract)
        .join(Site, Site.id == Placement.site_id)
        .where(
            Placement.starts_on <= last,
            sa.or_(Placement.ends_on.is_(None), Placement.ends_on > first),
            Placement.ends_on.is_distinct_from(Placement.starts_on),
        )
        .order_by(Placement.starts_on, Placement.id)
    )
    unsaid, services = _unsaid(), _services()
    said = {kind: str(kind.words) for kinds in (HoursPattern, ContractKind) for kind in kinds}
    groups: dict[int, Mapping[By, str]] = {}
    for person_id, site, hours, contract in rows:
        if person_id not in groups:
            groups[person_id] = {
                By.SITE: site,
                By.HOURS: said[hours] if hours else unsaid,
                By.CONTRACT: said[contract] if contract else unsaid,
                By.SERVICE: services[_service(joined[person_id], first)],
            }
    cases = _cases(first, last)
    return [
        Person(person_id, some, *cases.get(person_id, (False, False, None)))
        for person_id, some in groups.items()
    ]


def reasons(words: str) -> Sequence[PromotionEntry]:
    """List what was written to say why, in any case, that holds these words; the latest first."""
    found = sa.select(PromotionEntry).where(
        PromotionEntry.kind.in_(REASONS), PromotionEntry.words != ""
    )
    for word in words.split():
        found = found.where(PromotionEntry.words.icontains(word, autoescape=True))
    case = joinedload(PromotionEntry.case)
    return db.session.scalars(
        found.order_by(PromotionEntry.id.desc())
        .limit(MOST_REASONS)
        .options(case.joinedload(PromotionCase.person), joinedload(PromotionEntry.writer))
    ).all()


def _cases(first: date, last: date) -> Mapping[int, tuple[bool, bool, int | None]]:
    begun = sa.select(sa.func.min(PromotionEntry.at)).where(
        PromotionEntry.case_id == PromotionCase.id, PromotionEntry.kind == EntryKind.IN_POST
    )
    rows = db.session.execute(
        sa.select(
            PromotionCase.person_id,
            PromotionCase.opened_at,
            sa.exists().where(PromotionSeat.case_id == PromotionCase.id),
            begun.correlate(PromotionCase).scalar_subquery(),
        ).where(
            PromotionCase.opened_at >= _midnight(first),
            PromotionCase.opened_at < _midnight(last + timedelta(days=1)),
        )
    )
    found: dict[int, tuple[bool, bool, int | None]] = {}
    for person_id, opened_at, referred, started in rows:
        _nominated, was_referred, days = found.get(person_id, (True, False, None))
        if started is not None:
            took = (clock.day_of(started) - clock.day_of(opened_at)).days
            days = took if days is None else min(days, took)
        found[person_id] = (True, was_referred or referred, days)
    return found


def _row(name: str, people: Sequence[Person]) -> Row:
    def share(happened: Callable[[Person], bool]) -> float | None:
        return rate(Counted(len(people), sum(happened(one) for one in people)))

    return Row(
        name,
        len(people),
        share(lambda one: one.nominated),
        share(lambda one: one.referred),
        share(lambda one: one.promoted_after is not None),
        middle([one.promoted_after for one in people if one.promoted_after is not None]),
    )


def _service(joined: date, day: date) -> int:
    return bisect(SERVICE, (day - joined).days / DAYS_IN_YEAR)


def _names(by: By) -> list[str]:
    if by is By.SERVICE:
        return _services()
    kinds = HoursPattern if by is By.HOURS else ContractKind
    return [*(str(one.words) for one in kinds), _unsaid()]


def _unsaid() -> str:
    return _("Not on record")


def _services() -> list[str]:
    return [_("Under 1 year"), _("1 to 3 years"), _("3 to 5 years"), _("5 years and more")]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
