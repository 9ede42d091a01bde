"""Sites and teams as pages list them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import raiseload, selectinload

from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Placement, Site


def sites() -> sa.Select[Site]:
    """Select every site with its teams, by name, ready to list."""
    return (
        sa.select(Site)
        .order_by(sa.func.lower(Site.name), Site.code)
        .options(selectinload(Site.teams), raiseload("*"))
    )


def heads_by_site() -> sa.Select[int, int]:
    """Select how many people work at each site today."""
    return (
        sa.select(Placement.site_id, sa.func.count(sa.distinct(Placement.user_id)))
        .where(Placement.holds_on(clock.today()))
        .group_by(Placement.site_id)
    )


def site_names() -> Sequence[tuple[int, str]]:
    """List the sites by id and name."""
    rows = db.session.execute(sa.select(Site.id, Site.name).order_by(Site.name))
    return [(identity, name) for identity, name in rows]
