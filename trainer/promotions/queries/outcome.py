"""What came of a case that ended against the person: why, what to work on, and what an appeal changed."""

from dataclasses import dataclass

from trainer.promotions.models import EntryKind, PromotionCase, PromotionEntry
from trainer.promotions.rules.stages import AGAINST, BEFORE_OFFER, PromotionStatus

SAID_IN: dict[PromotionStatus, EntryKind] = {
    PromotionStatus.DEVELOP_FURTHER: EntryKind.RECOMMENDATION,
    PromotionStatus.NOT_RECOMMENDED: EntryKind.RECOMMENDATION,
    PromotionStatus.REFUSED: EntryKind.REFUSAL,
    PromotionStatus.TRIAL_ENDED: EntryKind.TRIAL_ENDED,
}
"""In which words the reason of each such end stands."""


@dataclass(frozen=True)
class Outcome:
    """The words that say why, the plan with its day, and the answer by which it stands or begins anew."""

    why: PromotionEntry | None = None
    plan: PromotionEntry | None = None
    stands: PromotionEntry | None = None
    anew: PromotionEntry | None = None


def outcome_of(case: PromotionCase) -> Outcome:
    """Say what came of a case, as its page and its letter tell it."""
    answered = _latest(case, EntryKind.APPEAL_ANSWER)
    if case.anew and case.status in BEFORE_OFFER:
        return Outcome(anew=answered)
    at = case.ended_as if case.status is PromotionStatus.APPEALED else case.status
    if at not in AGAINST:
        return Outcome()
    why, plan = _latest(case, SAID_IN[at]), _latest(case, EntryKind.PLAN)
    return Outcome(
        why=why,
        plan=plan if plan and plan.round == case.round else None,
        stands=answered if answered and why and answered.id > why.id else None,
    )


def _latest(case: PromotionCase, kind: EntryKind) -> PromotionEntry | None:
    return next((one for one in reversed(case.entries) if one.kind is kind), None)
