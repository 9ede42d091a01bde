"""A pack: what is in it and what stays, that it is signed, and who orders and saves it."""

import hashlib
import json
import stat
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
import tinyhtml5
from flask import Flask

from tests.browsing import Browser
from tests.documents.reading import words
from tests.factories_people import make_holder
from tests.packs.conftest import NOTES
from trainer import worker
from trainer.accounts.models import User
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, Task
from trainer.packs import actions, tasks
from trainer.packs.copies import Copy, travelling_copy
from trainer.packs.document import PackDocument
from trainer.packs.gathering import evidence_of
from trainer.packs.models import Pack, PackStatus
from trainer.packs.signing import KEY_FILE, fingerprint, is_signed, public_key
from trainer.people.models import Role
from trainer.registrations.models import Registration

SCHEMA = Path(__file__).parents[2] / "docs" / "pack.schema.json"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_the_files_by_safe_names_and_says_what_was_decided(
    packed: Path, registration: Registration
) -> None:
    held = parts(packed)
    document = PackDocument.model_validate_json(held["pack.json"])
    assert sorted(name for name in held if name.startswith("files/")) == [
        "files/E001-01-card.jpg",
        "files/E001-02-notes.txt",
    ]
    assert held["files/E001-02-notes.txt"] == NOTES
    first, second = document.evidence
    assert [file.path for file in first.files] == [
        "files/E001-01-card.jpg",
        "files/E001-02-notes.txt",
    ]
    assert (second.number, second.files) == ("E002", [])
    [unit] = document.registrations[0].units
    [met, open_one] = unit.criteria
    assert (met.state, met.judgements[0].assessor) == ("met", "Ben Assessor")
    assert met.judgements[0].evidence == ["E001"]
    assert open_one.state == "claimed"


def test_a_photo_leaves_without_where_it_was_taken(packed: Path) -> None:
    assert b"Exif" not in parts(packed)["files/E001-01-card.jpg"]


def test_every_byte_is_listed_and_the_list_is_signed(packed: Path, config: Config) -> None:
    held = parts(packed)
    listed = json.loads(held["manifest.json"])["files"]
    unsigned = {"manifest.json", "manifest.sig", "public-key.txt"}
    assert listed.keys() == held.keys() - unsigned
    for name, one in listed.items():
        assert one == {"size": len(held[name]), "sha256": hashlib.sha256(held[name]).hexdigest()}
    key = bytes.fromhex(held["public-key.txt"].decode())
    signature = bytes.fromhex(held["manifest.sig"].decode())
    assert key == public_key(config.data_dir)
    assert is_signed(held["manifest.json"], signature, key)
    assert not is_signed(held["manifest.json"] + b" ", signature, key)


def test_the_key_is_nobody_elses_to_read(packed: Path, config: Config) -> None:
    mode = (config.data_dir / KEY_FILE).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert public_key(config.data_dir) == public_key(config.data_dir)


def test_the_page_stands_alone_and_runs_nothing(packed: Path, config: Config) -> None:
    page = parts(packed)["index.html"].decode()
    tree = tinyhtml5.parse(page, namespace_html_elements=False)
    assert not {"script", "img", "link"} & {element.tag for element in tree.iter()}
    assert "The kettle &lt;b&gt;at&lt;/b&gt; the desk" in page
    targets = [a.get("href") for a in tree.iter("a")]
    assert "files/E001-02-notes.txt" in targets
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    assert {target[1:] for target in targets if target and target.startswith("#")} <= ids
    assert fingerprint(public_key(config.data_dir)) in page


def test_the_paper_lists_what_is_in_it(packed: Path) -> None:
    said = " ".join(words(parts(packed)["index.pdf"]))
    for fact in ("Portfolio", "Ada Trainee", "1 of 2", "E001"):
        assert fact in said, fact
    assert "files/E001-02-notes.txt" in said.replace(" ", "")


def test_a_photo_of_which_there_is_no_picture_stays(registration: Registration) -> None:
    photo = next(
        one.file
        for one in evidence_of(registration.learner)[0].revision.files
        if one.file.is_pictured
    )
    assert isinstance(travelling_copy(photo), Copy)
    photo.shown_key = None
    said = travelling_copy(photo)
    assert isinstance(said, str)
    assert said.startswith("card.jpg: ")


def test_the_schema_in_the_documents_is_the_one_that_is_written() -> None:
    assert json.loads(SCHEMA.read_text()) == PackDocument.model_json_schema()


def test_the_learner_orders_waits_and_saves(
    app: Flask, registration: Registration, browser: Browser, renderer: object
) -> None:
    learner = registration.learner
    visitor = browser(learner)
    assert "Make the pack" in visitor.get(f"/people/{learner.id}/packs").html
    visitor.post(f"/people/{learner.id}/packs")
    pack = db.session.scalars(sa.select(Pack)).one()
    assert visitor.get(f"/packs/{pack.id}").all("[data-follow]")
    visitor.get(f"/packs/{pack.id}/file", 404)
    work = db.session.scalars(sa.select(OutboxItem).where(OutboxItem.task == Task.MAKE_PACK)).one()
    worker.deliver(work.id)
    assert pack.status is PackStatus.READY
    assert not visitor.get(f"/packs/{pack.id}").all("[data-follow]")
    answer = visitor.client.get(f"/packs/{pack.id}/file")
    assert answer.headers["Content-Length"] == str(pack.size) == str(len(answer.data))
    told = db.session.scalars(sa.select(Notice.text).where(Notice.user_id == learner.id))
    assert any("pack is ready" in words for words in told)


def test_an_administrator_orders_it_for_the_learner_who_alone_saves_it(
    registration: Registration, browser: Browser
) -> None:
    learner, tess = registration.learner, make_holder("Tess Training", Role.TRAINING_ADMIN)
    browser(tess).post(f"/people/{learner.id}/packs")
    pack = db.session.scalars(sa.select(Pack)).one()
    actions.note_made(pack, "aa/none", 10)
    db.session.commit()
    assert "they save it" in browser(tess).get(f"/packs/{pack.id}").html
    browser(tess).get(f"/packs/{pack.id}/file", 404)


@pytest.mark.parametrize("who", ["assessor", "iqa"])
def test_nobody_else_orders_it(
    who: str, registration: Registration, eve: User, browser: Browser
) -> None:
    person: User = getattr(registration, who)
    learner = registration.learner
    for one in (person, eve):
        with pytest.raises(Refused):
            actions.order(learner, actor=one)
        browser(one).get(f"/people/{learner.id}/packs", 404)


def test_one_is_made_at_a_time_and_it_goes_after_its_days(ada: User) -> None:
    pack = actions.order(ada, actor=ada)
    assert actions.order(ada, actor=ada) is pack
    tasks.give_up_on_pack(pack.id)
    assert pack.status is PackStatus.FAILED
    pack.asked_at = clock.now() - actions.KEPT * 2
    db.session.commit()
    actions.drop_old_packs()
    assert db.session.scalar(sa.select(sa.func.count(Pack.id))) == 0
