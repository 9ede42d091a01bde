"""INV8: every file that is kept has the bytes whose fingerprint is on record. Reads them all."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa

from trainer.core.database import named_in_store
from trainer.extensions import db
from trainer.storage.errors import Missing, StorageError
from trainer.storage.store import Store

KEY, FINGERPRINT = "key", "sha256"


@dataclass
class Found:
    """How many files were read, and what is wrong with them."""

    read: int = 0
    faults: list[str] = field(default_factory=list)


def compare(store: Store) -> Found:
    """Read every file whose fingerprint is on record; what is gone is for `trainer check`."""
    found = Found()
    for whose, key, fingerprint in _on_record():
        try:
            read = _fingerprint(store, key)
        except Missing:
            continue
        except StorageError as trouble:
            found.faults.append(f"The file of {whose} can't be read: {trouble}")
            continue
        found.read += 1
        if read != fingerprint:
            found.faults.append(f"The file of {whose} is not the one that was kept.")
    return found


def _on_record() -> Iterator[tuple[str, str, str]]:
    """List whose file it is, where it is kept, and its fingerprint."""
    for key in named_in_store():
        fingerprint = key.table.c.get(key.name.removesuffix(KEY) + FINGERPRINT)
        (number,) = key.table.primary_key
        if fingerprint is None:
            continue
        kept = (
            sa.select(number, key, fingerprint)
            .where(key.is_not(None), fingerprint.is_not(None), fingerprint != "")
            .order_by(number)
        )
        for row, at, sha256 in db.session.execute(kept).all():
            yield f"{key.table.name} {row} ({key.name})", at, sha256


def _fingerprint(store: Store, key: str) -> str:
    digest = hashlib.sha256()
    for piece in store.open(key):
        digest.update(piece)
    return digest.hexdigest()
