"""The pages of packs."""

from trainer.packs.views import ordering, receiving
from trainer.packs.views.blueprint import bp

__all__ = ["bp", "ordering", "receiving"]
