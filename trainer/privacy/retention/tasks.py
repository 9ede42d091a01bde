"""What the job worker does each day: remove what is due by the rules that were confirmed."""

from trainer.privacy.retention.actions import remove_some
from trainer.privacy.retention.schedule import SCHEDULE, Kept
from trainer.web.transactions import unit_of_work


def sweep() -> int:
    """Remove what is due, a batch in each transaction; return how many rows went.

    A worker that ends in between leaves whole batches: removed and on record, or neither.
    """
    removed = 0
    for kind, rule in SCHEDULE.items():
        while rule.by_itself and (rows := _one_batch(kind)):
            removed += rows
    return removed


def _one_batch(kind: Kept) -> int:
    with unit_of_work():
        return remove_some(kind)
