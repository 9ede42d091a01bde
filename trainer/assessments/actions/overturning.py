"""Take judgements back that no longer hold: after an upheld appeal, or when evidence is void."""

from collections.abc import Iterable
from itertools import groupby

from trainer.accounts.models import User
from trainer.assessments.actions.correcting import supersede
from trainer.assessments.actions.signing import end_countersigners_reading
from trainer.assessments.actions.standing import open_again
from trainer.assessments.models import Judgement
from trainer.assessments.queries import overturning
from trainer.registrations.models import UnitAssessment, UnitStatus

_U = UnitStatus
SETTLED = frozenset(
    {_U.READY, _U.LEARNER_SIGNED, _U.ASSESSED_COMPETENT, _U.AWAITING_IQA, _U.ACHIEVED}
)
"""Where a unit stands only while every criterion of it is met."""


def overturn(judgements: Iterable[Judgement], *, actor: User, reason: str) -> list[Judgement]:
    """Have these judgements made again, whatever was signed or released on them.

    Whether they may is for the caller, who holds the registrations. A unit with a criterion that
    is not met any more is signed and released anew.
    """
    made: list[Judgement] = []
    by_unit = sorted(judgements, key=lambda one: (one.unit_assessment_id, one.id))
    for _unit_id, of_unit in groupby(by_unit, key=lambda one: one.unit_assessment_id):
        first, *others = of_unit
        unit = first.unit_assessment
        made += supersede(unit, [first, *others], actor=actor, reason=reason)
        _open_if_unmet(unit, actor=actor)
    return made


def _open_if_unmet(unit: UnitAssessment, *, actor: User) -> None:
    if unit.status not in SETTLED or not overturning.has_gaps(unit):
        return
    if unit.status is _U.ASSESSED_COMPETENT:
        end_countersigners_reading(unit, actor=actor)
    open_again(unit, actor=actor)
