"""Who needs a second step, who may do without, and who may take one away from another."""

from datetime import date

from trainer.accounts import standing
from trainer.accounts.models import User
from trainer.accounts.standing import Standing
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.factors.rules import due_on
from trainer.people.models import Role
from trainer.people.policies import serves_everywhere

PRIVILEGED = frozenset({Role.SYSTEM_ADMIN, Role.HR, Role.TRAINING_ADMIN, Role.IQA})
"""The roles whose password alone would open the records of many."""


def due_for(person: User, stands: Standing) -> date | None:
    """Name the first day on which this person needs a second step, had they none."""
    today = clock.today()
    held = [
        one.starts_on
        for one in person.appointments
        if one.role in PRIVILEGED and one.is_in_force(today)
    ]
    return due_on(stands.starts_on, stands.grace_days, held)


def may_go_on(actor: User) -> Verdict:
    """Say whether the person signed in may open pages other than those to set a second step up."""
    stands = standing.present()
    due = due_for(actor, stands)
    if stands.has_second_step or due is None or clock.today() < due:
        return YES
    return no(_("Your role needs a second step. Set it up, and go on from there."))


def has_app() -> Verdict:
    """Say whether the person signed in has an authenticator app."""
    return YES if standing.present().has_app else no(_("You have no authenticator app."))


def may_remove(actor: User) -> Verdict:
    """Say whether the person signed in may do without their second step."""
    if due_for(actor, standing.present()) is not None:
        return no(
            _(
                "Your organisation asks for a second step of everybody with your role."
                " You can move it to another phone."
            )
        )
    return YES


def may_set_rule(actor: User) -> Verdict:
    """Say whether this person says who needs a second step."""
    if serves_everywhere(actor, {Role.SYSTEM_ADMIN}):
        return YES
    return no(_("A system administrator sets this."))


def may_reset(actor: User, person: User) -> Verdict:
    """Say whether this person may take away the second step of another who lost it."""
    if actor == person:
        return no(_("Ask another system administrator, or use a recovery code."))
    if not serves_everywhere(actor, {Role.SYSTEM_ADMIN}):
        return no(_("A system administrator does this."))
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    return YES
