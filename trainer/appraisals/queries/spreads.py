"""How the ratings of a round that are shared are spread over sites, jobs, teams and years of service."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from trainer.appraisals.models import Appraisal, Cycle
from trainer.appraisals.queries.calibration import ratings_of
from trainer.appraisals.rules.distribution import Spread, released, spread
from trainer.appraisals.rules.stages import RANKS, AppraisalStage
from trainer.core.database import AnyRow
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.people.models import Placement, Site, Team

SHARED = [one for one, rank in RANKS.items() if rank >= RANKS[AppraisalStage.SHARED]]
BANDS = (_l("Less than a year"), _l("1 to 3 years"), _l("3 to 10 years"), _l("10 years or more"))
"""Lengths of service, the shortest first."""

BEGIN = (1, 3, 10)
"""The full years at which each band after the first begins."""


class GroupKind(StrEnum):
    """By what people are put together. What an earlier kind shows comes before a later one."""

    SITE = "site"
    JOB = "job"
    TEAM = "team"
    SERVICE = "service"


@dataclass(frozen=True)
class Group:
    """People of one site, job, team or length of service; `spread` is None where it is not shown."""

    kind: GroupKind
    name: str
    spread: Spread | None


@dataclass(frozen=True)
class Spreads:
    """All together, and the groups of each kind by name."""

    every: Spread
    groups: Sequence[Group]

    def of(self, kind: GroupKind) -> list[Group]:
        """List the groups of one kind."""
        return [one for one in self.groups if one.kind is kind]


def of_cycle(cycle: Cycle, sites: Collection[int | None]) -> Spreads:
    """Say how the shared ratings of a round are spread at these sites (None: everywhere)."""
    ratings = ratings_of(sa.select(Appraisal.id).where(Appraisal.cycle_id == cycle.id))
    people: dict[GroupKind, defaultdict[str, set[int]]] = {
        kind: defaultdict(set) for kind in GroupKind
    }
    every: list[int] = []
    for id_, site, job, team, began in _rows(cycle, sites):
        if id_ not in ratings:
            continue
        every.append(ratings[id_])
        years = full_years(began or cycle.period_to, cycle.period_to)
        people[GroupKind.SITE][site].add(id_)
        people[GroupKind.JOB][job].add(id_)
        people[GroupKind.TEAM][
            f"{site}, {team}" if team else _("%(site)s, no team", site=site)
        ].add(id_)
        people[GroupKind.SERVICE][str(BANDS[bisect(BEGIN, years)])].add(id_)
    kinds = [{name: frozenset(ids) for name, ids in people[kind].items()} for kind in GroupKind]
    return Spreads(
        spread(every),
        [
            Group(kind, name, spread(ratings[id_] for id_ in ids) if name in names else None)
            for kind, groups, names in zip(GroupKind, kinds, released(kinds), strict=True)
            for name, ids in sorted(groups.items(), key=_place)
        ],
    )


def of_everybody(cycle: Cycle, sites: Collection[int | None]) -> Spread:
    """Say how all shared ratings of a round are spread at these sites (None: everywhere)."""
    ids = _shared(sa.select(Appraisal.id), cycle, sites)
    return spread(ratings_of(ids).values())


def full_years(began: date, until: date) -> int:
    """Count the full years from one day to another; none before it began."""
    before_the_day = (until.month, until.day) < (began.month, began.day)
    return max(until.year - began.year - before_the_day, 0)


def _place(group: tuple[str, frozenset[int]]) -> tuple[int, str]:
    """Put lengths of service in their order, and everything else by name."""
    bands = [str(one) for one in BANDS]
    name = group[0]
    return (bands.index(name) if name in bands else 0, name.casefold())


def _rows(cycle: Cycle, sites: Collection[int | None]) -> Sequence[AnyRow]:
    began = (
        sa.select(sa.func.min(Placement.starts_on))
        .where(Placement.user_id == Appraisal.person_id)
        .scalar_subquery()
    )
    select = (
        sa.select(Appraisal.id, Site.name, Appraisal.job_title, Team.name, began)
        .join(Appraisal.site)
        .outerjoin(Appraisal.team)
    )
    return db.session.execute(_shared(select, cycle, sites)).all()


def _shared(select: Any, cycle: Cycle, sites: Collection[int | None]) -> Any:
    select = select.where(Appraisal.cycle_id == cycle.id, Appraisal.status.in_(SHARED))
    if None in sites:
        return select
    return select.where(Appraisal.site_id.in_([one for one in sites if one is not None]))
