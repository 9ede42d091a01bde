"""The pages of objectives, of a team's, and of one-to-ones."""

from trainer.objectives.views import deciding, listing, talks, teams
from trainer.objectives.views.blueprint import bp, talks_bp

__all__ = ["bp", "deciding", "listing", "talks", "talks_bp", "teams"]
