"""Who may move a learner to a later version, and when."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.people.models import Role
from trainer.registrations.models import Registration
from trainer.registrations.policies import (
    ASSESSED,
    at_sites_of,
    may_administer,
    may_change,
)


def movable_by(actor: User) -> sa.Select[Registration]:
    """Select the registrations that this training administrator may move, if any may."""
    return sa.select(Registration).where(
        at_sites_of(actor, Role.TRAINING_ADMIN),
        Registration.learner_id != actor.id,
        Registration.status.in_(ASSESSED),
    )


def may_look(actor: User) -> Verdict:
    """Say whether this person may look at who is on which version: training administrators."""
    return may_administer(actor)


def may_move(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may move the registration to a later version."""
    verdict = may_change(actor, registration)
    if registration.status not in ASSESSED:
        over = no(_("Every unit is complete, or the registration is over, so it stays as it is."))
        return first_refusal(verdict, over)
    return verdict
