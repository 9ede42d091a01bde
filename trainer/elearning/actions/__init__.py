"""Making keys, taking statements in, and saying what they are about and whom they mean."""

from trainer.elearning.actions.keys import end_key, make_key
from trainer.elearning.actions.matching import match_activity, match_learner
from trainer.elearning.actions.receiving import receive

__all__ = ["end_key", "make_key", "match_activity", "match_learner", "receive"]
