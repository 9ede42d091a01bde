"""INV15: the PDF of a certificate, its hash, its signature and the key on record go together.

One file at a time is in memory, however many there are. Each is read in a confined child, as a
stranger's is: whoever put another in its place may have meant harm to who looks at it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from flask import current_app

from trainer.audit.models import LedgerEntry
from trainer.certificates.models import Certificate
from trainer.certificates.tasks import LARGEST_PDF
from trainer.checks.finding import BATCH, Check
from trainer.extensions import db
from trainer.signing.reading import FileReader, Reading, Worth
from trainer.signing.register import Purpose
from trainer.signing.store import KeyStore
from trainer.signing.trust import Trust
from trainer.storage.errors import StorageError, TooLarge
from trainer.storage.store import Store

KEPT = (
    sa.select(
        Certificate.id,
        Certificate.code,
        Certificate.issued_at,
        Certificate.pdf_key,
        Certificate.pdf_sha256,
        Certificate.signed_with,
    )
    .where(Certificate.pdf_key.is_not(None))
    .order_by(Certificate.id)
    .execution_options(yield_per=BATCH)
)


def _not_as_issued() -> Iterator[str]:
    keys = KeyStore(current_app.extensions["trainer"])
    trust, first = Trust.of(keys), _first_made(keys)
    with closing(FileReader()) as reader:
        for number, code, issued_at, key, sha256, signed_with in db.session.execute(KEPT):
            pdf = read_kept(key or "")
            if pdf is None or hashlib.sha256(pdf).hexdigest() != sha256:
                yield f"The PDF of certificate {number} is gone, or not the one that was issued."
                continue
            if signed_with is None and _is_before(issued_at, first):
                continue  # Its hash is all there is.
            reading = reader.read(pdf, trust)
            if (reading.worth, reading.key_id) != (Worth.INTACT, signed_with):
                yield f"The PDF of certificate {number} is not signed by the key on record for it."
            elif _is_after(reading, trust.revoked_at(reading.key_id)):
                yield f"The PDF of certificate {number} was signed after its key was revoked."
            elif code not in reading.codes:
                yield f"The PDF of certificate {number} bears the code of another."
            for seq, fingerprint in reading.links:
                if not _is_in_ledger(seq, fingerprint):
                    yield f"The ledger has no link {seq} as the PDF of certificate {number} prints it."


def _first_made(keys: KeyStore) -> datetime | None:
    """Tell since when certificates have been signed here."""
    made = (one.made_at for one in keys.register().of(Purpose.DOCUMENT))
    return min(made, default=None)


def _is_before(issued_at: datetime | None, first: datetime | None) -> bool:
    """Say whether something was issued before certificates were signed."""
    return first is None or (issued_at is not None and issued_at < first)


def _is_after(reading: Reading, revoked_at: datetime | None) -> bool:
    signed_at = reading.signed_at
    return revoked_at is not None and (signed_at is None or signed_at >= revoked_at)


def _is_in_ledger(seq: int, fingerprint: str) -> bool:
    return db.session.scalar(sa.select(LedgerEntry.hash).filter_by(seq=seq)) == fingerprint


def read_kept(key: str) -> bytes | None:
    """Read a PDF whole, unless it is not there or larger than any that is kept."""
    try:
        return b"".join(_within(LARGEST_PDF, _store().open(key)))
    except StorageError:
        return None


def _within(limit: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        limit -= len(piece)
        if limit < 0:
            raise TooLarge(LARGEST_PDF)
        yield piece


def _store() -> Store:
    return cast("Store", current_app.extensions["store"])


CHECKS = [
    Check(
        "INV15",
        "The PDF of a certificate is the one that was issued, signed by the key on record.",
        _not_as_issued,
    ),
]
