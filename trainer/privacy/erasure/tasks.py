"""What follows an erasure once it is on record: bytes go, the list outside is kept up, pages are cleared."""

from collections.abc import Sequence

from trainer.config import Config
from trainer.core import sqlite
from trainer.extensions import db
from trainer.privacy.erasure import outside
from trainer.storage.store import Store


def clear_away(keys: Sequence[str], store: Store, config: Config) -> None:
    """Remove the bytes of what was erased, note who it was outside, and leave nothing in the journal.

    Each step may be done again by a worker that takes up what another left.
    """
    for key in keys:
        store.delete(key)
    outside.write_down(config.data_dir)
    db.session.rollback()
    sqlite.write_over_journal(db.engine)
