"""The pages of professional bodies, memberships and certificates from elsewhere."""

from trainer.bodies.views import bodies, holdings, schemes
from trainer.bodies.views.blueprint import bp

__all__ = ["bodies", "bp", "holdings", "schemes"]
