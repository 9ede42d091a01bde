"""The pages of plans of development."""

from trainer.development.views import doing, listing, writing
from trainer.development.views.blueprint import bp

__all__ = ["bp", "doing", "listing", "writing"]
