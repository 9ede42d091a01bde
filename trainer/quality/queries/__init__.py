"""What quality assurers see: what waits, what was picked for them, looks, and who shares a fault."""

from trainer.quality.queries.waiting import (
    batch,
    complete_registrations,
    recomputed,
    waiting_for,
    why_sample,
)

__all__ = ["batch", "complete_registrations", "recomputed", "waiting_for", "why_sample"]
