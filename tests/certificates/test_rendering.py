"""The PDF: made in the worker by the render child, kept once, and given up on visibly."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import cast

import pikepdf
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from tests.browsing import Browser
from tests.documents.reading import words
from tests.factories import make_user
from tests.factories_certificates import ASSESSOR, IQA, make_certificate
from tests.factories_people import make_holder, make_placement
from trainer import work, worker
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.audit.verify import verify
from trainer.badges.models import Badge
from trainer.certificates import payload, tasks
from trainer.certificates.models import Certificate, Rendering
from trainer.cli import certificates as command
from trainer.cli import main
from trainer.config import Config
from trainer.documents.pool import Renderer, Renders
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import OutboxItem, OutboxStatus
from trainer.people.models import Role
from trainer.signing.keys import open_store
from trainer.signing.signer import Signer
from trainer.signing.stamping import NoTimeStamp
from trainer.storage.store import Store


@pytest.fixture(scope="module", autouse=True)
def renderer() -> Iterator[Renders]:
    """The worker's own renderer, with its real child."""
    with work.renderer() as renderer:
        yield renderer


@pytest.fixture
def signer(config: Config) -> Signer:
    return work.signer(config)


@pytest.fixture
def store(app: Flask) -> Store:
    return cast("Store", app.extensions["store"])


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A renderer whose child ends before it has begun, until the patch is undone."""
    with Renderer("tests.no_such_module") as renderer:
        monkeypatch.setattr(work, "renderer", lambda: renderer)
        yield monkeypatch


@pytest.fixture
def certificate(ada: User, tess: User) -> Certificate:
    return make_certificate(ada, by=tess)


def deliver(certificate: Certificate) -> OutboxItem:
    item = db.session.scalars(sa.select(OutboxItem).order_by(OutboxItem.id.desc())).first()
    assert item is not None
    assert item.payload["certificate_id"] == certificate.id
    worker.deliver(item.id)
    return item


@pytest.mark.slow
def test_the_real_thing(
    certificate: Certificate,
    renderer: Renders,
    signer: Signer,
    config: Config,
    store: Store,
    tess: User,
    tmp_path: Path,
) -> None:
    tasks.render_certificate(certificate.id, config, renderer, signer)

    assert certificate.rendering is Rendering.READY
    pdf = b"".join(store.open(certificate.pdf_key or ""))
    face, second = words(pdf)
    for fact in ("Ada Trainee", ASSESSOR, IQA, certificate.number, certificate.shown_code):
        assert fact in face
    assert "Not a regulated qualification certificate." in face
    assert "Units achieved towards 601/0000/1, City Awards." in face
    assert "4 criteria met" in face
    link = db.session.scalars(
        sa.select(LedgerEntry).where(LedgerEntry.kind == "CertificateIssued")
    ).one()
    assert f"{link.seq}:{link.hash}" in second
    assert verify([(link.seq, link.hash)]) == []


def test_the_worker_keeps_the_file_and_its_hash(certificate: Certificate, store: Store) -> None:
    item = deliver(certificate)
    assert item.status is OutboxStatus.DONE
    assert certificate.rendering is Rendering.READY
    kept = b"".join(store.open(certificate.pdf_key or ""))
    assert hashlib.sha256(kept).hexdigest() == certificate.pdf_sha256


def test_what_is_kept_is_signed_and_it_is_known_with_which_key(
    certificate: Certificate, config: Config, store: Store
) -> None:
    deliver(certificate)
    assert certificate.signed_with == open_store(config).document_key().id
    kept = BytesIO(b"".join(store.open(certificate.pdf_key or "")))
    with pikepdf.open(kept) as pdf:
        assert str(pdf.Root.Perms.DocMDP.SubFilter) == "/ETSI.CAdES.detached"


def test_without_a_time_stamp_that_is_asked_for_nothing_is_kept(
    certificate: Certificate, renderer: Renders, config: Config, store: Store
) -> None:
    before = set(store.keys())
    stamping = Signer(replace(config, timestamp_url="http://127.0.0.1:1/"))
    with pytest.raises(NoTimeStamp):
        tasks.render_certificate(certificate.id, config, renderer, stamping)
    assert certificate.rendering is Rendering.WAITING
    assert set(store.keys()) == before


def test_asked_again_it_is_left_as_it_is(
    certificate: Certificate, renderer: Renders, signer: Signer, config: Config, store: Store
) -> None:
    deliver(certificate)
    first, kept = (certificate.pdf_key, certificate.pdf_sha256), len(list(store.keys()))
    tasks.render_certificate(certificate.id, config, renderer, signer)
    assert (certificate.pdf_key, certificate.pdf_sha256) == first
    assert len(list(store.keys())) == kept


def test_what_was_changed_after_signing_is_not_printed(
    certificate: Certificate, renderer: Renders, signer: Signer, config: Config
) -> None:
    certificate.payload = certificate.payload | {"learner": "Eve Outsider"}
    db.session.commit()
    with pytest.raises(payload.WrongRecord):
        tasks.render_certificate(certificate.id, config, renderer, signer)
    assert certificate.rendering is Rendering.WAITING


def test_after_the_last_attempt_administrators_see_the_trouble_and_try_again(
    certificate: Certificate,
    broken: pytest.MonkeyPatch,
    tess: User,
    ada: User,
    browser: Browser,
) -> None:
    item = db.session.scalars(sa.select(OutboxItem)).one()
    item.attempts = worker.DOCUMENT_ATTEMPTS - 2
    db.session.commit()
    deliver(certificate)
    assert (item.status, certificate.rendering) == (OutboxStatus.WAITING, Rendering.WAITING)
    item.due_at = item.created_at
    db.session.commit()
    deliver(certificate)
    assert item.status is OutboxStatus.FAILED
    assert certificate.rendering == "failed"

    address = f"/certificates/{certificate.id}"
    shown = browser(tess).get(address)
    assert "The renderer ended with status 1." in shown.text(".note-stop")
    assert "status 1" not in browser(ada).get(address).html
    browser(ada).post(f"{address}/make-again", status=404)
    browser(tess).post(f"{address}/make-again")
    assert certificate.rendering == "waiting"
    browser(tess).post(f"{address}/make-again", status=403)

    broken.undo()
    deliver(certificate)
    assert certificate.rendering is Rendering.READY


def test_a_worker_that_dies_each_time_gives_up(certificate: Certificate) -> None:
    item = db.session.scalars(sa.select(OutboxItem)).one()
    item.attempts = outbox.MOST_ATTEMPTS
    db.session.commit()
    deliver(certificate)
    assert item.trouble.startswith("WorkerEnded")
    assert certificate.rendering is Rendering.FAILED


def test_two_workers_do_not_do_the_same(certificate: Certificate) -> None:
    item = db.session.scalars(sa.select(OutboxItem)).one()
    assert outbox.claim(item.id) is not None
    db.session.commit()
    deliver(certificate)
    assert certificate.rendering is Rendering.WAITING


def test_learner_manager_administrator_and_hr_save_it(
    certificate: Certificate, ada: User, cleo: User, tess: User, browser: Browser
) -> None:
    make_placement(ada, manager=cleo)
    hr = make_holder("Hal Resources", Role.HR)
    address = f"/certificates/{certificate.id}/pdf"
    browser(ada).get(address, status=404)
    deliver(certificate)
    for person in (ada, cleo, tess, hr):
        visitor = browser(person)
        browser.forget()
        response = visitor.client.get(address)
        headers = response.headers
        assert response.mimetype == "application/pdf"
        assert headers["Content-Disposition"] == f"attachment; filename={certificate.number}.pdf"
        assert headers["Content-Security-Policy"].startswith("sandbox")
        assert headers["Cache-Control"] == "no-store"
        assert hashlib.sha256(response.data).hexdigest() == certificate.pdf_sha256


def test_others_find_nothing(
    certificate: Certificate, ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    make_placement(ada, manager=cleo, ends_on=date(2021, 1, 1))
    deliver(certificate)
    others = [ben, cleo, make_user("Someone"), certificate.registration.assessor]
    others += [make_holder("Sy Admin", Role.SYSTEM_ADMIN), make_holder("Ira Verifier", Role.IQA)]
    for person in others:
        browser(person).get(f"/certificates/{certificate.id}/pdf", status=404)
        browser(person).get(f"/certificates/{certificate.id}", status=404)
    browser().get(f"/certificates/{certificate.id}/pdf", status=302)


def test_it_carries_its_badge(certificate: Certificate, store: Store) -> None:
    deliver(certificate)
    made = db.session.scalars(sa.select(Badge.token)).one()
    kept = BytesIO(b"".join(store.open(certificate.pdf_key or "")))
    with pikepdf.open(kept) as document:
        assert document.attachments["badge.jwt"].get_file().read_bytes().decode() == made
        for associated in document.Root.AF:
            assert associated.AFRelationship == pikepdf.Name.Alternative
            assert associated.EF.F.Subtype
        assert document.Root.AF


def test_the_command_writes_the_file_its_holder_has(
    app: Flask,
    certificate: Certificate,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    @contextmanager
    def here() -> Iterator[Flask]:
        yield app

    monkeypatch.setattr(command, "application", here)
    for code in (certificate.shown_code.lower(), certificate.number):
        file = tmp_path / "out.pdf"
        told = CliRunner().invoke(main, ["certificates", "render", code, "-o", str(file), "--json"])
        assert told.exit_code == 0, told.output
        assert hashlib.sha256(file.read_bytes()).hexdigest() == certificate.pdf_sha256
        assert json.loads(told.output)["number"] == certificate.number
    assert file.read_bytes() == b"".join(store.open(certificate.pdf_key or ""))
    unknown = CliRunner().invoke(main, ["certificates", "render", "0000", "-o", str(file)])
    assert unknown.exit_code != 0


def test_the_command_says_in_a_sentence_that_no_time_stamp_was_to_be_had(
    app: Flask,
    certificate: Certificate,
    config: Config,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    unreachable = replace(config, timestamp_url="http://127.0.0.1:1/")

    @contextmanager
    def here() -> Iterator[Flask]:
        yield app

    monkeypatch.setattr(command, "application", here)
    monkeypatch.setitem(app.extensions, "trainer", unreachable)
    line = ["certificates", "render", certificate.number, "-o", str(tmp_path / "out.pdf")]
    told = CliRunner().invoke(main, line)
    assert told.exit_code == 1
    assert told.stderr.startswith("trainer: It could not be made: 127.0.0.1: ")
