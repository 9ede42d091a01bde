"""The pages of certificates: issuing and keeping them, one's own, and checking one signed out."""

from trainer.certificates.views import checking, keeping, reading
from trainer.certificates.views.blueprint import bp

__all__ = ["bp", "checking", "keeping", "reading"]
