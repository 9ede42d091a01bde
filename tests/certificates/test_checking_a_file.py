"""A stranger holding a file: what it is worth, and what was issued under its code, as of today."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import cast

import pikepdf
import pytest
from click.testing import CliRunner
from flask import Flask

from tests.browsing import Browser
from tests.certificates.test_rendering import deliver
from tests.factories_certificates import ASSESSOR, IQA, make_certificate
from trainer import work
from trainer.accounts.models import User
from trainer.certificates import checking, forms
from trainer.certificates.checking import Checked, Finding
from trainer.certificates.models import Certificate, CertificateEvent, CertificateStatus
from trainer.certificates.views.checking import MOST_FILES
from trainer.cli import certificates as commands
from trainer.cli import main
from trainer.config import Config
from trainer.core import clock
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.signing import making
from trainer.signing.keys import open_store
from trainer.signing.reading import LARGEST, FileReader
from trainer.signing.signer import Signer
from trainer.signing.trust import Trust
from trainer.storage.store import Store


@pytest.fixture(scope="module", autouse=True)
def renderer() -> Iterator[Renders]:
    with work.renderer() as renderer:
        yield renderer


@pytest.fixture(scope="module")
def reader() -> Iterator[FileReader]:
    with FileReader() as reader:
        yield reader


@pytest.fixture
def certificate(ada: User, tess: User) -> Certificate:
    return make_certificate(ada, by=tess)


@pytest.fixture
def pdf(certificate: Certificate, app: Flask) -> bytes:
    deliver(certificate)
    store = cast("Store", app.extensions["store"])
    return b"".join(store.open(certificate.pdf_key or ""))


def check(pdf: bytes, reader: FileReader, config: Config) -> Checked:
    return checking.check(pdf, reader, Trust.of(open_store(config)))


def plain_pdf(keywords: str = "") -> bytes:
    """A PDF as anybody might make one."""
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Keywords"] = keywords
        pdf.save(made)
    return made.getvalue()


def resaved(pdf: bytes, *, keywords: bool = True) -> bytes:
    saved = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        if not keywords:
            del opened.docinfo["/Keywords"]
        opened.save(saved)
    return saved.getvalue()


def end(certificate: Certificate, tess: User, status: CertificateStatus) -> None:
    certificate.status = status
    event = CertificateEvent(
        status=status,
        actor_id=tess.id,
        reason="A mistake.",
        reauthenticated_at=clock.now(),
    )
    certificate.events.append(event)
    db.session.commit()


def test_as_issued_it_is_valid_and_its_standing_is_told_beside_it(
    certificate: Certificate, pdf: bytes, reader: FileReader, config: Config, tess: User
) -> None:
    checked = check(pdf, reader, config)
    assert (checked.finding, checked.code) == (Finding.VALID, certificate.code)
    assert checked.shown is not None
    assert checked.shown.standing == "issued"
    end(certificate, tess, CertificateStatus.REVOKED)
    checked = check(pdf, reader, config)
    assert checked.finding is Finding.VALID
    assert checked.shown is not None
    assert checked.shown.standing == "revoked"


@pytest.mark.parametrize("keywords", [True, False])
def test_saved_by_another_program_it_is_changed_and_found_by_its_code(
    certificate: Certificate, pdf: bytes, reader: FileReader, config: Config, keywords: bool
) -> None:
    checked = check(resaved(pdf, keywords=keywords), reader, config)
    assert (checked.finding, checked.code) == (Finding.CHANGED, certificate.code)


def test_another_file_that_our_key_signed_is_not_what_was_issued(
    certificate: Certificate, pdf: bytes, reader: FileReader, config: Config
) -> None:
    again = Signer(config).sign(plain_pdf(certificate.shown_code)).content
    assert check(again, reader, config).finding is Finding.CHANGED
    elsewhere = Signer(config).sign(plain_pdf("K4TN-9XQ2-7HRD-3BM8-WPA5-ZC6E-FG")).content
    assert check(elsewhere, reader, config).finding is Finding.NOT_OURS


def test_a_foreign_signature_on_our_text_is_an_unknown_signer(
    certificate: Certificate, pdf: bytes, reader: FileReader, config: Config, tmp_path: Path
) -> None:
    forger = Signer(replace(config, data_dir=tmp_path))
    bare = pdf[: pdf.index(b"%%EOF") + len(b"%%EOF\n")]
    checked = check(forger.sign(bare).content, reader, config)
    assert (checked.finding, checked.code) == (Finding.UNKNOWN_SIGNER, certificate.code)


def test_a_revoked_key_takes_nothing_from_what_is_on_record_and_all_from_the_rest(
    certificate: Certificate, pdf: bytes, reader: FileReader, own_keys: Config
) -> None:
    store = open_store(own_keys)
    signer = Signer(own_keys)
    early = signer.sign(plain_pdf(certificate.shown_code)).content
    on_record = signer.sign(plain_pdf(certificate.shown_code)).content
    certificate.pdf_sha256 = hashlib.sha256(on_record).hexdigest()
    db.session.commit()
    key_id = store.document_key().id
    assert check(on_record, reader, own_keys).finding is Finding.VALID
    later = partial(making.revoke_key, store, own_keys, key_id=key_id, reason="Copied.")
    with clock.at(clock.now() + timedelta(minutes=1)):
        store.change(later)
    assert check(on_record, reader, own_keys).finding is Finding.VALID
    assert check(early, reader, own_keys).finding is Finding.REVOKED_KEY


def test_what_a_revoked_key_signs_later_fails_even_on_record(
    certificate: Certificate, pdf: bytes, reader: FileReader, own_keys: Config
) -> None:
    store = open_store(own_keys)
    signed = Signer(own_keys).sign(plain_pdf(certificate.shown_code)).content
    certificate.pdf_sha256 = hashlib.sha256(signed).hexdigest()
    db.session.commit()
    before = partial(
        making.revoke_key, store, own_keys, key_id=store.document_key().id, reason="Copied."
    )
    with clock.at(clock.now() - timedelta(minutes=2)):
        store.change(before)
    assert check(signed, reader, own_keys).finding is Finding.REVOKED_KEY


@pytest.fixture
def own_keys(config: Config, tmp_path: Path) -> Config:
    return replace(config, data_dir=tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"not a PDF", plain_pdf(), plain_pdf("K4TN-9XQ2-7HRD-3BM8-WPA5-ZC6E-FG")]
)
def test_a_file_of_somebody_elses_is_not_ours(
    app: Flask, content: bytes, reader: FileReader, config: Config
) -> None:
    checked = check(content, reader, config)
    assert (checked.finding, checked.shown) == (Finding.NOT_OURS, None)


def test_issued_before_certificates_were_signed_it_is_valid_by_its_bytes(
    certificate: Certificate, pdf: bytes, reader: FileReader, config: Config
) -> None:
    unsigned = plain_pdf(certificate.shown_code)
    certificate.pdf_sha256 = hashlib.sha256(unsigned).hexdigest()
    db.session.commit()
    assert check(unsigned, reader, config).finding is Finding.CHANGED
    certificate.signed_with = None
    db.session.commit()
    assert check(unsigned, reader, config).finding is Finding.VALID


def bomb() -> bytes:
    """A page whose words unpack to far more than the memory a child has."""
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b" " * 300_000_000)
        pdf.save(made, compress_streams=True)
    return made.getvalue()


@pytest.mark.slow
def test_a_bomb_ends_the_child_at_most_and_the_next_file_is_read(
    certificate: Certificate, pdf: bytes, reader: FileReader, config: Config
) -> None:
    packed = bomb()
    assert len(packed) < LARGEST
    assert check(packed, reader, config).finding is Finding.NOT_OURS
    assert check(pdf, reader, config).finding is Finding.VALID


def test_a_stranger_sends_the_file_and_is_told_without_names_of_those_who_judged(
    certificate: Certificate, pdf: bytes, browser: Browser, tess: User
) -> None:
    visitor = browser()
    assert "Check the PDF" in visitor.get("/v").html
    visitor.get("/v/file")
    answer = visitor.post("/v/file", file=(BytesIO(pdf), "certificate.pdf"), status=200)
    assert "This file is exactly as it was issued" in answer.html
    assert "Ada Trainee" in answer.html
    assert ASSESSOR not in answer.html
    assert IQA not in answer.html
    end(certificate, tess, CertificateStatus.REVOKED)
    answer = visitor.post("/v/file", file=(BytesIO(pdf), "certificate.pdf"), status=200)
    assert "This file is genuine, but the certificate has been revoked" in answer.html
    assert "no longer holds, whatever a copy says" in answer.html
    answer = visitor.post("/v/file", file=(BytesIO(pdf + b" "), "certificate.pdf"), status=200)
    assert "This file was changed after it was issued" in answer.html


@pytest.mark.parametrize(
    ("status", "days_left", "said"),
    [
        (CertificateStatus.REVOKED, 1, "genuine, but the certificate has been revoked"),
        (CertificateStatus.REPLACED, 1, "genuine, but the certificate has been replaced"),
        (CertificateStatus.ISSUED, -1, "genuine, but the certificate has run out"),
        (CertificateStatus.ISSUED, 1, "exactly as it was issued"),
    ],
)
def test_the_first_words_about_a_genuine_file_say_whether_it_still_holds(
    certificate: Certificate,
    pdf: bytes,
    browser: Browser,
    tess: User,
    status: CertificateStatus,
    days_left: int,
    said: str,
) -> None:
    day = clock.today() + timedelta(days=days_left)
    certificate.payload = {**certificate.payload, "expires_on": day.isoformat()}
    end(certificate, tess, status)
    answer = browser().post("/v/file", file=(BytesIO(pdf), "certificate.pdf"), status=200)
    heading = answer.html.partition("<h1>")[2].partition("</h1>")[0]
    assert said in heading


def test_only_files_that_are_sent_count_and_not_looks_at_the_form(
    browser: Browser, throttled: None
) -> None:
    visitor = browser()
    for _time in range(MOST_FILES + 1):
        visitor.get("/v/file")
    for _time in range(MOST_FILES):
        visitor.post("/v/file", status=422)
    visitor.post("/v/file", status=429)


def test_no_file_and_one_that_is_too_large_are_refused(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "LARGEST", 1000)
    visitor = browser()
    answer = visitor.post("/v/file", status=422)
    assert "Choose the PDF you were given." in answer.html
    large = (BytesIO(b"x" * 1001), "large.pdf")
    answer = visitor.post("/v/file", file=large, status=422)
    assert "This file is over 10 MB." in answer.html


@pytest.mark.parametrize(("spoil", "status", "finding"), [(b"", 0, "valid"), (b" ", 3, "changed")])
def test_the_command_says_it_in_json_and_by_its_exit_status(
    app: Flask,
    certificate: Certificate,
    pdf: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: bytes,
    status: int,
    finding: str,
) -> None:
    @contextmanager
    def here() -> Iterator[Flask]:
        yield app

    monkeypatch.setattr(commands, "application", here)
    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf + spoil)
    told = CliRunner().invoke(main, ["certificates", "verify", str(file), "--json"])
    assert told.exit_code == status, told.output
    facts = json.loads(told.output)
    assert (facts["finding"], facts["number"]) == (finding, certificate.number)
    assert facts["standing"] == "issued"
    in_words = CliRunner().invoke(main, ["certificates", "verify", str(file)])
    assert certificate.number in in_words.output
