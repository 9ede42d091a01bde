"""Come here for the builder: it plays the organisation's past through the real actions."""

from trainer.demo.builder.building import build, is_built

__all__ = ["build", "is_built"]
