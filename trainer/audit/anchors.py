"""Keep what the ledger's last link was outside the database, so that a tail cut off it is missed.

The chain can't tell by itself that links are gone from its end. So the worker writes the last
link down every few minutes in a file of the data folder, one line each: `12:ab34… 2026-11-27T10:00Z`.
"""

import os
from datetime import UTC
from pathlib import Path

from trainer.audit.models import LedgerHead
from trainer.core import clock
from trainer.extensions import db

FILE = "ledger-anchors.txt"


class BadAnchor(ValueError):
    """What was given is not a link's number, a colon and its fingerprint."""


def parsed(anchor: str) -> tuple[int, str]:
    """Read `12:ab34…`, as a certificate prints it, into the link's number and fingerprint.

    Raises BadAnchor.
    """
    seq, _colon, fingerprint = anchor.partition(":")
    if not seq.isdecimal() or not fingerprint:
        raise BadAnchor(anchor)
    return int(seq), fingerprint


def kept(folder: Path) -> list[tuple[int, str]]:
    """List the links written down in a data folder, oldest first; none where nothing was yet.

    A last line that a power cut left unfinished is passed over.
    """
    path = folder / FILE
    if not path.exists():
        return []
    whole = path.read_text().rpartition("\n")[0]
    return [parsed(line.split()[0]) for line in whole.splitlines() if line]


def last_link() -> str:
    """Say what the ledger's last link is, as papers print it: `12:ab34…`; nothing before the first."""
    head = db.session.get(LedgerHead, 1)
    return f"{head.seq}:{head.hash}" if head is not None else ""


def write_down(folder: Path) -> None:
    """Write down the ledger's last link, if it has moved on since the last line."""
    head = db.session.get(LedgerHead, 1)
    before = kept(folder)
    if head is None or (before and before[-1] == (head.seq, head.hash)):
        return
    at = clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    with (folder / FILE).open("a") as file:
        file.write(f"{head.seq}:{head.hash} {at}\n")
        file.flush()
        os.fsync(file.fileno())


def forget(folder: Path) -> None:
    """Let go of the links of a ledger that is no more: only for one that begins anew."""
    (folder / FILE).unlink(missing_ok=True)
