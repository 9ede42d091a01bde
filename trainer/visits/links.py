"""The two secrets of a visit: the one in its link, and the code that goes another way. Pure."""

import hmac
import secrets
from datetime import timedelta

from trainer.core import links

DIGITS = 8
SESSION = timedelta(hours=4)
"""So long a browser stays open to the visit after the code was given in it."""


def token_of(secret: str, salt: str) -> str:
    """Make the secret of a link from the installation's secret and what its row holds."""
    return links.token_of(secret, "visit", salt)


def new_code() -> str:
    """Make a code that can be said on the telephone: `4821 0937`."""
    digits = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    return f"{digits[:4]} {digits[4:]}"


def hash_code(secret: str, salt: str, code: str) -> str:
    """Hash a code for keeping; without the installation's secret none can be tried against it."""
    digits = "".join(sign for sign in code if sign.isdecimal())
    return links.keyed(secret, f"visit-code:{salt}:{digits}").hex()


def is_code(secret: str, salt: str, code: str, kept: str | None) -> bool:
    """Say whether this is the code that was made last."""
    return kept is not None and hmac.compare_digest(hash_code(secret, salt, code), kept)
