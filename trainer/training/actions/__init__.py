"""Keeping the skills list, saying who must hold what, and recording what people hold."""

from trainer.training.actions.holding import hold, take_back_what_rests_on

__all__ = ["hold", "take_back_what_rests_on"]
