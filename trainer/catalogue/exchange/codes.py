"""Codes for items that bring none, or one that is taken: always the same for the same item."""

import hashlib
import re
import unicodedata


def slug(text: str) -> str:
    """Write a title in small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def fitting(code: str, most: int) -> str:
    """Shorten a code to what there is room for; two that begin alike stay apart."""
    if len(code) <= most:
        return code
    return f"{code[: most - 9].rstrip('-')}-{_digest(code, 8)}"


def unlike(code: str, identifier: str, most: int) -> str:
    """Make a code for an item whose own is missing or taken, from its identifier."""
    begins = f"{code[: most - 12]}-" if code else "item-"
    return begins + _digest(identifier, 10)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:length]
