"""The pages of versions: two side by side, the draft of the next one, and publishing it."""

from trainer.versions.views import beginning, comparing, editing, publishing
from trainer.versions.views.blueprint import bp

__all__ = ["beginning", "bp", "comparing", "editing", "publishing"]
