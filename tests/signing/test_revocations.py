"""What our authorities took back: listed, signed, renewed in time, and there for anyone."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask

from tests.browsing import Browser
from tests.signing.test_importing import ISSUING, packed, take_in, theirs
from tests.signing.test_keys import revoke
from tests.signing.tools import told_by
from trainer.config import Config
from trainer.core import clock
from trainer.signing import making
from trainer.signing.keys import open_store
from trainer.signing.register import KeyRecord, Purpose
from trainer.signing.revocations import LASTS, renew_lists
from trainer.signing.store import FOLDER, KeyStore


def issuing_of(store: KeyStore) -> KeyRecord:
    found = store.register().in_use(Purpose.ISSUING)
    assert found is not None
    return found


def listed(store: KeyStore, issuing: KeyRecord) -> x509.CertificateRevocationList:
    content = store.kept_list(issuing)
    assert content is not None
    found = x509.load_der_x509_crl(content)
    key = store.certificates(issuing)[0].public_key()
    assert isinstance(key, EllipticCurvePublicKey)
    assert found.is_signature_valid(key)
    return found


def test_the_list_is_there_from_the_beginning_and_empty(store: KeyStore) -> None:
    assert list(listed(store, issuing_of(store))) == []


def test_a_revoked_key_is_listed_with_its_day_and_one_that_was_rotated_is_not(
    store: KeyStore, own: Config
) -> None:
    rotated = store.document_key().certificate
    store.change(partial(making.rotate_document_key, store, own))
    gone = store.document_key()
    revoke(store, own, gone.id)
    found = listed(store, issuing_of(store))
    entry = found.get_revoked_certificate_by_serial_number(gone.certificate.serial_number)
    record = store.register().called(gone.id)
    assert entry is not None
    assert record is not None
    assert record.revoked_at is not None
    assert entry.revocation_date_utc == record.revoked_at.replace(microsecond=0)
    assert found.get_revoked_certificate_by_serial_number(rotated.serial_number) is None


def test_each_list_has_a_higher_number(store: KeyStore, own: Config) -> None:
    first = listed(store, issuing_of(store))
    revoke(store, own, store.document_key().id)
    second = listed(store, issuing_of(store))
    numbers = [
        one.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        for one in (first, second)
    ]
    assert numbers[0] < numbers[1]


def test_a_list_is_signed_again_before_it_runs_out(store: KeyStore, own: Config) -> None:
    assert renew_lists(own) == 0
    with clock.at(clock.now() + LASTS / 2 + timedelta(hours=1)):
        assert renew_lists(own) == 1
        assert renew_lists(own) == 0
    ends = listed(store, issuing_of(store)).next_update_utc
    assert ends is not None
    assert ends > clock.now() + LASTS


def test_a_public_file_that_is_gone_keeps_no_list_from_being_signed(
    store: KeyStore, own: Config
) -> None:
    first, issuing = store.document_key(), issuing_of(store)
    revoke(store, own, first.id)
    second = store.document_key_id()
    for key_id in (first.id, second):
        (own.data_dir / FOLDER / f"{key_id}.pem").unlink()
    with clock.at(clock.now() + timedelta(days=20)):
        assert renew_lists(own) == 1
    assert list(listed(store, issuing)) == []


def test_an_authority_that_was_put_away_or_locked_lists_nothing_more(
    store: KeyStore, own: Config
) -> None:
    late = clock.now() + LASTS
    with clock.at(late):
        assert renew_lists(replace(own, secret_key="another secret that is long enough")) == 0
    Path(own.data_dir / FOLDER / f"{issuing_of(store).id}.key").unlink()
    with clock.at(late):
        assert renew_lists(own) == 0


def test_a_key_that_somebody_else_certified_is_not_on_our_list(
    store: KeyStore, own: Config
) -> None:
    take_in(store, packed(theirs(), [ISSUING.certificate]))
    revoke(store, own, store.document_key().id)
    assert list(listed(store, issuing_of(store))) == []


def test_another_program_reads_and_believes_it(
    store: KeyStore, own: Config, tmp_path: Path
) -> None:
    revoke(store, own, store.document_key().id)
    issuing = issuing_of(store)
    file, above = tmp_path / "list.crl", tmp_path / "above.pem"
    file.write_bytes(store.kept_list(issuing) or b"")
    above.write_bytes(
        b"".join(one.public_bytes(Encoding.PEM) for one in store.certificates(issuing))
    )
    said = told_by("openssl", "crl", "-inform", "DER", "-in", file, "-noout", "-text")
    assert "Key Compromise" in said
    told_by("openssl", "crl", "-inform", "DER", "-in", file, "-noout", "-CAfile", above, "-verify")


@pytest.fixture
def ours(app: Flask) -> KeyStore:
    return open_store(app.extensions["trainer"])


def test_anyone_fetches_the_authority_and_its_list(ours: KeyStore, browser: Browser) -> None:
    record = issuing_of(ours)
    visitor = browser().client
    authority = visitor.get(f"/keys/{record.id}.cer")
    assert authority.mimetype == "application/pkix-cert"
    assert x509.load_der_x509_certificate(authority.data) == ours.certificates(record)[0]
    answer = visitor.get(f"/keys/{record.id}.crl")
    assert answer.mimetype == "application/pkix-crl"
    assert answer.data == ours.kept_list(record)
    places = ours.document_key().certificate.extensions.get_extension_for_class(
        x509.CRLDistributionPoints
    )
    assert (places.value[0].full_name or [])[0].value.endswith(f"/keys/{record.id}.crl")


def test_nothing_else_of_the_folder_is_sent(ours: KeyStore, browser: Browser) -> None:
    visitor = browser().client
    document, root = ours.document_key().id, ours.register().in_use(Purpose.ROOT)
    assert root is not None
    for name in (
        f"{document}.cer",
        f"{document}.crl",
        f"{root.id}.crl",
        "register.cer",
        "..%2f.cer",
    ):
        assert visitor.get(f"/keys/{name}").status_code == 404, name
    assert visitor.get(f"/keys/{document}.key").status_code in {302, 404}


def test_an_authority_that_was_exchanged_is_not_sent(
    app: Flask, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = replace(app.extensions["trainer"], data_dir=tmp_path)
    monkeypatch.setitem(app.extensions, "trainer", own)
    store = open_store(own)
    root, document = store.register().in_use(Purpose.ROOT), store.document_key_id()
    assert root is not None
    visitor, folder = browser().client, tmp_path / FOLDER
    assert visitor.get(f"/keys/{root.id}.cer").status_code == 200
    (folder / f"{root.id}.pem").write_bytes((folder / f"{document}.pem").read_bytes())
    assert visitor.get(f"/keys/{root.id}.cer").status_code == 404
    (folder / f"{root.id}.pem").unlink()
    assert visitor.get(f"/keys/{root.id}.cer").status_code == 404
