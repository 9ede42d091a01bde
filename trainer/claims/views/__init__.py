"""The pages of claims."""

from trainer.claims.views import answering, claiming, direct, reading
from trainer.claims.views.blueprint import bp

__all__ = ["answering", "bp", "claiming", "direct", "reading"]
