"""Who may prepare the next version of something and publish it."""

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role


def may_edit(actor: User) -> Verdict:
    """Say whether this person may change the catalogue: training administrators."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator changes the catalogue."))
    return YES
