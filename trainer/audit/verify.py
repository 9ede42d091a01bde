"""Prove the ledger: find any edit, deletion, insertion or swap of its links and sealed words."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC

import sqlalchemy as sa

from trainer.audit.chain import GENESIS, Link, hash_of, seal
from trainer.audit.models import LedgerEntry, LedgerHead, SealedText
from trainer.extensions import db

CHUNK = 1000


def verify(anchors: Iterable[tuple[int, str]] = ()) -> list[str]:
    """Recompute the whole chain and return what is wrong with it, one sentence a fault.

    `anchors` are sequence numbers and hashes kept outside the database (printed on a certificate,
    say); the chain must still pass through each. Reads every link once, in order.
    """
    faults: list[str] = []
    previous, expected = GENESIS, 1
    missed = set(anchors)
    for entries in db.session.scalars(
        sa.select(LedgerEntry).order_by(LedgerEntry.seq).execution_options(yield_per=CHUNK)
    ).partitions():
        words = _sealed_words([entry.seq for entry in entries])
        for entry in entries:
            faults += _faults_of(entry, previous, expected, words[entry.seq])
            missed.discard((entry.seq, entry.hash))
            previous, expected = entry.hash, entry.seq + 1
    head = db.session.get(LedgerHead, 1)
    if (head.seq, head.hash) != (expected - 1, previous) if head else expected > 1:
        faults.append(f"The head does not stand at the last link, {expected - 1}.")
    if missed:
        seq, fingerprint = min(missed)
        faults.append(f"The chain no longer passes through {seq}:{fingerprint}, as it once did.")
    return faults


def _faults_of(
    entry: LedgerEntry, previous: str, expected: int, words: list[SealedText]
) -> list[str]:
    faults = []
    if entry.seq != expected:
        faults.append(f"Link {expected} is missing before link {entry.seq}.")
    if entry.previous != previous:
        faults.append(f"Link {entry.seq} does not hang on the one before it.")
    link = Link(
        seq=entry.seq,
        kind=entry.kind,
        at=entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        actor_id=entry.actor_id,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        body=entry.body,
        previous=entry.previous,
    )
    if hash_of(link) != entry.hash:
        faults.append(f"Link {entry.seq} has been changed.")
    vouched = entry.body.count('{"sealed":')
    if vouched != len(words):
        faults.append(f"Link {entry.seq} vouches for {vouched} sealed words and has {len(words)}.")
    faults += [
        f"The sealed words of link {entry.seq} ({word.field}) have been changed."
        for word in words
        if not _is_true(word, entry.body)
    ]
    return faults


def _is_true(word: SealedText, body: str) -> bool:
    if word.text is None:
        return word.erased_at is not None
    return f'"{word.field}":{{"sealed":"{seal(word.salt, word.text)}"}}' in body


def _sealed_words(seqs: list[int]) -> dict[int, list[SealedText]]:
    found: dict[int, list[SealedText]] = defaultdict(list)
    for word in db.session.scalars(sa.select(SealedText).where(SealedText.seq.in_(seqs))):
        found[word.seq].append(word)
    return found
