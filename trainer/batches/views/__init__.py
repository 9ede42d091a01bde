"""The pages of batches."""

from trainer.batches.views import filing, following, signing
from trainer.batches.views.blueprint import bp

__all__ = ["bp", "filing", "following", "signing"]
