"""Who could take on a role at each site, and where nobody is ready to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.careers.models import CareerTarget
from trainer.careers.policies import people_seen
from trainer.careers.queries.standing import bench_on
from trainer.careers.rules.charting import CareerMap, CareerRole
from trainer.careers.rules.readiness import Line, Readiness
from trainer.extensions import db
from trainer.people.models import Placement, Site
from trainer.promotions.rules.benching import When, soon, when


@dataclass(frozen=True)
class Candidate:
    """Somebody who could take the role on, when, and what is open today."""

    person_id: int
    name: str
    when: When
    open_lines: Sequence[str]


@dataclass
class SiteBench:
    """One site: how many have the role there, and who could take it on."""

    name: str
    holders: int = 0
    people: dict[When, list[Candidate]] = field(default_factory=lambda: {one: [] for one in When})

    @property
    def at_risk(self) -> bool:
        """Whether somebody has the role here and nobody is ready to follow them."""
        return self.holders > 0 and not self.people[When.NOW]


def bench_of(actor: User, role: CareerRole, chart: CareerMap, day: date) -> list[SiteBench]:
    """Say for each site who could take a role on, of those this person sees.

    Looked at are people whose role leads there, and who work towards it. As many statements for a few
    people as for thousands.
    """
    seen = people_seen(actor).with_only_columns(User.id)
    rows = db.session.execute(
        sa.select(User.id, User.name, Placement.job_title, Site.name)
        .join(Placement, Placement.user_id == User.id)
        .join(Site, Site.id == Placement.site_id)
        .where(User.active, Placement.holds_on(day), User.id.in_(seen))
        .order_by(Site.name, User.name)
    ).all()
    aiming = set(
        db.session.scalars(
            sa.select(CareerTarget.person_id).where(
                CareerTarget.role_key == role.key, CareerTarget.ended_on.is_(None)
            )
        )
    )
    before = {move.start for move in chart.moves if move.end == role.key}
    sites: dict[str, SiteBench] = {}
    looked_at = {}
    for person_id, name, title, site in rows:
        here = sites.setdefault(site, SiteBench(site))
        has = chart.called(title)
        if has == role:
            here.holders += 1
        elif person_id in aiming or (has is not None and has.key in before):
            looked_at[person_id] = (name, here)
    _place(looked_at, role, chart, day)
    return [one for one in sites.values() if one.holders or any(one.people.values())]


def _place(
    looked_at: Mapping[int, tuple[str, SiteBench]], role: CareerRole, chart: CareerMap, day: date
) -> None:
    stand = bench_on([day, soon(day)], list(looked_at), [role], chart)
    today, then = stand[day], stand[soon(day)]
    for person_id, (name, here) in looked_at.items():
        now = _lines(today, person_id, role)
        could = (
            when(now, _lines(then, person_id, role)) if now or not role.requirements else When.LATER
        )
        lacks = [one.requirement.words for one in now if one.state is not Readiness.MET]
        here.people[could].append(Candidate(person_id, name, could, lacks))


def _lines(
    found: Mapping[int, Mapping[str, list[Line]]], person_id: int, role: CareerRole
) -> Sequence[Line]:
    return found.get(person_id, {}).get(role.key, ())
