"""The links of the ledger that the latest certificates print, as their PDFs say and their keys vouch."""

from collections.abc import Iterator
from contextlib import closing

import sqlalchemy as sa
from flask import current_app

from trainer.certificates.models import Certificate
from trainer.checks.issued import read_kept
from trainer.extensions import db
from trainer.signing.reading import FileReader
from trainer.signing.store import KeyStore
from trainer.signing.trust import Trust

LAST = 20
"""So many are read: whoever passes the last of them has passed all before it."""


def links() -> Iterator[tuple[int, str]]:
    """Read each of them; what is not as it was signed says nothing here."""
    trust = Trust.of(KeyStore(current_app.extensions["trainer"]))
    latest = (
        sa.select(Certificate.pdf_key)
        .where(Certificate.pdf_key.is_not(None))
        .order_by(Certificate.id.desc())
        .limit(LAST)
    )
    with closing(FileReader()) as reader:
        for key in db.session.scalars(latest).all():
            if (pdf := read_kept(key or "")) is not None:
                yield from reader.read(pdf, trust).links
