"""Come here for what each kind of evidence asks, who writes it, who signs it, and what it lacks."""

from trainer.logs.kinds.by_learner import STAR
from trainer.logs.kinds.lacking import lacks
from trainer.logs.kinds.shape import Detail, Hand, KindRules, Shape, Words
from trainer.logs.kinds.signing import counting, next_part
from trainer.logs.kinds.table import BY_ASSESSOR, BY_LEARNER, BY_WITNESS, KINDS

__all__ = [
    "BY_ASSESSOR",
    "BY_LEARNER",
    "BY_WITNESS",
    "KINDS",
    "STAR",
    "Detail",
    "Hand",
    "KindRules",
    "Shape",
    "Words",
    "counting",
    "lacks",
    "next_part",
]
