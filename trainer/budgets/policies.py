"""Who sees what sites spend on courses, and who sets what they may."""

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role, Site
from trainer.registrations.policies import READERS, sites_of


def may_read(actor: User) -> Verdict:
    """Say whether this person sees any budget: training administrators and HR do."""
    if sites_of(actor, READERS):
        return YES
    return no(_("Training administrators and HR see what is spent on courses."))


def may_set(actor: User, site: Site) -> Verdict:
    """Say whether this person sets what a site may spend."""
    sites = sites_of(actor, {Role.TRAINING_ADMIN})
    if None in sites or site.id in sites:
        return YES
    return no(_("A training administrator of the site sets its budget."))
