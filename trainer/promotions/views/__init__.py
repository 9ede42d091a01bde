"""The pages of promotion cases."""

from trainer.promotions.views import deciding, ending, opening, overseeing, preparing, printing
from trainer.promotions.views.blueprint import bp

__all__ = ["bp", "deciding", "ending", "opening", "overseeing", "preparing", "printing"]
