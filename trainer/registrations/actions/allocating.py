"""Checking that an assessor and a quality assurer may be allocated, and allocating them."""

from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.assessors.policies import may_assess_for, may_verify
from trainer.assessors.terms import Work
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import first_refusal
from trainer.core.text import gettext as _
from trainer.registrations.actions.handing_over import hand_over
from trainer.registrations.caseloads import may_take_more
from trainer.registrations.events import Allocated
from trainer.registrations.models import Registration


def check_pair(
    assessor: User,
    iqa: User,
    *,
    version: QualificationVersion,
    work: Work,
    former: tuple[User | None, User | None] = (None, None),
) -> None:
    """Refuse people the register doesn't allow or who have too many, each beside their own field.

    `former` is the pair allocated before: whoever stays takes nobody new on.
    """
    now, (former_assessor, former_iqa) = clock.now(), former
    verdict = may_assess_for(assessor, version, work, now)
    if assessor != former_assessor:
        verdict = first_refusal(verdict, may_take_more(assessor, Duty.ASSESS))
    if not verdict:
        raise Unacceptable(verdict.reason, "assessor")
    verdict = may_verify(iqa, work, now)
    if iqa != former_iqa:
        verdict = first_refusal(verdict, may_take_more(iqa, Duty.VERIFY))
    if not verdict:
        raise Unacceptable(verdict.reason, "iqa")
    if assessor == iqa:
        raise Unacceptable(
            _("Choose somebody else: nobody quality assures their own decisions."), "iqa"
        )


def allocate(
    registration: Registration, *, actor: User | None, assessor: User, iqa: User, reason: str
) -> None:
    """Put a registration in other hands; whether they may is for the caller to have asked."""
    former_assessor, former_iqa = registration.assessor, registration.iqa
    registration.assessor, registration.iqa = assessor, iqa
    if assessor != former_assessor:
        hand_over(registration, former=former_assessor, to=assessor)
    publish(
        Allocated(
            actor=actor,
            subject=registration,
            assessor=assessor,
            iqa=iqa,
            former_assessor=former_assessor,
            former_iqa=former_iqa,
            reason=Sealed(reason),
        )
    )
