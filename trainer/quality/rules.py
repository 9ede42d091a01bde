"""Why a unit might be sampled: plain reasons from plain facts."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """A reason to look into a unit before it is released."""

    LINE_MANAGER = "line_manager"
    IN_TRAINING = "in_training"
    FIRST = "first"
    ASKED_BEFORE = "asked_before"
    ASSESSOR_ASKED = "assessor_asked"
    ONE_KIND = "one_kind"
    PRIOR_LEARNING = "prior_learning"


@dataclass(frozen=True)
class Facts:
    """What is known of a unit that waits for its quality assurer."""

    by_line_manager: bool = False
    in_training: bool = False
    first_of_assessor: bool = False
    asked_before: bool = False
    assessor_asked_lately: bool = False
    kinds_of_evidence: int = 0
    credited: bool = False


def reasons(facts: Facts) -> list[Why]:
    """List why a unit might be sampled, the weightiest first; none leaves it to chance."""
    found = (
        (Why.PRIOR_LEARNING, facts.credited),
        (Why.LINE_MANAGER, facts.by_line_manager),
        (Why.IN_TRAINING, facts.in_training),
        (Why.FIRST, facts.first_of_assessor),
        (Why.ASKED_BEFORE, facts.asked_before),
        (Why.ASSESSOR_ASKED, facts.assessor_asked_lately and not facts.asked_before),
        (Why.ONE_KIND, facts.kinds_of_evidence == 1),
    )
    return [why for why, holds in found if holds]
