"""The pages on which people's skills are seen together."""

from trainer.skills.views import covering, exporting, matrix, story
from trainer.skills.views.blueprint import bp

__all__ = ["bp", "covering", "exporting", "matrix", "story"]
