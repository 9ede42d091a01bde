"""What makes a password too weak to take: too short, known to those who guess, or about its owner.

No rule asks for capitals, digits or signs, and nobody has to change a password that is still secret.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from trainer.core.text import gettext as _

SHORTEST = 12
LONGEST = 200
COMMON_FILE = Path(__file__).with_name("common_passwords.bin")
"""Fingerprints of passwords that got about; `tools/write_common_passwords.py` writes it."""

FINGERPRINT_BYTES = 5
FEWEST_SIGNS = 5
SHORTEST_WORD, SHORTEST_PART = 3, 5
"""A name as short as the first counts where it is a word of its own, as long as the second anywhere."""

ROWS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiopasdfghjklzxcvbnm")
LOOK_ALIKES = str.maketrans("013457@$!", "oleastasi")


def tidy(typed: str) -> str:
    """Write a password in the one form in which it is hashed, however a keyboard composes letters."""
    return unicodedata.normalize("NFKD", typed)


def objection(typed: str, about: Iterable[str] = ()) -> str | None:
    """Say in a sentence why a password is too weak; None if it may be taken.

    `about` is what others know of its owner: name, staff number, address.
    """
    if len(typed) < SHORTEST:
        return _("Use %(number)s characters or more. Three plain words are fine.", number=SHORTEST)
    if len(typed) > LONGEST:
        return _("Use %(number)s characters or fewer.", number=LONGEST)
    plain = _compared(typed)
    if _is_simple(plain) or _is_common(plain):
        return _(
            "Many people have used this password or one like it, so it is tried first."
            " Choose another: three words that have nothing to do with each other are fine."
        )
    if _tells_of(plain, about):
        return _("Leave your own name, address and staff number out of your password.")
    return None


def fingerprint(word: str) -> bytes:
    """Return what is kept of a password that got about."""
    return hashlib.sha256(word.casefold().encode()).digest()[:FINGERPRINT_BYTES]


@cache
def _common() -> frozenset[bytes]:
    kept = COMMON_FILE.read_bytes()
    starts = range(0, len(kept), FINGERPRINT_BYTES)
    return frozenset(kept[start : start + FINGERPRINT_BYTES] for start in starts)


def _is_common(plain: str) -> bool:
    """Say whether it got about, or is a word that did with digits and signs around it or for letters."""
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    mended = plain.translate(LOOK_ALIKES)
    mended_bare = re.sub(r"[\W\d_]+$", "", re.sub(r"[\W\d_]+$", "", plain).translate(LOOK_ALIKES))
    return any(fingerprint(one) in _common() for one in {plain, bare, mended, mended_bare} if one)


def _compared(text: str) -> str:
    """Write it without accents or capitals."""
    return "".join(one for one in tidy(text).casefold() if not unicodedata.combining(one))


def _is_simple(plain: str) -> bool:
    """Say whether it is one thing again and again, or a row of the alphabet or the keyboard."""
    again = plain in (plain + plain)[1:-1]
    in_a_row = any(plain in row * 3 or plain[::-1] in row * 3 for row in ROWS)
    return again or in_a_row or len(set(plain)) < FEWEST_SIGNS


def _tells_of(plain: str, about: Iterable[str]) -> bool:
    words = {re.sub(r"^\d+|\d+$", "", word) for word in re.split(r"[\W_]+", plain)}
    squeezed = re.sub(r"[\W_]+", "", plain)
    theirs = {part for told in about for part in re.split(r"[\W_]+", _compared(told))}
    return any(
        part in words or (len(part) >= SHORTEST_PART and part in squeezed)
        for part in theirs
        if len(part) >= SHORTEST_WORD
    )
