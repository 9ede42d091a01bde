"""The secret in a witness's link, and the rough place it is opened from: pure."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

LASTS = timedelta(days=14)
BYTES = 16
"""128 bits, which nobody guesses."""


def token_of(secret: str, salt: str) -> str:
    """Make the secret of a link from the installation's secret and what its row holds."""
    return urlsafe_b64encode(_keyed(secret, f"testimony:{salt}")[:BYTES]).rstrip(b"=").decode()


def place_of(secret: str, address: str) -> str:
    """Name the network an address is in, so that two openings can be compared and none be traced."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    width = 48 if isinstance(found, IPv6Address) else 24
    network = ip_network((found, width), strict=False)
    return _keyed(secret, f"place:{network}").hex()[:16]


def _keyed(secret: str, words: str) -> bytes:
    return hmac.digest(secret.encode(), words.encode(), hashlib.sha256)
