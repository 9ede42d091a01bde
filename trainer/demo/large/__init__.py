"""Come here for the bench's data: as many people and records as a large employer has."""

from trainer.demo.large.planning import Size, plan

__all__ = ["Size", "plan"]
