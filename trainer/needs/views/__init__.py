"""The pages of what people need to learn."""

from trainer.needs.views import noting, ranking
from trainer.needs.views.blueprint import bp

__all__ = ["bp", "noting", "ranking"]
