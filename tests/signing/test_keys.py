"""Keys as they are kept: made once, encrypted, below one another, rotated and taken back."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.signing import making, profiles
from trainer.signing.keys import open_store
from trainer.signing.register import Origin, Purpose
from trainer.signing.store import FOLDER, KeyStore, NoKey
from trainer.signing.vault import Locked, Vault


def test_a_new_installation_gets_keys_whose_names_say_they_are_for_a_trial(store: KeyStore) -> None:
    made = store.register().keys
    assert [one.purpose for one in made] == list(Purpose)
    assert {one.origin for one in made} == {Origin.TRIAL}
    assert all("(trial)" in one.name for one in made)


def test_keys_are_made_once_however_many_ask_at_once(own: Config) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda _: open_store(own).document_key().id, range(16)))
    assert len(ids) == 1
    assert len(open_store(own).register().keys) == len(Purpose)


def test_each_certificate_is_issued_by_the_one_above(store: KeyStore) -> None:
    key = store.document_key()
    issuing, root = key.chain
    key.certificate.verify_directly_issued_by(issuing)
    issuing.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    assert key.private_key.public_key() == key.certificate.public_key()


def test_the_one_who_signs_is_no_authority_and_may_only_sign_documents(store: KeyStore) -> None:
    certificate = store.document_key().certificate
    extensions = certificate.extensions
    assert not extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    usage = extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    key = certificate.public_key()
    assert isinstance(store.document_key().private_key, EllipticCurvePrivateKey)
    assert getattr(key, "curve").name == SECP256R1.name  # noqa: B009 - only EC keys have one


def test_authorities_go_no_deeper_than_they_must(store: KeyStore) -> None:
    depths = [
        one.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length
        for one in store.document_key().chain
    ]
    assert depths == [0, 1]


def test_the_certificate_says_where_its_revocation_is_published(
    store: KeyStore, own: Config
) -> None:
    issuing = store.register().in_use(Purpose.ISSUING)
    assert issuing is not None
    extensions = store.document_key().certificate.extensions
    places = extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    names = places[0].full_name
    assert names is not None
    assert [name.value for name in names] == [f"{own.base_url}/keys/{issuing.id}.crl"]


def test_a_long_name_of_an_organisation_is_cut_so_that_roles_stay(own: Config) -> None:
    long = open_store(replace(own, organisation="Ø" * 300))
    for one in long.register().keys:
        if one.purpose is not Purpose.BADGE:
            assert len(one.name.encode()) <= profiles.LONGEST_NAME
            assert one.id in one.name


def test_private_files_are_encrypted_and_their_owner_s_alone(store: KeyStore, own: Config) -> None:
    folder = own.data_dir / FOLDER
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for record in store.register().keys:
        path = folder / f"{record.id}.key"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        private = store.private_key(record).private_bytes(
            Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
        )
        assert private[-32:] not in path.read_bytes()


def test_another_secret_opens_nothing_and_says_what_to_do(store: KeyStore, own: Config) -> None:
    other = KeyStore(replace(own, secret_key="another secret that is long enough too"))
    with pytest.raises(Locked, match="another TRAINER_SECRET_KEY"):
        other.document_key()
    assert other.register() == store.register()


def test_a_private_file_can_t_be_put_in_the_place_of_another(own: Config) -> None:
    vault = Vault(own.data_dir / "v", own.secret_key)
    vault.seal("a.key", b"one")
    vault.write("b.key", vault.read("a.key"))
    assert vault.unseal("a.key") == b"one"
    with pytest.raises(Locked):
        vault.unseal("b.key")


@pytest.mark.parametrize("kept", [b"", b"trainer-key-1\n", b"trainer-key-1\n" + b"x" * 60])
def test_a_damaged_private_file_is_a_sentence(own: Config, kept: bytes) -> None:
    vault = Vault(own.data_dir / "v", own.secret_key)
    vault.write("a.key", kept)
    with pytest.raises(Locked):
        vault.unseal("a.key")


def test_a_file_that_can_t_be_written_leaves_the_earlier_one(
    own: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault(own.data_dir / "v", own.secret_key)
    vault.write("a", b"earlier")

    def full(_descriptor: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        vault.write("a", b"later")
    assert vault.read("a") == b"earlier"


def test_rotating_keeps_the_authority_and_the_old_certificate(store: KeyStore, own: Config) -> None:
    before = store.document_key()
    store.change(partial(making.rotate_document_key, store, own))
    after = store.document_key()
    assert after.id != before.id
    assert after.chain == before.chain
    old = store.register().called(before.id)
    assert old is not None
    assert store.certificates(old)[0] == before.certificate


def test_badge_keys_keep_their_id_and_earlier_ones_still_check(
    store: KeyStore, own: Config
) -> None:
    before = store.badge_key()
    signature = before.private_key.sign(b"a badge")
    store.change(partial(making.rotate_badge_key, store, own))
    assert store.badge_key().id != before.id
    store.badge_public_keys()[before.id].verify(signature, b"a badge")


def test_a_revoked_badge_key_is_no_longer_given_out(store: KeyStore, own: Config) -> None:
    gone = store.badge_key().id
    revoke(store, own, gone)
    assert gone not in store.badge_public_keys()
    assert store.badge_key().id != gone


@pytest.mark.parametrize("content", [None, b"", b"not a key", "another"])
def test_a_badge_key_whose_public_file_was_exchanged_is_not_given_out(
    store: KeyStore, own: Config, content: bytes | str | None
) -> None:
    earlier = store.badge_key().id
    store.change(partial(making.rotate_badge_key, store, own))
    folder = own.data_dir / FOLDER
    file = folder / f"{earlier}.pem"
    match content:
        case None:
            file.unlink()
        case bytes():
            file.write_bytes(content)
        case _:
            file.write_bytes((folder / f"{store.badge_key().id}.pem").read_bytes())
    assert set(store.badge_public_keys()) == {store.badge_key().id}


def test_a_revoked_key_has_a_successor_at_once(store: KeyStore, own: Config) -> None:
    gone = store.document_key()
    revoke(store, own, gone.id)
    assert store.document_key().id != gone.id
    assert store.document_key().chain == gone.chain
    record = store.register().called(gone.id)
    assert record is not None
    assert record.revoked_at is not None
    assert record.reason == "It was copied."


def test_with_an_authority_all_below_it_is_made_anew(store: KeyStore, own: Config) -> None:
    before = store.document_key()
    root = store.register().in_use(Purpose.ROOT)
    assert root is not None
    revoke(store, own, root.id)
    assert not set(store.document_key().chain) & set(before.chain)


def test_revoking_is_final_and_needs_a_reason(store: KeyStore, own: Config) -> None:
    key_id = store.document_key().id
    with pytest.raises(Unacceptable, match="Say why"):
        revoke(store, own, key_id, reason="  ")
    with pytest.raises(Unacceptable, match="no key called nothing"):
        revoke(store, own, "nothing")
    revoke(store, own, key_id)
    with pytest.raises(Conflict, match="That is final"):
        revoke(store, own, key_id)


def test_a_key_is_not_made_to_outlive_its_authority(store: KeyStore, own: Config) -> None:
    late = clock.now() + profiles.ISSUING_LASTS - timedelta(days=400)
    with clock.at(late):
        store.change(partial(making.rotate_document_key, store, own))
    key = store.document_key()
    assert key.certificate.not_valid_after_utc == key.chain[0].not_valid_after_utc
    with clock.at(late + timedelta(days=100)), pytest.raises(Conflict, match="ends too soon"):
        store.change(partial(making.rotate_document_key, store, own))


def test_without_keys_nothing_is_signed(own: Config) -> None:
    with pytest.raises(NoKey, match="trainer keys create"):
        KeyStore(own).document_key()


def test_a_root_key_kept_elsewhere_is_not_needed_to_rotate(store: KeyStore, own: Config) -> None:
    root = store.register().in_use(Purpose.ROOT)
    assert root is not None
    Path(own.data_dir / FOLDER / f"{root.id}.key").unlink()
    store.change(partial(making.rotate_document_key, store, own))
    with pytest.raises(NoKey, match="not in the folder"):
        store.private_key(root)


def revoke(store: KeyStore, own: Config, key_id: str, reason: str = "It was copied.") -> None:
    store.change(partial(making.revoke_key, store, own, key_id=key_id, reason=reason))
