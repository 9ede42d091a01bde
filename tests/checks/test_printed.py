"""A certificate prints where the ledger stood: what is cut off before that is missed without more."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import sqlalchemy as sa
from flask import Flask

from tests.audit.test_anchors import cut_off_after
from tests.audit.test_ledger import praise
from tests.factories_certificates import keep_pdf, make_certificate
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.audit.verify import verify
from trainer.certificates.models import Certificate
from trainer.checks import issued, printed
from trainer.extensions import db
from trainer.signing.reading import Worth
from trainer.signing.signer import Signer
from trainer.signing.store import KeyStore
from trainer.signing.trust import Trust
from trainer.signing.verifying import read


@pytest.fixture(autouse=True)
def own_keys(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = replace(app.extensions["trainer"], data_dir=tmp_path)
    monkeypatch.setitem(app.extensions, "trainer", own)


@pytest.fixture
def links(app: Flask, ada: User) -> list[LedgerEntry]:
    """The ledger, whose last link a certificate prints."""
    praise(ada, "Well asked.")
    certificate = make_certificate(ada)
    found = list(db.session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.seq)))
    keep_pdf(certificate, link=f"{found[-1].seq}:{found[-1].hash}")
    db.session.commit()
    return found


def test_the_printed_link_is_passed(links: list[LedgerEntry]) -> None:
    assert list(printed.links()) == [(links[-1].seq, links[-1].hash)]
    assert verify(printed.links()) == []


def test_a_tail_cut_off_before_it_is_missed(links: list[LedgerEntry]) -> None:
    last = f"{links[-1].seq}:{links[-1].hash}"
    cut_off_after(links[0])
    assert verify() == []
    assert verify(printed.links()) == [
        f"The chain no longer passes through {last}, as it once did."
    ]
    number = db.session.scalars(sa.select(Certificate.id)).one()
    assert [one.says for check in issued.CHECKS for one in check.findings()] == [
        f"The ledger has no link {links[-1].seq} as the PDF of certificate {number} prints it."
    ]


def test_what_no_key_vouches_for_says_nothing(app: Flask, ada: User) -> None:
    keep_pdf(make_certificate(ada), link=f"99:{'ab12' * 16}", signed=False)
    assert list(printed.links()) == []


def test_a_link_that_stands_on_the_page_alone_is_found(app: Flask) -> None:
    """Certificates of before say it on their second page and nowhere else."""
    config, made = app.extensions["trainer"], BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        words = f"BT /F1 6 Tf 20 100 Td (Record fingerprint 587:{'ab12' * 16}) Tj ET"
        page.Contents = pdf.make_stream(words.encode())
        pdf.save(made)
    reading = read(Signer(config).sign(made.getvalue()).content, Trust.of(KeyStore(config)))
    assert (reading.worth, reading.links) == (Worth.INTACT, ((587, "ab12" * 16),))
