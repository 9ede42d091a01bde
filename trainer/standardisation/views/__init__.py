"""The pages of standardisation: preparing an exercise, judging in it, and what came of it."""

from trainer.standardisation.views import judging, preparing, records, results
from trainer.standardisation.views.blueprint import bp

__all__ = ["bp", "judging", "preparing", "records", "results"]
