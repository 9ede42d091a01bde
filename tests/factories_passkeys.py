"""A device that makes passkeys and signs with them, written after the standard rather than the library."""

import hashlib
import json
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.browsing import Page

PRESENT, VERIFIED, NEW = 1, 4, 64


def coded(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def asked_on(page: Page) -> dict[str, Any]:
    """What the page asks the device for."""
    found = re.search(r'data-asked="([^"]*)"', page.html)
    assert found is not None
    asked: dict[str, Any] = json.loads(unescape(found.group(1)))
    return asked


@dataclass
class Device:
    """One device with one passkey; what it says of itself may be wrong in any way a test likes."""

    origin: str = "http://localhost"
    host: str = "localhost"
    verified: bool = True
    uses: int = 0
    name: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, asked: dict[str, Any]) -> str:
        """Answer as a browser does that was asked for a new passkey."""
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32), numbers.y.to_bytes(32)
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        about = bytes(16) + len(self.name).to_bytes(2) + self.name + public
        told = {"fmt": "none", "attStmt": {}, "authData": self._data(NEW) + about}
        client = self._client("webauthn.create", asked)
        return self._answer(clientDataJSON=client, attestationObject=cbor2.dumps(told))

    def sign(self, asked: dict[str, Any]) -> str:
        """Answer as a browser does that was asked to sign in."""
        self.uses += 1
        client, data = self._client("webauthn.get", asked), self._data(0)
        told = data + hashlib.sha256(client).digest()
        signature = self.key.sign(told, ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _data(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4)

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _answer(self, **response: bytes) -> str:
        told = {name: coded(content) for name, content in response.items()}
        name = coded(self.name)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": told})
