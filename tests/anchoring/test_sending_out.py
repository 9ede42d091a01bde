"""The ledger's last link goes out once a day, and the ledger is held against what went."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.audit.test_anchors import cut_off_after
from tests.audit.test_ledger import chain, praise
from trainer.accounts.models import User
from trainer.anchoring import holding, outside
from trainer.audit.models import LedgerEntry, TrailEntry
from trainer.audit.verify import verify
from trainer.config import BadSetting, Config
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, Task
from trainer.worker import send_links_out

__all__ = ["chain"]


@pytest.fixture
def with_settings(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    def settle(**settings: str) -> Config:
        given = replace(app.extensions["trainer"], data_dir=tmp_path / "data", **settings)
        monkeypatch.setitem(app.extensions, "trainer", given)
        return given

    return settle


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"file://{tmp_path / 'outside'}"


@contextmanager
def the_next_day() -> Iterator[None]:
    with time_machine.travel(clock.now() + timedelta(days=1)):
        yield


def letters() -> list[dict[str, Any]]:
    asked = sa.select(OutboxItem.payload).where(OutboxItem.task == Task.MAIL)
    return list(db.session.scalars(asked.order_by(OutboxItem.id)))


def lines() -> list[str]:
    sent = sa.select(TrailEntry.body).where(TrailEntry.kind == "LinkSentOut")
    return [body["way"] for body in db.session.scalars(sent)]


def named(entry: LedgerEntry) -> str:
    return f"{entry.seq}:{entry.hash}"


def test_each_address_gets_a_letter_with_the_link(
    chain: list[LedgerEntry], with_settings: Any
) -> None:
    with_settings(anchor_mail="audit@example.org, board@example.org")
    send_links_out()
    assert [one["to"] for one in letters()] == ["audit@example.org", "board@example.org"]
    assert holding.found_in(letters()[0]["body"])[0] == (chain[-1].seq, chain[-1].hash)
    assert letters()[0]["subject"] == "Ledger of decisions at link 3"
    assert lines() == ["letter"]


def test_once_a_day_and_only_what_is_new(
    chain: list[LedgerEntry], with_settings: Any, store: str, ada: User
) -> None:
    with_settings(anchor_mail="audit@example.org", anchor_store=store)
    send_links_out()
    praise(ada, "Well done.")
    send_links_out()
    assert len(letters()) == len(outside.kept(store)) == 1
    with the_next_day():
        send_links_out()
        assert [seq for seq, _hash in outside.kept(store)] == [3, 4]
        assert len(letters()) == 2
    with time_machine.travel(clock.now() + timedelta(days=2)):
        send_links_out()
        assert len(letters()) == len(outside.kept(store)) == 2


def test_nothing_goes_where_nothing_is_set(chain: list[LedgerEntry], with_settings: Any) -> None:
    with_settings()
    send_links_out()
    assert (letters(), lines()) == ([], [])


@pytest.mark.usefixtures("app")
def test_an_empty_ledger_is_not_sent(with_settings: Any, store: str) -> None:
    with_settings(anchor_mail="audit@example.org", anchor_store=store)
    send_links_out()
    assert (letters(), lines()) == ([], [])


def test_a_tail_cut_off_is_missed_by_the_store_alone(
    chain: list[LedgerEntry], with_settings: Any, store: str
) -> None:
    config = with_settings(anchor_store=store)
    send_links_out()
    last = named(chain[-1])
    assert holding.faults(config) == []

    cut_off_after(chain[0])

    assert verify() == []
    assert holding.faults(config) == [f"The chain no longer passes through {last}, as it once did."]


def test_a_link_is_never_written_over(chain: list[LedgerEntry], store: str) -> None:
    outside.keep(store, 3, chain[-1].hash, "2026-03-02T10:00Z")
    outside.keep(store, 3, "0" * 64, "2026-03-03T10:00Z")
    assert outside.kept(store) == [(3, chain[-1].hash)]


def test_a_store_out_of_reach_is_said_and_tried_again(
    chain: list[LedgerEntry], with_settings: Any, store: str, tmp_path: Path
) -> None:
    (tmp_path / "outside").write_text("A file where a folder should be.")
    config = with_settings(anchor_store=store, anchor_mail="audit@example.org")
    send_links_out()
    assert (len(letters()), lines()) == (1, ["letter"])
    (fault,) = holding.faults(config)
    assert fault.startswith("The links kept outside can't be read: ")

    (tmp_path / "outside").unlink()
    send_links_out()
    assert lines() == ["letter", "store"]
    assert holding.faults(config) == []


def test_what_lies_in_the_store_and_is_no_link_is_said(
    chain: list[LedgerEntry], with_settings: Any, store: str, tmp_path: Path
) -> None:
    config = with_settings(anchor_store=store)
    send_links_out()
    (tmp_path / "outside" / outside.FOLDER / "999.txt").write_text("Nothing of the kind.")
    assert "holds no link of the ledger" in holding.faults(config)[0]


def test_links_are_found_in_a_letter_as_it_was_sent() -> None:
    fingerprint = "ab12" * 16
    quoted = f"Keep this letter.\r\n\r\n587:{fingerprint[:60]}=\r\n{fingerprint[60:]}\r\n"
    assert holding.found_in(quoted) == [(587, fingerprint)]
    assert holding.found_in("It was 12:30 and nothing happened.") == []


def test_a_store_of_no_known_kind_is_refused(with_settings: Any) -> None:
    with pytest.raises(BadSetting, match="TRAINER_ANCHOR_STORE must begin with s3"):
        with_settings(anchor_store="ftp://example.org", database_url="").check()
