"""Changing a registration under way: other people, a break, an end."""

from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.registrations import policies
from trainer.registrations.actions.allocating import allocate, check_pair
from trainer.registrations.events import (
    CameBack,
    Transferred,
    WentOnBreak,
    Withdrawn,
)
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.registrations.work import work_under


def reassign(
    registration: Registration, *, actor: User, assessor: User, iqa: User, reason: str
) -> None:
    """Give the registration another assessor or quality assurer; what was decided stands."""
    require(policies.may_reassign(actor, registration))
    if (assessor, iqa) == (registration.assessor, registration.iqa):
        raise Unacceptable(_("Choose somebody else for at least one of the two."), "assessor")
    check_pair(
        assessor,
        iqa,
        version=registration.version,
        work=work_under(registration),
        former=(registration.assessor, registration.iqa),
    )
    allocate(registration, actor=actor, assessor=assessor, iqa=iqa, reason=reason)


def take_break(registration: Registration, *, actor: User, reason: str) -> None:
    """Record that the learner takes a break in learning."""
    require(policies.may_take_break(actor, registration))
    registration.move_to(RegistrationStatus.BREAK_IN_LEARNING)
    publish(WentOnBreak(actor=actor, subject=registration, reason=reason))


def resume(registration: Registration, *, actor: User) -> None:
    """Record that the learner is back from a break."""
    require(policies.may_resume(actor, registration))
    registration.move_to(RegistrationStatus.ACTIVE)
    publish(CameBack(actor=actor, subject=registration))


def withdraw(registration: Registration, *, actor: User, reason: str) -> None:
    """Withdraw the learner; what was judged stands and can be claimed elsewhere later."""
    require(policies.may_withdraw(actor, registration))
    registration.move_to(RegistrationStatus.WITHDRAWN)
    publish(
        Withdrawn(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            reason=Sealed(reason),
        )
    )


def transfer(registration: Registration, *, actor: User, reason: str) -> None:
    """Record that the learner goes on elsewhere; what was judged stands and goes with them."""
    require(policies.may_transfer(actor, registration))
    registration.move_to(RegistrationStatus.TRANSFERRED)
    publish(
        Transferred(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            reason=Sealed(reason),
        )
    )
