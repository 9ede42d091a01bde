"""The pages of registrations: the lists, registering a learner, and changing what was agreed."""

from trainer.registrations.views import beginning, changing, claiming, overview, registering
from trainer.registrations.views.blueprint import bp

__all__ = ["beginning", "bp", "changing", "claiming", "overview", "registering"]
