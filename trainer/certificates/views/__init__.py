"""The pages of certificates: issuing and keeping them, one's own, and checking one signed out."""

from trainer.certificates.views import (
    badges,
    checking,
    exporting,
    keeping,
    reading,
    replacing,
    revoking,
)
from trainer.certificates.views.blueprint import bp

__all__ = ["badges", "bp", "checking", "exporting", "keeping", "reading", "replacing", "revoking"]
