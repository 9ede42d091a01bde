"""The pages of required skills: one's own, one's team's, and those of who keeps the list."""

from trainer.training.views import asking, keeping, recording, standing
from trainer.training.views.blueprint import bp

__all__ = ["asking", "bp", "keeping", "recording", "standing"]
