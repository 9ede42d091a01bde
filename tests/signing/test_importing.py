"""The organisation's own certificate, taken in as PKCS#12."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.signing import making, profiles
from trainer.signing.importing import import_key
from trainer.signing.register import Origin, Purpose
from trainer.signing.store import KeyStore

NOW = clock.now()
ROOT = profiles.root("A trust centre", "one", NOW)
ISSUING = profiles.issuing(ROOT, "A trust centre", "one", NOW)


def theirs(now_is: timedelta = timedelta()) -> profiles.Signatory:
    return profiles.document(
        ISSUING, "Brackenhall Home", "one", NOW + now_is, published_at="http://localhost/ca"
    )


def packed(
    signatory: profiles.Signatory, above: list[x509.Certificate], password: str = "open"
) -> bytes:
    locked = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return serialize_key_and_certificates(
        b"ours", signatory.key, signatory.certificate, above, locked
    )


def take_in(store: KeyStore, content: bytes, password: str = "open") -> None:
    store.change(partial(import_key, store, content=content, password=password))


def test_it_signs_from_then_on_with_its_chain_in_order(store: KeyStore) -> None:
    signatory = theirs()
    stranger = profiles.root("Somebody else", "two", NOW).certificate
    above = [ROOT.certificate, stranger, ISSUING.certificate]
    take_in(store, packed(signatory, above))
    key = store.document_key()
    assert key.certificate == signatory.certificate
    assert key.chain == (ISSUING.certificate, ROOT.certificate)
    record = store.register().in_use(Purpose.DOCUMENT)
    assert record is not None
    assert record.origin is Origin.IMPORTED


def test_a_certificate_alone_is_enough_and_so_is_no_password(store: KeyStore) -> None:
    signatory = theirs()
    take_in(store, packed(signatory, [], password=""), password="")
    assert store.document_key().chain == ()


@pytest.mark.parametrize("content", [b"", b"no file of that kind", packed(theirs(), [])[:-9]])
def test_what_is_no_such_file_is_a_sentence(store: KeyStore, content: bytes) -> None:
    with pytest.raises(Unacceptable, match="can't be opened"):
        take_in(store, content)


def test_a_wrong_password_is_a_sentence(store: KeyStore) -> None:
    with pytest.raises(Unacceptable, match="password right"):
        take_in(store, packed(theirs(), []), password="shut")


@pytest.mark.parametrize("days", [-1000, 30])
def test_it_must_be_in_force(store: KeyStore, days: int) -> None:
    with pytest.raises(Unacceptable, match="not in force today"):
        take_in(store, packed(theirs(timedelta(days=days)), []))


def test_a_short_key_or_one_of_a_rare_kind_is_refused(store: KeyStore) -> None:
    for key in (rsa.generate_private_key(65537, 1024), ed25519.Ed25519PrivateKey.generate()):
        content = serialize_key_and_certificates(b"x", key, for_itself(key), [], NoEncryption())
        with pytest.raises(Unacceptable, match="2048 bits or more"):
            take_in(store, content, password="")


def test_a_certificate_for_something_else_is_refused(store: KeyStore) -> None:
    with pytest.raises(Unacceptable, match="not issued for signing"):
        take_in(store, packed(ISSUING, []))


def test_a_certificate_comes_in_once_and_never_again_after_it_was_revoked(
    own: Config, store: KeyStore
) -> None:
    content = packed(theirs(), [])
    take_in(store, content)
    key_id = store.document_key_id()
    with pytest.raises(Unacceptable, match=f"in the list already, as {key_id}"):
        take_in(store, content)
    revoked = partial(making.revoke_key, store, own, key_id=key_id, reason="Copied.")
    store.change(revoked)
    successor = store.document_key_id()
    with pytest.raises(Unacceptable, match=f"was revoked here, as {key_id}"):
        take_in(store, content)
    assert store.document_key_id() == successor


def test_a_refused_file_changes_nothing(store: KeyStore) -> None:
    before = store.register()
    with pytest.raises(Unacceptable):
        take_in(store, b"")
    assert store.register() == before


def test_no_key_is_left_out_because_of_its_curve(store: KeyStore) -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    take_in(store, packed(profiles.Signatory(key, for_itself(key)), []))
    assert store.document_key().private_key.key_size == 384


def for_itself(key: Any) -> x509.Certificate:
    name = profiles.named("Brackenhall Home", "certificates")
    return x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=5,
        not_valid_before=NOW,
        not_valid_after=NOW + timedelta(days=9),
    ).sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else SHA256())
