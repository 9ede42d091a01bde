"""Come here to take in a file that somebody sends: checked first, kept only if it may be."""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.storage.errors import TooLarge
from trainer.storage.kinds import (
    LIMITS,
    Inspected,
    Limits,
    inspect,
    limit_for,
    refuse_if_too_large,
    too_large,
)
from trainer.storage.names import safe_name
from trainer.storage.store import Store, Stored


@dataclass(frozen=True)
class Upload:
    """A file that was taken in: its name to show, what it is, and where its bytes are kept.

    Where a scanner for viruses is set up, the file is not sent to anybody before it was asked.
    """

    name: str
    inspected: Inspected
    stored: Stored
    awaits_scan: bool = False


def take_in(
    store: Store,
    chunks: Iterable[bytes],
    filename: str,
    *,
    size: int | None = None,
    limits: Limits = LIMITS,
    awaits_scan: bool = False,
) -> Upload:
    """Keep a file that may be sent, or raise `NotAccepted` with a sentence for the sender.

    Give the size where it is known, so that the sentence can name it. Call this before
    any write transaction begins, and add the row for the file after it returns.
    """
    name = safe_name(filename)
    refuse_if_too_large(name, size, limits)
    try:
        with store.receive(chunks, limit=limit_for(name, limits)) as arrival:
            inspected = inspect(arrival.path, name, limits=limits)
            return Upload(name, inspected, arrival.keep(), awaits_scan)
    except TooLarge as error:
        raise too_large(name, limits) from error
