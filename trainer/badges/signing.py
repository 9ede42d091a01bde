"""Signing badges in both forms of Open Badges 3.0, and telling others which keys to check with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from openbadgeslib.ob3.credential import OpenBadgeCredential
from openbadgeslib.ob3.did import multikey_from_pem
from openbadgeslib.ob3.ldp import add_data_integrity_proof

from trainer.badges.addresses import Addresses
from trainer.signing.store import BadgeKey

Document = dict[str, Any]


CLAIMS = frozenset({"iss", "jti", "nbf", "exp"})
"""What a token says of itself, beside the badge."""


@dataclass(frozen=True)
class SignedBadge:
    """One badge in two forms: JSON with a proof of its integrity in it, and a compact token."""

    document: str
    token: str


def sign(credential: OpenBadgeCredential, key: BadgeKey, addresses: Addresses) -> str:
    """Sign a badge as a token, which takes a few thousandths of a second."""
    return _token(credential.to_jwt_payload(), key, addresses)


def prove(token: str, key: BadgeKey, addresses: Addresses, *, at: datetime) -> SignedBadge:
    """Put what a token of ours says into JSON with a proof in it, which takes a hundred times as long."""
    proved = sign_document(said_by(token), key, addresses, at=at)
    return SignedBadge(json.dumps(proved, ensure_ascii=False), token)


def said_by(token: str) -> Document:
    """Read a badge out of a token of ours, believing it."""
    said = jwt.decode(token, options={"verify_signature": False})
    return {name: value for name, value in said.items() if name not in CLAIMS}


def sign_document(
    document: Document, key: BadgeKey, addresses: Addresses, *, at: datetime
) -> Document:
    """Put a proof of its integrity into a credential, such as a status list."""
    return add_data_integrity_proof(document, _pem(key), addresses.key(key.id), created=at)


def sign_token(document: Document, key: BadgeKey, addresses: Addresses, *, at: datetime) -> str:
    """Make a token of a credential that is no badge."""
    claims = {"iss": addresses.issuer, "jti": document["id"], "nbf": int(at.timestamp())}
    return _token(document | claims, key, addresses)


def key_document(keys: Mapping[str, Ed25519PublicKey], addresses: Addresses) -> Document:
    """Publish the keys that hold, by the names under which badges refer to them."""
    methods = [
        {
            "id": addresses.key(key_id),
            "type": "Multikey",
            "controller": addresses.issuer,
            "publicKeyMultibase": multikey_from_pem(
                key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            ),
        }
        for key_id, key in keys.items()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": addresses.issuer,
        "alsoKnownAs": [addresses.profile],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _token(payload: Document, key: BadgeKey, addresses: Addresses) -> str:
    headers = {"kid": addresses.key(key.id)}
    return jwt.encode(payload, key.private_key, algorithm="EdDSA", headers=headers)


def _pem(key: BadgeKey) -> bytes:
    return key.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
