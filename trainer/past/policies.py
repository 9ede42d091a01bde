"""Who brings past training in."""

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role


def may_bring_in(actor: User) -> Verdict:
    """Say whether this person records past training from a file: training administrators do."""
    if actor.holds(Role.TRAINING_ADMIN):
        return YES
    return no(_("Training administrators bring records of past training in."))
