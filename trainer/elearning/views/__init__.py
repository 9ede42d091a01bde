"""The address other systems send to, and the pages of what came."""

from trainer.elearning.views.blueprint import bp, receiving_bp
from trainer.elearning.views.keeping import manage
from trainer.elearning.views.receiving import post

__all__ = ["bp", "manage", "post", "receiving_bp"]
