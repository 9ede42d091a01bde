"""The pages on which second steps and passkeys are set up, asked for and taken away."""

from trainer.factors.views import passkeys, ruling, stepping
from trainer.factors.views.blueprint import bp, guard

__all__ = ["bp", "guard", "passkeys", "ruling", "stepping"]
