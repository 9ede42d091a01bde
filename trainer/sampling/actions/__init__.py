"""Every write of strategies, draws, and looks."""

from trainer.sampling.actions.drawing import draw_sample
from trainer.sampling.actions.looking import (
    begin_look,
    drop_picks,
    drop_picks_left,
    look_into,
    note_appeal,
    note_same_fault,
)
from trainer.sampling.actions.strategies import set_strategy

__all__ = [
    "begin_look",
    "draw_sample",
    "drop_picks",
    "drop_picks_left",
    "look_into",
    "note_appeal",
    "note_same_fault",
    "set_strategy",
]
