"""Come here for the builder: it plays the organisation's past through the real actions."""

from trainer.demo.builder.building import ACCOUNTS, build, is_built

__all__ = ["ACCOUNTS", "build", "is_built"]
