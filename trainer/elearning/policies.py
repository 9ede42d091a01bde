"""Who keeps the keys and matches what other systems send; what a key may speak of."""

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.elearning.models import ReceivingKey
from trainer.people.models import Role


def may_keep(actor: User) -> Verdict:
    """Say whether this person makes keys and matches what comes: training administrators do."""
    if actor.holds(Role.TRAINING_ADMIN):
        return YES
    return no(_("Training administrators decide which systems may send completed e-learning."))


def may_speak_of(key: ReceivingKey, activity: str) -> bool:
    """Say whether whoever holds this key may tell of an activity; of none, always."""
    return not activity or activity.startswith(key.prefix)
