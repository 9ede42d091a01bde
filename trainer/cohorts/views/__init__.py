"""The pages of cohorts."""

from trainer.cohorts.views import preparing, registering
from trainer.cohorts.views.blueprint import bp

__all__ = ["bp", "preparing", "registering"]
