"""Links written down outside the database: what was cut off the chain's end is missed."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.audit.test_ledger import chain, lift_guards, praise
from trainer.accounts.models import User
from trainer.audit import anchors
from trainer.audit.models import LedgerEntry, LedgerHead, SealedText
from trainer.audit.verify import verify
from trainer.extensions import db
from trainer.worker import anchor_ledger

__all__ = ["chain"]


def cut_off_after(entry: LedgerEntry) -> None:
    """Take every later link away and move the head back, as somebody with the database might."""
    seq, fingerprint = entry.seq, entry.hash
    lift_guards()
    db.session.execute(sa.delete(SealedText).where(SealedText.seq > seq))
    db.session.execute(sa.delete(LedgerEntry).where(LedgerEntry.seq > seq))
    db.session.execute(sa.update(LedgerHead).values(seq=seq, hash=fingerprint))
    db.session.flush()
    db.session.expire_all()


def test_a_tail_cut_off_is_missed(chain: list[LedgerEntry], tmp_path: Path) -> None:
    anchors.write_down(tmp_path)
    last = f"{chain[-1].seq}:{chain[-1].hash}"
    assert verify(anchors.kept(tmp_path)) == []

    cut_off_after(chain[0])

    assert verify() == []
    assert verify(anchors.kept(tmp_path)) == [
        f"The chain no longer passes through {last}, as it once did."
    ]


def test_what_grows_after_a_cut_does_not_hide_it(
    chain: list[LedgerEntry], ada: User, tmp_path: Path
) -> None:
    anchors.write_down(tmp_path)
    cut_off_after(chain[0])
    for words in ("Well tried.", "Well hidden.", "Well grown."):
        praise(ada, words)
    anchors.write_down(tmp_path)
    assert len(verify(anchors.kept(tmp_path))) == 1


def test_a_link_is_written_down_once(chain: list[LedgerEntry], ada: User, tmp_path: Path) -> None:
    anchors.write_down(tmp_path)
    anchors.write_down(tmp_path)
    praise(ada, "Well done.")
    anchors.write_down(tmp_path)
    assert [seq for seq, _hash in anchors.kept(tmp_path)] == [chain[-1].seq, chain[-1].seq + 1]


def test_a_line_left_unfinished_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / anchors.FILE).write_text("3:ab 2026-03-02T10:00Z\n4:c")
    assert anchors.kept(tmp_path) == [(3, "ab")]


@pytest.mark.usefixtures("app")
def test_nothing_written_down_yet_is_no_fault(tmp_path: Path) -> None:
    anchors.write_down(tmp_path)
    assert anchors.kept(tmp_path) == []


@pytest.mark.parametrize("said", ["", "12", "x:ab", "12:", ":ab"])
def test_what_is_no_anchor_is_refused(said: str) -> None:
    with pytest.raises(anchors.BadAnchor):
        anchors.parsed(said)


def test_the_worker_writes_it_down(app: Flask, chain: list[LedgerEntry], tmp_path: Path) -> None:
    folder = app.extensions["trainer"].data_dir
    anchor_ledger()
    try:
        assert (chain[-1].seq, chain[-1].hash) in anchors.kept(folder)
    finally:
        (folder / anchors.FILE).unlink()
