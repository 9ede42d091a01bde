"""Who watches over what leaves Trainer."""

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role


def may_run_deliveries(actor: User) -> Verdict:
    """Say whether this person sees work that waits, and has it tried again."""
    if not actor.holds(Role.SYSTEM_ADMIN):
        return no(_("Only a system administrator looks after deliveries."))
    return YES


def may_read_sent_mail(actor: User) -> Verdict:
    """Say whether this person reads the letters the demonstration kept."""
    if not (actor.holds(Role.SYSTEM_ADMIN) or actor.holds(Role.TRAINING_ADMIN)):
        return no(_("Only administrators read the demonstration's mail."))
    return YES


def may_hear_of_keys(actor: User) -> Verdict:
    """Say whether this person is told when the keys that sign certificates need somebody."""
    if not (actor.holds(Role.SYSTEM_ADMIN) or actor.holds(Role.TRAINING_ADMIN)):
        return no(_("Only administrators hear of the keys."))
    return YES
