"""How one link of the ledger hangs on the one before: pure, so that anyone can recompute it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Link:
    """What a link's hash covers."""

    seq: int
    kind: str
    at: str
    actor_id: int | None
    subject_type: str
    subject_id: int
    body: str
    previous: str


def canonical(values: Mapping[str, Any]) -> str:
    """Write values as JSON in the one way that hashes the same on every machine."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def hash_of(link: Link) -> str:
    """Compute the hash that the next link will carry as its `previous`."""
    return hashlib.sha256(b"trainer-ledger-1\x00" + canonical(vars(link)).encode()).hexdigest()


def seal(salt: str, text: str) -> str:
    """Compute the salted hash that stands in the ledger for a text or a name."""
    return hashlib.sha256(f"trainer-seal-1\x00{salt}\x00{text}".encode()).hexdigest()
