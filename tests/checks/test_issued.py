"""What was given out is looked at whole: what is as it should be passes, whatever came since."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from tests.factories_certificates import keep_pdf, make_administrator, make_certificate
from tests.factories_letterhead import make_letterhead, make_picture
from trainer.accounts.models import User
from trainer.certificates.models import Certificate
from trainer.checks import issued, letterheads
from trainer.core import clock
from trainer.extensions import db
from trainer.letterhead import actions
from trainer.signing import making
from trainer.signing.keys import open_store
from trainer.signing.store import KeyStore


@pytest.fixture
def keys(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyStore:
    """Keys that this test may take back."""
    own = replace(app.extensions["trainer"], data_dir=tmp_path)
    monkeypatch.setitem(app.extensions, "trainer", own)
    return open_store(own)


@pytest.fixture
def certificate(ada: User) -> Certificate:
    return make_certificate(ada)


def found() -> list[str]:
    return [one.says for check in issued.CHECKS for one in check.findings()]


def revoke(app: Flask, keys: KeyStore, *, later: timedelta) -> None:
    with clock.at(clock.now() + later):
        keys.change(
            partial(
                making.revoke_key,
                keys,
                app.extensions["trainer"],
                key_id=keys.document_key_id(),
                reason="It was copied.",
            )
        )


def test_one_as_it_was_issued_passes(keys: KeyStore, certificate: Certificate) -> None:
    keep_pdf(certificate)
    assert found() == []


def test_a_key_revoked_later_takes_nothing_from_what_it_signed_before(
    app: Flask, keys: KeyStore, certificate: Certificate
) -> None:
    keep_pdf(certificate)
    revoke(app, keys, later=timedelta(minutes=1))
    assert found() == []


def test_what_a_key_signed_after_it_was_revoked_is_named(
    app: Flask, keys: KeyStore, certificate: Certificate
) -> None:
    keep_pdf(certificate)
    revoke(app, keys, later=-timedelta(minutes=1))
    assert found() == [
        f"The PDF of certificate {certificate.id} was signed after its key was revoked."
    ]


def test_one_issued_before_there_were_keys_is_known_by_its_hash(
    keys: KeyStore, certificate: Certificate
) -> None:
    certificate.issued_at = clock.now() - timedelta(days=1)
    keep_pdf(certificate, signed=False)
    assert found() == []
    certificate.pdf_sha256 = "0" * 64
    db.session.flush()
    assert len(found()) == 1


def test_after_the_keys_were_lost_each_certificate_says_so(
    app: Flask,
    keys: KeyStore,
    certificate: Certificate,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep_pdf(certificate)
    other = replace(app.extensions["trainer"], data_dir=tmp_path / "other")
    monkeypatch.setitem(app.extensions, "trainer", other)
    assert found() == [
        f"The PDF of certificate {certificate.id} is not signed by the key on record for it."
    ]


def test_a_letterhead_in_use_with_its_pictures_passes(app: Flask) -> None:
    by = make_administrator()
    actions.put_to_use(make_letterhead(by, logo=make_picture()), actor=by)
    db.session.commit()
    assert [one.says for check in letterheads.CHECKS for one in check.findings()] == []
