"""The key of the returns, a file of its own: whose a return is, and what it says, under that key."""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from trainer.config import Config

FILE = "equality.key"
KEY_BYTES = 32
NONCE_BYTES = 12
PADDED = 256
"""Every return is padded to so many bytes, so that its length tells nothing."""


@dataclass(frozen=True)
class Sealing:
    """What can be done with the key."""

    key: bytes

    def token(self, person_id: int) -> str:
        """Say under which token a person's return lies."""
        return hmac.new(
            self._part(b"token"), str(person_id).encode("ascii"), hashlib.sha256
        ).hexdigest()

    def seal(self, token: str, answers: Mapping[str, str]) -> bytes:
        """Encrypt answers, so that they open under this token only; twice the same look different."""
        plain = json.dumps(dict(answers)).encode().ljust(PADDED)
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self._part(b"answers")).encrypt(nonce, plain, token.encode())

    def unseal(self, token: str, sealed: bytes) -> dict[str, str]:
        """Decrypt answers, or raise `InvalidTag` where they were tampered with."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        plain = AESGCM(self._part(b"answers")).decrypt(nonce, rest, token.encode())
        answers: dict[str, str] = json.loads(plain)
        return answers

    def _part(self, use: bytes) -> bytes:
        return hmac.digest(self.key, use, hashlib.sha256)


def present() -> Sealing | None:
    """Read the key, or return None where there is none."""
    try:
        return Sealing(_path().read_bytes())
    except FileNotFoundError:
        return None


def make() -> None:
    """Make a new key in the place of any there was; what was sealed under that can't be read again."""
    fresh = _path().with_suffix(".new")
    fresh.unlink(missing_ok=True)
    made = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "wb") as file:
        file.write(os.urandom(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(_path())


def destroy() -> None:
    """Remove the key, and with it what any backup still holds of the returns."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    config: Config = current_app.extensions["trainer"]
    return config.data_dir / FILE
