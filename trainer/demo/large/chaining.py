"""Come here for chaining many events to the ledger at once, by the same rule as one by one."""

from datetime import datetime

from trainer.audit.chain import GENESIS, hash_of
from trainer.audit.models import LedgerEntry, LedgerHead, SealedText
from trainer.audit.record import link_after
from trainer.core.events import LedgerEvent
from trainer.demo.large.rows import Rows
from trainer.extensions import db


class Chain:
    """The end of the ledger, to which events are added as rows yet to be written."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        head = db.session.get(LedgerHead, 1, populate_existing=True)
        self._seq, self._hash = (head.seq, head.hash) if head else (0, GENESIS)

    def add(self, event: LedgerEvent, at: datetime) -> None:
        """Chain an event; its subject and actor have to have their numbers."""
        link, sealed = link_after(self._seq, self._hash, event, at)
        self._seq, self._hash = link.seq, hash_of(link)
        self._rows.add_keyed(LedgerEntry, **{**vars(link), "at": at}, hash=self._hash)
        for words in sealed:
            self._rows.add(SealedText, **words)

    def settle(self) -> None:
        """Move the head to the last link, once the rows are written."""
        head = db.session.get(LedgerHead, 1, populate_existing=True)
        if head is None:
            head = LedgerHead(id=1)
            db.session.add(head)
        head.seq, head.hash = self._seq, self._hash
