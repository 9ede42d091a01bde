"""The pages on which currency is kept, seen and taken away."""

from trainer.currency.views import keeping, rota
from trainer.currency.views.blueprint import bp

__all__ = ["bp", "keeping", "rota"]
