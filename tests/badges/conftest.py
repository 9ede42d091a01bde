"""A key, an issuer and a badge, and somebody else's library that checks them without the network."""

from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.badges.independent import resolver_of
from trainer.badges.achievement import CriterionMet
from trainer.badges.addresses import Addresses
from trainer.badges.credential import BadgeContent, credential_of
from trainer.badges.signing import SignedBadge, key_document, prove, sign
from trainer.signing.store import BadgeKey

ADDRESSES = Addresses("https://trainer.example/staff")
AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def make_content(**given: Any) -> BadgeContent:
    """What a badge of two units says."""
    criteria = tuple(
        CriterionMet(f"00000000-0000-5000-8000-{number:012d}", "Q/1", "Serve", f"1.{number}")
        for number in range(1, 7)
    )
    usual: dict[str, Any] = {
        "code": "K4TN9XQ27HRDK4TN9XQ27HRDK4",
        "title": "Level 2 Diploma in Customer Service",
        "identifier": "11111111-0000-5000-8000-000000000000",
        "version": 3,
        "credit": 10,
        "organisation": "Brackenhall Home",
        "learner": "Ada Trainee",
        "email": "ada@example.org",
        "salt": "a1b2c3",
        "issued_at": AT,
        "ends_at": None,
        "criteria": criteria,
        "files": ("0" * 64, "1" * 64),
        "status_list": 1,
        "place": 4711,
    }
    return BadgeContent(**usual | given)


def signed_with(key: BadgeKey, **given: Any) -> SignedBadge:
    """Sign a badge both ways."""
    token = sign(credential_of(make_content(**given), ADDRESSES), key, ADDRESSES)
    return prove(token, key, ADDRESSES, at=AT)


@pytest.fixture
def key() -> BadgeKey:
    return BadgeKey("k1", Ed25519PrivateKey.generate())


@pytest.fixture
def signed(key: BadgeKey) -> SignedBadge:
    return signed_with(key)


@pytest.fixture
def resolver(key: BadgeKey) -> Any:
    """Somebody else's way from an issuer to its keys, given what we publish instead of the network."""
    return resolver_of(key_document({key.id: key.public_key}, ADDRESSES))
