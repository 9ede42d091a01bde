"""The PDF: made in the worker by the render child, kept once, and given up on visibly."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
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
from tests.factories_people import make_holder, make_placement, proof_of
from trainer import worker
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.audit.verify import verify
from trainer.certificates import actions, checking, tasks
from trainer.certificates.checking import Finding
from trainer.certificates.models import Certificate, CertificateStatus, Rendering
from trainer.cli import main, records
from trainer.config import Config
from trainer.documents.pool import Renderer
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import OutboxItem, OutboxStatus
from trainer.people.models import Role
from trainer.storage.store import Store


@pytest.fixture(scope="module", autouse=True)
def renderer() -> Iterator[Renderer]:
    """The worker's own renderer, with its real child."""
    with worker.renderer() as renderer:
        yield renderer


@pytest.fixture
def store(app: Flask) -> Store:
    return cast("Store", app.extensions["store"])


def plain_pdf(keywords: str = "") -> bytes:
    """A PDF as anybody might make one."""
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Keywords"] = keywords
        pdf.save(made)
    return made.getvalue()


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A renderer whose child ends before it has begun, until the patch is undone."""
    with Renderer("tests.no_such_module") as renderer:
        monkeypatch.setattr(worker, "renderer", lambda: renderer)
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
    renderer: Renderer,
    config: Config,
    store: Store,
    tess: User,
    tmp_path: Path,
) -> None:
    tasks.render_certificate(certificate.id, config, renderer)

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
    assert verify((link.seq, link.hash)) == []

    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf)
    assert next(iter(checking.codes_in(file))) == certificate.code
    assert checking.check(file).finding is Finding.VALID
    file.write_bytes(pdf + b"\n")
    assert checking.check(file).finding is Finding.CHANGED
    with pikepdf.open(file, allow_overwriting_input=True) as opened:
        del opened.docinfo["/Keywords"]
        opened.save(file)
    assert checking.check(file).finding is Finding.CHANGED  # By the code in its words.


def test_the_worker_keeps_the_file_and_its_hash(certificate: Certificate, store: Store) -> None:
    item = deliver(certificate)
    assert item.status is OutboxStatus.DONE
    assert certificate.rendering is Rendering.READY
    kept = b"".join(store.open(certificate.pdf_key or ""))
    assert hashlib.sha256(kept).hexdigest() == certificate.pdf_sha256


def test_asked_again_it_is_left_as_it_is(
    certificate: Certificate, renderer: Renderer, config: Config, store: Store
) -> None:
    deliver(certificate)
    first, kept = (certificate.pdf_key, certificate.pdf_sha256), len(list(store.keys()))
    tasks.render_certificate(certificate.id, config, renderer)
    assert (certificate.pdf_key, certificate.pdf_sha256) == first
    assert len(list(store.keys())) == kept


def test_what_was_changed_after_signing_is_not_printed(
    certificate: Certificate, renderer: Renderer, config: Config
) -> None:
    certificate.payload = certificate.payload | {"learner": "Eve Outsider"}
    db.session.commit()
    with pytest.raises(tasks.WrongRecord):
        tasks.render_certificate(certificate.id, config, renderer)
    assert certificate.rendering is Rendering.WAITING


def test_after_the_last_attempt_administrators_see_the_trouble_and_try_again(
    certificate: Certificate,
    broken: pytest.MonkeyPatch,
    tess: User,
    ada: User,
    browser: Browser,
) -> None:
    item = db.session.scalars(sa.select(OutboxItem)).one()
    item.attempts = outbox.MOST_ATTEMPTS - 2
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


@pytest.fixture
def pdf(certificate: Certificate, store: Store, tmp_path: Path) -> Path:
    deliver(certificate)
    file = tmp_path / "certificate.pdf"
    file.write_bytes(b"".join(store.open(certificate.pdf_key or "")))
    return file


def test_a_file_is_checked_against_status_and_bytes(
    certificate: Certificate, pdf: Path, tess: User, config: Config
) -> None:
    assert checking.check(pdf) == checking.Checked(Finding.VALID, certificate.number)
    new = actions.replace(
        certificate, actor=tess, proof=proof_of(tess), reason="Name.", config=config
    )
    db.session.commit()
    assert checking.check(pdf).finding is Finding.REPLACED
    db.session.execute(sa.update(Certificate).values(status=CertificateStatus.REVOKED))
    assert checking.check(pdf).finding is Finding.REVOKED
    assert new.number != certificate.number


def test_a_changed_file_is_found_by_the_code_inside(certificate: Certificate, pdf: Path) -> None:
    with pikepdf.open(pdf, allow_overwriting_input=True) as opened:
        opened.add_blank_page()
        opened.save(pdf)
    checked = checking.check(pdf)
    assert checked == checking.Checked(Finding.CHANGED, certificate.number)
    assert certificate.number in checked.sentence


@pytest.mark.parametrize(
    "content",
    [b"", b"not a PDF", plain_pdf(), plain_pdf("K4TN-9XQ2-7HRD-3BM8-WPA5-ZC6E-FG")],
)
def test_a_file_of_somebody_elses_is_unknown(app: Flask, content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "other.pdf"
    file.write_bytes(content)
    assert checking.check(file).finding is Finding.UNKNOWN


@pytest.mark.parametrize(("spoil", "status", "finding"), [(b"", 0, "valid"), (b" ", 1, "changed")])
def test_the_command_says_it_in_json_and_by_its_exit_status(
    certificate: Certificate,
    pdf: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: bytes,
    status: int,
    finding: str,
) -> None:
    @contextmanager
    def here() -> Iterator[None]:
        yield

    monkeypatch.setattr(records, "application", here)
    pdf.write_bytes(pdf.read_bytes() + spoil)
    told = CliRunner().invoke(main, ["certificates", "verify", str(pdf), "--json"])
    assert told.exit_code == status
    assert json.loads(told.output) == {"finding": finding, "number": certificate.number}
    in_words = CliRunner().invoke(main, ["certificates", "verify", str(pdf)])
    assert certificate.number in in_words.output
