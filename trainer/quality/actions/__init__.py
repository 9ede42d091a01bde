"""Every write of quality assurance: releasing, sending back, looking into, and completing."""

from trainer.quality.actions.asking import Asked, ask_again, refuse_credit
from trainer.quality.actions.completing import (
    FINAL_STATEMENT,
    complete,
    complete_after_move,
    undo_completion,
)
from trainer.quality.actions.following import reply, seek_others
from trainer.quality.actions.looking import (
    agree,
    agree_with_points,
    begin,
    disagree,
    draft_of,
    hand_on,
    keep,
)
from trainer.quality.actions.releasing import STATEMENT, hashes_of, mark_of, release

__all__ = [
    "FINAL_STATEMENT",
    "STATEMENT",
    "Asked",
    "agree",
    "agree_with_points",
    "ask_again",
    "begin",
    "complete",
    "complete_after_move",
    "disagree",
    "draft_of",
    "hand_on",
    "hashes_of",
    "keep",
    "mark_of",
    "refuse_credit",
    "release",
    "reply",
    "seek_others",
    "undo_completion",
]
