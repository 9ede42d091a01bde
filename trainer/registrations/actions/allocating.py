"""Checking that an assessor and a quality assurer may be allocated, and allocating them."""

from trainer.accounts.models import User
from trainer.assessors.policies import may_assess_for, may_verify
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.text import gettext as _
from trainer.registrations.events import Allocated
from trainer.registrations.models import Registration


def check_pair(
    assessor: User, iqa: User, *, learner_id: int, version: QualificationVersion
) -> None:
    """Refuse people the register doesn't allow, each beside their own field."""
    today = clock.today()
    if not (verdict := may_assess_for(assessor, version, learner_id, today)):
        raise Unacceptable(verdict.reason, "assessor")
    if not (verdict := may_verify(iqa, version.qualification_id, learner_id, today)):
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
