"""Checking that an assessor and a quality assurer may be allocated, before they are."""

from trainer.accounts.models import User
from trainer.assessors.policies import may_assess_for, may_verify
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _


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
