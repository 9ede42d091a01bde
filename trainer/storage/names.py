"""Come here for a file name that is safe to show and to save under, whatever was sent."""

import re
import unicodedata

MAX_BYTES = 180
_LONGEST_ENDING = 10
NAMELESS = "file"
# Joiners make letters and emoji look right; every other invisible character can only mislead.
_JOINERS = "\u200c\u200d"
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def safe_name(raw: str) -> str:
    """Return what is left of a name once nothing in it can mislead a person or a computer.

    Paths, control characters, turned-round text and names that Windows can't
    keep all go; Welsh and any other writing stays, and so does the ending.
    """
    name = raw.replace("\\", "/").rstrip("/. ").rpartition("/")[2]
    name = "".join(map(_visible, unicodedata.normalize("NFC", name)))
    name = _trim(re.sub(r'[<>:"|?*]', "_", " ".join(name.split())))
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shorten(name) or NAMELESS


def ending(name: str) -> str:
    """Return a name's ending in small letters, without the dot: `jpg`, or nothing."""
    stem, dot, last = safe_name(name).rpartition(".")
    return last.lower() if stem and dot else ""


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in _INVISIBLE and character not in _JOINERS:
        return " " if character in "\t\n\r" else ""
    return character


def _trim(name: str) -> str:
    return name.strip(". " + _JOINERS)


def _shorten(name: str) -> str:
    if len(name.encode()) <= MAX_BYTES:
        return name
    stem, dot, last = name.rpartition(".")
    if not stem or len(last.encode()) > _LONGEST_ENDING:
        stem, dot, last = name, "", ""
    room = MAX_BYTES - len((dot + last).encode())
    return _trim(stem.encode()[:room].decode(errors="ignore")) + dot + last
