"""The pages of quality assurance: what waits, the sample workspace, and looks afterwards."""

from trainer.quality.views import looks, picks, releasing
from trainer.quality.views.blueprint import bp

__all__ = ["bp", "looks", "picks", "releasing"]
