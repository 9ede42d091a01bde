"""Coverage targets with who holds the skill there, and what that comes to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload

from trainer.accounts.models import User
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.people.models import Placement, Team
from trainer.skills.models import CoverageTarget
from trainer.skills.rules.covering import Cover, CoverState, Holds, cover
from trainer.training.models import Holding
from trainer.training.queries import facts
from trainer.training.queries.facts import Terms
from trainer.training.rules.standing import latest

URGENCY = {CoverState.SHORT: 0, CoverState.THIN: 1, CoverState.MET: 2}


class Holder(NamedTuple):
    """Somebody at the place who holds it; without a name to whoever may not see how they stand."""

    name: str
    until: date | None
    is_soon: bool


@dataclass(frozen=True)
class Covered:
    """A target, how the place stands with it, and who holds it: those for longest first."""

    target: CoverageTarget
    cover: Cover
    holders: Sequence[Holder]
    hangs_on: Holder | None

    @property
    def named(self) -> Sequence[Holder]:
        """Those whose names the reader may see."""
        return [one for one in self.holders if one.name]


def in_force(select: sa.Select[CoverageTarget]) -> sa.Select[CoverageTarget]:
    """Narrow a select of targets to those asked for now, with where and what they ask."""
    return select.where(CoverageTarget.ended_on.is_(None)).options(
        joinedload(CoverageTarget.skill),
        joinedload(CoverageTarget.site),
        joinedload(CoverageTarget.team).joinedload(Team.site),
        raiseload("*"),
    )


def covered(targets: sa.Select[CoverageTarget], seen: sa.Select[int], day: date) -> list[Covered]:
    """Say how places stand with their targets on a day, by site, the shortest first.

    Everybody at the place counts; only those among `seen` are named.
    """
    found = db.session.scalars(in_force(targets)).all()
    terms = facts.terms()
    rows = _holders(found, terms, seen, day)
    told = [_covered(one, terms[one.skill_id], rows[one.site_id], day) for one in found]
    told.sort(key=lambda one: (
        one.target.site.name.casefold(), one.target.site_id, URGENCY[one.cover.state],
        one.target.skill.name.casefold(), one.target.id,
    ))  # fmt: skip
    return told


def _holders(
    targets: Sequence[CoverageTarget],
    terms: Mapping[int, Terms],
    seen: sa.Select[int],
    day: date,
) -> dict[int, list[AnyRow]]:
    """Load who at these sites holds what is asked for, or counts for it, by site."""
    counting = {one for target in targets for one in terms[target.skill_id].counting}
    rows = db.session.execute(
        sa.select(
            Placement.site_id,
            Placement.team_id,
            User.id,
            User.name,
            User.id.in_(seen).label("is_seen"),
            Holding.skill_id,
            sa.func.max(Holding.ends_on).label("ends_on"),
            (sa.func.count() - sa.func.count(Holding.ends_on)).label("for_good"),
        )
        .select_from(Placement)
        .join(Placement.user)
        .join(Holding, Holding.person_id == User.id)
        .where(
            Placement.site_id.in_({one.site_id for one in targets}),
            Placement.holds_on(day),
            User.active,
            Holding.skill_id.in_(counting),
            Holding.starts_on <= day,
            facts.counts(),
        )
        .group_by(Placement.site_id, Placement.team_id, User.id, User.name, Holding.skill_id)
    )
    by_site: dict[int, list[AnyRow]] = defaultdict(list)
    for row in rows:
        by_site[row.site_id].append(row)
    return by_site


def _covered(target: CoverageTarget, terms: Terms, rows: Sequence[AnyRow], day: date) -> Covered:
    ends: dict[int, list[date | None]] = defaultdict(list)
    names: dict[int, str] = {}
    for row in rows:
        if row.skill_id in terms.counting and target.team_id in {None, row.team_id}:
            ends[row.id].append(None if row.for_good else row.ends_on)
            names[row.id] = row.name if row.is_seen else ""
    holds = [
        Holds(person_id, until, until is not None and day >= until - _soon(terms))
        for person_id, until in ((one, _until(ended, terms)) for one, ended in ends.items())
        if until is None or day < until
    ]
    holds.sort(key=lambda one: (one.until or date.max, names[one.person_id]), reverse=True)
    told = {one.person_id: Holder(names[one.person_id], one.until, one.is_soon) for one in holds}
    stands = cover(holds, target.number)
    hangs_on = told[stands.hangs_on] if stands.hangs_on is not None else None
    return Covered(target, stands, list(told.values()), hangs_on)


def _until(ends: Sequence[date | None], terms: Terms) -> date | None:
    """Tell the first day on which it counts no more: its grace days are over."""
    end = latest(ends)
    return None if end is None else end + timedelta(days=terms.grace_days)


def _soon(terms: Terms) -> timedelta:
    """Tell how long before it counts no more somebody should have renewed it."""
    return timedelta(days=terms.renewal_days + terms.grace_days)
