"""Secret links for people without an account, and the rough place one is opened from: pure."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from ipaddress import IPv6Address, ip_address, ip_network

BYTES = 16
"""128 bits, which nobody guesses."""


def token_of(secret: str, purpose: str, salt: str) -> str:
    """Make the secret of a link from the installation's secret and what its row holds."""
    return urlsafe_b64encode(keyed(secret, f"{purpose}:{salt}")[:BYTES]).rstrip(b"=").decode()


def place_of(secret: str, address: str) -> str:
    """Name the network an address is in, so that two openings can be compared and none be traced."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    width = 48 if isinstance(found, IPv6Address) else 24
    network = ip_network((found, width), strict=False)
    return keyed(secret, f"place:{network}").hex()[:16]


def keyed(secret: str, words: str) -> bytes:
    """Hash words so that only who knows the installation's secret can try others against it."""
    return hmac.digest(secret.encode(), words.encode(), hashlib.sha256)
