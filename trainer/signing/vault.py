"""Come here to keep a small file safely: private ones encrypted, each written whole or not at all.

What opens a private file is derived from the installation's secret and a salt of the file's own
(HKDF with SHA-256); it is encrypted with AES-256-GCM under its name, so that no file can be put in
the place of another.
"""

import os
import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from trainer.core.errors import TrainerError
from trainer.core.text import gettext as _

MARK = b"trainer-key-1\n"
SALT, NONCE, KEY = 32, 12, 32
PURPOSE = b"trainer: private keys at rest"


class Locked(TrainerError):
    """A private key can't be opened with the secret of this installation."""


class Vault:
    """A folder whose private files only the installation's secret opens."""

    def __init__(self, folder: Path, secret: str) -> None:
        self.folder = folder
        self._secret = secret.encode()

    def seal(self, name: str, content: bytes) -> None:
        """Keep a private file, encrypted."""
        salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
        hidden = self._cipher(salt).encrypt(nonce, content, name.encode())
        self.write(name, MARK + salt + nonce + hidden)

    def unseal(self, name: str) -> bytes:
        """Read a private file, or say that it can't be read with this secret."""
        kept = self.read(name)
        body = kept.removeprefix(MARK)
        salt, nonce, hidden = body[:SALT], body[SALT : SALT + NONCE], body[SALT + NONCE :]
        try:
            return self._cipher(salt).decrypt(nonce, hidden, name.encode())
        except (InvalidTag, ValueError) as wrong:
            raise Locked(
                _(
                    "The private keys were made under another TRAINER_SECRET_KEY. Set that one"
                    " again, or make new keys with trainer keys create --anew."
                )
            ) from wrong

    def write(self, name: str, content: bytes) -> None:
        """Keep a file that its owner alone may read; it is on disk whole when this returns."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
            file.write(content)  # The temporary file is its owner's alone from the beginning.
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(self.folder / name)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def read(self, name: str) -> bytes:
        """Read a file as it is kept."""
        return (self.folder / name).read_bytes()

    def has(self, name: str) -> bool:
        """Say whether a file of this name is kept."""
        return (self.folder / name).exists()

    def _cipher(self, salt: bytes) -> AESGCM:
        derived = HKDF(algorithm=SHA256(), length=KEY, salt=salt, info=PURPOSE)
        return AESGCM(derived.derive(self._secret))
