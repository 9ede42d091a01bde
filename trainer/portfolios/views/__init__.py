"""The pages of portfolios: index and matrix, and the papers made of them."""

from trainer.portfolios.views import papers, reading
from trainer.portfolios.views.blueprint import bp

__all__ = ["bp", "papers", "reading"]
