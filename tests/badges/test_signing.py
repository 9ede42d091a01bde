"""Badges are signed in both forms, and somebody else's library believes them, and no other ones."""

import base64
import copy
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3Verifier
from openvc.errors import OpenvcError

from tests.badges.conftest import ADDRESSES, make_content, signed_with
from tests.badges.independent import believed, resolver_of
from trainer.badges.credential import identity_hash
from trainer.badges.signing import SignedBadge, key_document
from trainer.signing.store import BadgeKey


def document_of(signed: SignedBadge) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(signed.document)
    return found


def test_the_proof_in_the_json_is_believed(signed: SignedBadge, resolver: Any) -> None:
    believed(document_of(signed), resolver)


def test_the_token_is_believed(signed: SignedBadge, resolver: Any) -> None:
    told = believed(signed.token, resolver)
    subject = document_of(signed)["credentialSubject"]
    assert told["credentialSubject"] == subject


def test_the_library_that_signs_believes_them_too(signed: SignedBadge, key: BadgeKey) -> None:
    published = json.dumps(key_document({key.id: key.public_key}, ADDRESSES)).encode()
    checker = OB3LdpVerifier.for_issuer_did(ADDRESSES.issuer)
    checker.verify(signed.document, download=lambda _address: published)
    tokens = OB3Verifier.for_issuer_did(ADDRESSES.issuer, download=lambda _address: published)
    tokens.verify(signed.token)


CHANGES = {
    "another's achievement": lambda d: d["credentialSubject"]["achievement"].update(name="Level 7"),
    "another holder": lambda d: d["credentialSubject"]["identifier"][0].update(
        identityHash=identity_hash("Eve Outsider", "a1b2c3")
    ),
    "a criterion more": lambda d: d["credentialSubject"]["achievement"]["alignment"].append(
        d["credentialSubject"]["achievement"]["alignment"][0] | {"targetCode": "Q/1 9.9"}
    ),
    "an earlier day": lambda d: d.update(validFrom="2020-01-01T00:00:00Z"),
    "no status": lambda d: d.pop("credentialStatus"),
    "another place": lambda d: d["credentialStatus"].update(statusListIndex="1"),
    "another proof": lambda d: d["proof"].update(proofValue="z" + "1" * 88),
}


@pytest.mark.parametrize("change", CHANGES)
def test_changed_json_is_refused(signed: SignedBadge, resolver: Any, change: str) -> None:
    changed = copy.deepcopy(document_of(signed))
    CHANGES[change](changed)
    with pytest.raises(OpenvcError):
        believed(changed, resolver)


def test_a_changed_token_is_refused(signed: SignedBadge, resolver: Any) -> None:
    head, body, signature = signed.token.split(".")
    said = json.loads(base64.urlsafe_b64decode(body + "=="))
    said["credentialSubject"]["achievement"]["name"] = "Level 7"
    other = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    with pytest.raises(OpenvcError):
        believed(f"{head}.{other}.{signature}", resolver)


def test_a_key_that_is_not_the_issuers_is_refused(resolver: Any) -> None:
    stranger = BadgeKey("k1", Ed25519PrivateKey.generate())
    signed = signed_with(stranger)
    for form in (document_of(signed), signed.token):
        with pytest.raises(OpenvcError):
            believed(form, resolver)


def test_a_badge_of_an_earlier_key_still_holds(signed: SignedBadge, key: BadgeKey) -> None:
    newer = BadgeKey("k2", Ed25519PrivateKey.generate())
    keys = {"k2": newer.public_key, "k1": key.public_key}
    resolver = resolver_of(key_document(keys, ADDRESSES))
    believed(document_of(signed), resolver)
    believed(signed.token, resolver)
    without = resolver_of(key_document({"k2": newer.public_key}, ADDRESSES))
    with pytest.raises(OpenvcError):
        believed(document_of(signed), without)


def test_forty_units_of_ten_criteria_and_five_hundred_files_fit(
    key: BadgeKey, resolver: Any
) -> None:
    one = make_content().criteria[0]
    many = tuple(
        type(one)(f"00000000-0000-5000-8000-{n:012d}", f"Q/{n // 10}", "Unit " * 12, f"{n % 10}.1")
        for n in range(400)
    )
    files = tuple(f"{n:064x}" for n in range(500))
    signed = signed_with(key, criteria=many, files=files)
    believed(document_of(signed), resolver)
