"""The key with which this installation signs its packs, and how a signature is checked."""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_FILE = "pack_key"
LENGTH = 32


def signing_key(data_dir: Path) -> Ed25519PrivateKey:
    """Read this installation's key, made at first use; nobody else on the machine can read it."""
    path = data_dir / KEY_FILE
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    made = Ed25519PrivateKey.generate()
    with os.fdopen(file, "wb") as kept:
        kept.write(made.private_bytes_raw())
        kept.flush()
        os.fsync(kept.fileno())
    return made


def public_key(data_dir: Path) -> bytes:
    """Give the key by which others check what is signed here."""
    return signing_key(data_dir).public_key().public_bytes_raw()


def fingerprint(key: bytes) -> str:
    """Name a public key by its SHA-256, which people can compare."""
    return hashlib.sha256(key).hexdigest()


def is_signed(content: bytes, signature: bytes, key: bytes) -> bool:
    """Say whether the signature under the content is that of the key."""
    if len(key) != LENGTH:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except InvalidSignature:
        return False
    return True
