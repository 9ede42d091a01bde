"""The kinds of evidence: every row of the table, and by whom each is written."""

from trainer.logs.kinds.by_learner import LEARNERS
from trainer.logs.kinds.by_others import OTHERS
from trainer.logs.kinds.shape import Hand, KindRules
from trainer.logs.models import EvidenceKind

KINDS: dict[EvidenceKind, KindRules] = LEARNERS | OTHERS


def _by(hand: Hand) -> tuple[EvidenceKind, ...]:
    return tuple(kind for kind, rules in KINDS.items() if rules.hand is hand)


BY_LEARNER, BY_ASSESSOR, BY_WITNESS = _by(Hand.LEARNER), _by(Hand.ASSESSOR), _by(Hand.WITNESS)
