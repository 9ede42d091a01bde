"""Every write to packs: ordering and making them, trusting others' keys, bringing packs in."""

from trainer.packs.actions.ordering import KEPT, drop_old_packs, note_made, order
from trainer.packs.actions.receiving import bring_in, drop_old_arrivals, keep_arrival
from trainer.packs.actions.trusting import trust, trust_no_more

__all__ = [
    "KEPT",
    "bring_in",
    "drop_old_arrivals",
    "drop_old_packs",
    "keep_arrival",
    "note_made",
    "order",
    "trust",
    "trust_no_more",
]
