"""The pages of registrations: the lists, registering a learner, and changing what was agreed."""

from trainer.registrations.views import changing, claiming, overview, registering
from trainer.registrations.views.blueprint import bp

__all__ = ["bp", "changing", "claiming", "overview", "registering"]
