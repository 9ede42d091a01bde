"""A scanner for viruses: asked before anybody is sent a file, and what it finds removed at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.factories_logs import make_entry, make_goal, make_grant, sent
from tests.files.clamd import EICAR, LIMIT, listening
from trainer import worker
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.checks.running import run
from trainer.config import BadSetting, Config
from trainer.extensions import db
from trainer.files import tasks
from trainer.files.models import FileRemoval, Rule
from trainer.logs import actions, attaching, policies
from trainer.logs.models import Revision, Scan, StoredFile
from trainer.notifications.models import Notice, OutboxItem, OutboxStatus, Task
from trainer.storage.antivirus import NotScanned, virus_in
from trainer.storage.kinds import Inspected, Kind
from trainer.storage.store import Store
from trainer.storage.uploads import Upload


@pytest.fixture
def store(app: Flask) -> Store:
    kept: Store = app.extensions["store"]
    return kept


@pytest.fixture
def scanned(app: Flask, config: Config) -> Iterator[Config]:
    """The settings with a scanner that listens, in force."""
    before = app.extensions["trainer"]
    with listening() as address:
        app.extensions["trainer"] = replace(before, antivirus=address)
        yield app.extensions["trainer"]
    app.extensions["trainer"] = before


@pytest.fixture
def revision(ada: User) -> Revision:
    made = make_entry(ada)
    actions.link(made, actor=ada, criteria=[make_goal(ada).criteria[0].id])
    db.session.commit()
    return made


def added(revision: Revision, store: Store, content: bytes = b"Words.") -> StoredFile:
    """A text that waits to be scanned."""
    kept = store.put_stream([content], limit=len(content))
    upload = Upload("notes.txt", Inspected(Kind.TEXT, "text/plain"), kept, awaits_scan=True)
    file = attaching.attach(revision, upload, actor=revision.item.owner).file
    db.session.commit()
    return file


def test_the_scanner_is_asked_by_port_and_by_socket(tmp_path: Path) -> None:
    for path in (None, tmp_path / "clamd"):
        with listening(path) as address:
            assert virus_in([b"Words", b" and more"], address) is None
            assert virus_in([EICAR[:30], EICAR[30:]], address) == "Eicar-Test-Signature"


def test_what_the_scanner_would_not_say_is_not_taken_for_clean(tmp_path: Path) -> None:
    with listening() as address, pytest.raises(NotScanned):
        virus_in([b"a" * (LIMIT + 1)], address)
    with pytest.raises(NotScanned):
        virus_in([b"Words."], f"unix://{tmp_path / 'nobody'}")


def test_a_file_sent_waits_for_the_scanner_and_is_open_once_it_is_clean(
    browser: Browser, scanned: Config, ada: User, ben: User, revision: Revision, store: Store
) -> None:
    browser(ada).post(
        f"/log/{revision.item_id}/files", status=201, file=sent(b"Words.", "notes.txt")
    )
    file = db.session.scalars(sa.select(StoredFile)).one()
    actions.freeze(revision.item, actor=ada)
    make_grant(ben, ada)
    address = f"/files/{file.code}/notes.txt"
    assert file.scan is Scan.WAITING
    for person in (ada, ben):
        browser(person).get(address, status=404)
    assert "Being checked for viruses." in browser(ben).get(f"/log/{revision.item_id}").text("main")
    asked = db.session.scalars(sa.select(OutboxItem).where(OutboxItem.task == Task.PREPARE_FILE))
    worker.deliver(asked.one().id)
    assert file.scan is Scan.CLEAN
    assert browser(ben).client.get(address).data == b"Words."


def test_without_a_scanner_nothing_waits(browser: Browser, ada: User, revision: Revision) -> None:
    browser(ada).post(
        f"/log/{revision.item_id}/files", status=201, file=sent(b"Words.", "notes.txt")
    )
    file = db.session.scalars(sa.select(StoredFile)).one()
    assert file.scan is None
    assert browser(ada).client.get(f"/files/{file.code}/notes.txt").status_code == 200


def test_an_infected_file_is_removed_recorded_and_its_owner_told(
    browser: Browser, scanned: Config, ada: User, revision: Revision, store: Store
) -> None:
    file = added(revision, store, EICAR)
    tasks.scan(file.id, store, scanned)
    assert (file.scan, store.exists(file.key)) == (Scan.INFECTED, False)
    removal = db.session.scalars(sa.select(FileRemoval)).one()
    assert (removal.rule, removal.sha256) == (Rule.INFECTED, file.sha256)
    trail = db.session.scalars(sa.select(TrailEntry).where(TrailEntry.kind == "VirusFound")).one()
    assert trail.body == {"virus": "Eicar-Test-Signature"}
    notice = db.session.scalars(sa.select(Notice).where(Notice.user_id == ada.id)).one()
    assert notice.text.startswith("notes.txt had a virus (Eicar-Test-Signature)")
    assert "It had a virus" in browser(ada).get(notice.path).text("main")
    browser(ada).get(f"/files/{file.code}/notes.txt", status=404)
    assert policies.may_freeze(ada, revision).reason == (
        "notes.txt had a virus and was removed. Take it out here."
    )
    tasks.scan(file.id, store, scanned)
    assert [one for one in run() if one.invariant in {"INV8", "INV32"}] == []
    attaching.detach(revision.files[0], actor=ada)
    assert policies.may_freeze(ada, revision)


def test_while_the_scanner_is_away_the_file_waits_and_it_is_tried_again(
    app: Flask, browser: Browser, config: Config, ada: User, revision: Revision, store: Store
) -> None:
    file = added(revision, store)
    before = app.extensions["trainer"]
    app.extensions["trainer"] = replace(before, antivirus=f"unix://{config.data_dir / 'nobody'}")
    try:
        item = db.session.scalars(sa.select(OutboxItem)).one()
        worker.deliver(item.id)
    finally:
        app.extensions["trainer"] = before
    assert file.scan is Scan.WAITING
    assert (item.status, item.attempts) == (OutboxStatus.WAITING, 1)
    browser(ada).get(f"/files/{file.code}/notes.txt", status=404)


@pytest.mark.parametrize("address", ["clamd:3310", "tcp://clamd", "unix:clamd", "http://clamd:1"])
def test_an_address_that_names_no_scanner_stops_the_start(config: Config, address: str) -> None:
    with pytest.raises(BadSetting):
        replace(config, antivirus=address).check()
