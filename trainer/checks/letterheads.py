"""INV15: documents look as they did when they were issued: letterheads and their pictures stay."""

import hashlib
import json
from collections.abc import Iterator
from typing import cast

import sqlalchemy as sa
from flask import current_app

from trainer.audit.models import LedgerEntry
from trainer.checks.finding import Check
from trainer.extensions import db
from trainer.letterhead.models import Letterhead, LetterheadPicture
from trainer.letterhead.queries import content_hash
from trainer.storage.errors import StorageError
from trainer.storage.store import Store


def _other_pictures() -> Iterator[str]:
    pictures = sa.select(LetterheadPicture.id, LetterheadPicture.key, LetterheadPicture.sha256)
    for number, key, sha256 in db.session.execute(pictures):
        if _hashed(key) != sha256:
            yield f"Picture {number} of a letterhead is gone, or not the one that was taken in."


def _hashed(key: str) -> str | None:
    """Hash a picture piece by piece; nothing where it can't be read."""
    store, digest = cast("Store", current_app.extensions["store"]), hashlib.sha256()
    try:
        for piece in store.open(key):
            digest.update(piece)
    except StorageError:
        return None
    return digest.hexdigest()


def _other_looks() -> Iterator[str]:
    put_to_use = sa.select(LedgerEntry.subject_id, LedgerEntry.body).where(
        LedgerEntry.kind == "LetterheadPutToUse"
    )
    chained = {number: json.loads(body) for number, body in db.session.execute(put_to_use)}
    used = sa.select(Letterhead).where(Letterhead.number.is_not(None))
    for letterhead in db.session.scalars(used):
        says = chained.get(letterhead.id, {}).get("content_hash")
        if content_hash(letterhead) != says:
            yield f"Letterhead {letterhead.number} is not as it was put to use."


CHECKS = [
    Check(
        "INV15", "A picture of a letterhead is the one that was taken in, whole.", _other_pictures
    ),
    Check("INV15", "A letterhead is as it was when it was put to use.", _other_looks),
]
