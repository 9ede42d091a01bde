"""Who keeps the skills list, says who must hold what, records what people hold, and sees it."""

from collections.abc import Collection

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Placement, Role
from trainer.people.policies import leads, reports_to
from trainer.registrations.policies import READERS, sites_of
from trainer.training.models import Exemption, Holding, HoldingSource, Requirement


def may_keep_list(actor: User) -> Verdict:
    """Say whether this person keeps the skills list and says who must hold what."""
    if None in sites_of(actor, {Role.TRAINING_ADMIN}):
        return YES
    return no(_("A training administrator for every site does this."))


def may_read_list(actor: User) -> Verdict:
    """Say whether this person reads the skills list and who must hold what."""
    if any(actor.holds(role) for role in READERS):
        return YES
    return no(_("Training administrators and HR read this list."))


def may_end(actor: User, requirement: Requirement) -> Verdict:
    """Say whether this person may let a requirement end."""
    if requirement.ends_on is not None and requirement.ends_on <= clock.today():
        return no(_("This is asked of nobody any more."))
    return may_keep_list(actor)


def may_change(actor: User, requirement: Requirement) -> Verdict:
    """Say whether this person may change a requirement: one that is over stays as it was."""
    return may_end(actor, requirement)


def may_record(actor: User, person: User) -> Verdict:
    """Say whether this person may record what the other holds, or let them off: never their own."""
    if actor == person:
        return no(_("Nobody records their own skills. Show a colleague what you hold."))
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    sites, job = sites_of(actor, {Role.TRAINING_ADMIN}), person.placement()
    if None in sites or (job is not None and job.site_id in sites):
        return YES
    return no(_("A training administrator of their site does this."))


def may_take_back(actor: User, holding: Holding) -> Verdict:
    """Say whether this person may take back what was recorded; the rest goes with what gave it."""
    if holding.taken_back is not None:
        return no(_("This was taken back already."))
    if holding.source is not HoldingSource.RECORD:
        return no(_("This goes with what gave it: the course, the unit or the certificate."))
    return may_record(actor, holding.person)


def may_end_exemption(actor: User, exemption: Exemption) -> Verdict:
    """Say whether this person may end an exemption before its day."""
    if exemption.ends_on <= clock.today():
        return no(_("This exemption is over."))
    return may_record(actor, exemption.person)


def may_read(actor: User, person: User) -> Verdict:
    """Say whether this person may see how the other stands with what is required."""
    sites, job = sites_of(actor, READERS), person.placement()
    if actor == person or None in sites or (job and job.site_id in sites) or leads(actor, person):
        return YES
    return no(_("Only %(name)s, their manager and administrators read this.", name=person.name))


def those_seen(actor: User, sites: Collection[int | None]) -> sa.Select[int]:
    """Select those whose standing somebody oversees: at the sites they serve, and who report to them."""
    if None in sites:
        return sa.select(User.id)
    at_sites = sa.select(Placement.user_id).where(
        Placement.site_id.in_(sites), Placement.holds_on(clock.today())
    )
    return sa.select(User.id).where(sa.or_(User.id.in_(reports_to(actor)), User.id.in_(at_sites)))
