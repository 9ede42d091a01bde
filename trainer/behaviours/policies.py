"""Who writes behaviours; everybody reads them."""

from trainer.accounts.models import User
from trainer.behaviours.models import Behaviour
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role

WRITERS = frozenset({Role.TRAINING_ADMIN, Role.HR})
"""The roles that say what is expected of people."""


def may_write(actor: User) -> Verdict:
    """Say whether this person writes behaviours and says of whom they are asked."""
    if any(actor.holds(role) for role in WRITERS):
        return YES
    return no(_("HR and training administrators write what is expected of people."))


def may_revise(actor: User, behaviour: Behaviour) -> Verdict:
    """Say whether this person may write the behaviour’s next version, or retire it."""
    if not (verdict := may_write(actor)):
        return verdict
    if behaviour.retired_on is not None:
        return no(_("This behaviour is retired. Bring it back first."))
    return YES


def may_bring_back(actor: User, behaviour: Behaviour) -> Verdict:
    """Say whether this person may bring a retired behaviour back."""
    if not (verdict := may_write(actor)):
        return verdict
    if behaviour.retired_on is None:
        return no(_("This behaviour is in use."))
    return YES
