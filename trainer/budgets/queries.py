"""What each site may spend in a year, spent and has booked."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.budgets.models import Budget, BudgetState
from trainer.courses.reporting import Cost, costs_of_year
from trainer.extensions import db
from trainer.people.models import Site
from trainer.registrations.policies import READERS, sites_of

NOTHING = Cost(0, 0)


@dataclass(frozen=True)
class Line:
    """A site in a year, in pence: `planned` is None where nobody set it, the site where it is none."""

    site_id: int | None
    site: str
    planned: int | None
    spent: int
    booked: int

    @property
    def left(self) -> int | None:
        """What may still be spent, below zero where it is too much already."""
        return None if self.planned is None else self.planned - self.spent - self.booked

    @property
    def state(self) -> BudgetState:
        """How the site stands."""
        if self.left is None:
            return BudgetState.NOT_SET
        return BudgetState.OVER if self.left < 0 else BudgetState.WITHIN


def of_year(actor: User, year: int) -> list[Line]:
    """List the sites somebody serves, by name; last what people without a site cost, if anything."""
    sites, costs = sites_of(actor, READERS), costs_of_year(year)
    rows = db.session.execute(
        sa.select(Site.id, Site.name, Budget.planned)
        .outerjoin(Budget, sa.and_(Budget.site_id == Site.id, Budget.year == year))
        .where(_among(sites))
        .order_by(sa.func.lower(Site.name), Site.id)
    )
    lines = [Line(id_, name, planned, *costs.get(id_, NOTHING)) for id_, name, planned in rows]
    if None in sites and None in costs:
        lines.append(Line(None, "", None, *costs[None]))
    return lines


def together(lines: Collection[Line]) -> Line:
    """Add up the lines; what is planned only once it is set for every site."""
    planned = [one.planned for one in lines if one.planned is not None]
    return Line(
        None,
        "",
        sum(planned) if len(planned) == len(lines) else None,
        sum(one.spent for one in lines),
        sum(one.booked for one in lines),
    )


def site_served(actor: User, site_id: int) -> sa.Select[Site]:
    """Select a site if somebody serves it."""
    return sa.select(Site).where(Site.id == site_id, _among(sites_of(actor, READERS)))


def budget_of(site: Site, year: int) -> Budget | None:
    """Find what a site may spend in a year."""
    return db.session.scalar(
        sa.select(Budget).where(Budget.site_id == site.id, Budget.year == year)
    )


def _among(sites: Collection[int | None]) -> sa.ColumnElement[bool]:
    return sa.true() if None in sites else Site.id.in_(sites)
