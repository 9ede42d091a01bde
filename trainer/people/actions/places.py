"""Every write to sites and teams: adding them and naming them."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people import policies
from trainer.people.events import SiteNamed, TeamNamed
from trainer.people.models import Site, Team


def add_site(*, actor: User, code: str, name: str) -> Site:
    """Add a place where people work."""
    require(policies.may_keep_records(actor))
    taken = sa.select(Site.id).where(sa.func.lower(Site.code) == code.lower())
    if db.session.scalar(taken) is not None:
        raise Unacceptable(_("Another site has this code."), "code")
    site = Site(code=code, name=name)
    db.session.add(site)
    publish(SiteNamed(actor=actor, subject=site, code=code, name=name))
    return site


def rename_site(site: Site, *, actor: User, name: str) -> None:
    """Call a site something else; its code stays."""
    require(policies.may_keep_records(actor))
    site.name = name
    publish(SiteNamed(actor=actor, subject=site, code=site.code, name=name))


def add_team(site: Site, *, actor: User, name: str) -> Team:
    """Add a team at a site."""
    require(policies.may_keep_records(actor))
    _refuse_second(site, name)
    team = Team(site=site, name=name)
    db.session.add(team)
    publish(TeamNamed(actor=actor, subject=team, site=site, name=name))
    return team


def rename_team(team: Team, *, actor: User, name: str) -> None:
    """Call a team something else."""
    require(policies.may_keep_records(actor))
    if name != team.name:
        _refuse_second(team.site, name, but=team)
        team.name = name
        publish(TeamNamed(actor=actor, subject=team, site=team.site, name=name))


def _refuse_second(site: Site, name: str, but: Team | None = None) -> None:
    if any(one.name.casefold() == name.casefold() for one in site.teams if one is not but):
        raise Unacceptable(_("This site has a team of that name."), "name")
