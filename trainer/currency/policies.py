"""Who says how long units are current, and who sees whose are to be renewed."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Placement, Role, Site
from trainer.registrations.policies import READERS, sites_of
from trainer.training import policies as training


def may_set_rule(actor: User) -> Verdict:
    """Say whether this person sets for how long units are current."""
    return training.may_keep_list(actor)


def may_read_rules(actor: User) -> Verdict:
    """Say whether this person reads for how long units are current."""
    return training.may_read_list(actor)


def people_seen(actor: User) -> sa.Select[int]:
    """Select whose units this person sees: who reports to them, and whoever is at the sites they serve."""
    return training.those_seen(actor, sites_of(actor, READERS))


def rota_sites(actor: User) -> sa.Select[Site]:
    """Select the sites whose rota somebody prepares: those they serve, or where people report to them."""
    sites = sites_of(actor, READERS)
    if None in sites:
        return sa.select(Site)
    theirs = sa.select(Placement.site_id).where(
        Placement.user_id.in_(people_seen(actor)), Placement.holds_on(clock.today())
    )
    return sa.select(Site).where(sa.or_(Site.id.in_(sites), Site.id.in_(theirs)))


def may_renew(actor: User) -> Verdict:
    """Say whether this person registers people, so that a unit is assessed anew."""
    if sites_of(actor, {Role.TRAINING_ADMIN}):
        return YES
    return no(_("A training administrator registers people."))
