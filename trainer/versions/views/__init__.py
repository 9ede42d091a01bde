"""The pages of versions: two side by side, and the draft of the next one."""

from trainer.versions.views import comparing
from trainer.versions.views.blueprint import bp

__all__ = ["bp", "comparing"]
