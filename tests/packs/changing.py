"""Packs that somebody changed on the way."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from trainer.packs.names import DOCUMENT, MANIFEST, PUBLIC_KEY, SIGNATURE

Entries = list[tuple[zipfile.ZipInfo, bytes]]


def rewritten(path: Path, change: Callable[[Entries], Entries]) -> Path:
    """Write the pack anew, otherwise."""
    with zipfile.ZipFile(path) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for info, content in change(entries):
            again = zipfile.ZipInfo(info.filename)
            again.external_attr, again.compress_type = info.external_attr, info.compress_type
            archive.writestr(again, content)
    return other


def altered(name: str, change: Callable[[bytes], bytes]) -> Callable[[Entries], Entries]:
    return lambda entries: [
        (info, change(content) if info.filename == name else content) for info, content in entries
    ]


def added(name: str, content: bytes = b"x", **other: int) -> Callable[[Entries], Entries]:
    info = zipfile.ZipInfo(name)
    for field, value in other.items():
        setattr(info, field, value)
    return lambda entries: [*entries, (info, content)]


def without(name: str) -> Callable[[Entries], Entries]:
    return lambda entries: [one for one in entries if one[0].filename != name]


def deflated(entries: Entries) -> Entries:
    """The same, each file made smaller."""
    for info, _content in entries:
        info.compress_type = zipfile.ZIP_DEFLATED
    return entries


def flipped(content: bytes) -> bytes:
    """The same with one bit turned over."""
    return content[:-1] + bytes([content[-1] ^ 1])


NOTES = "files/E001-02-notes.txt"
CHANGES: dict[str, tuple[str, Callable[[Entries], Entries]]] = {
    "one bit of a file": (f"{NOTES} was changed after", altered(NOTES, flipped)),
    "one bit of what it says": (f"{DOCUMENT} was changed after", altered(DOCUMENT, flipped)),
    "a file grown": (f"{NOTES} was changed after", altered(NOTES, lambda held: held + b"more")),
    "its list": ("signature of this pack does not fit", altered(MANIFEST, flipped)),
    "its signature": (
        "signature of this pack does not fit",
        altered(SIGNATURE, lambda _: b"00" * 64),
    ),
    "no signature at all": (
        "signature of this pack does not fit",
        altered(SIGNATURE, lambda _: b""),
    ),
    "another's key": (
        "signature of this pack does not fit",
        altered(PUBLIC_KEY, lambda _: b"ab" * 32),
    ),
    "a file more": ("does not hold what its list says: files/more.txt", added("files/more.txt")),
    "a file less": (f"does not hold what its list says: {NOTES}", without(NOTES)),
    "no list": ("manifest.json is missing", without(MANIFEST)),
    "a name that climbs out": ("leads elsewhere", added("../climbs.txt")),
    "an absolute name": ("leads elsewhere", added("/etc/passwd")),
    "a name for Windows": ("leads elsewhere", added("files\\..\\climbs.txt")),
    "a name turned round": ("leads elsewhere", added("files/gpj\u202etxt.exe")),
    "a name twice": ("leads elsewhere", added(NOTES)),
    "a link": ("a link in it", added("files/link", external_attr=0o120777 << 16)),
    "a bomb": (
        "far larger than it looks",
        added("files/bomb.txt", bytes(30_000_000), compress_type=zipfile.ZIP_DEFLATED),
    ),
    "another way of packing": (
        "packed in a way that is not read",
        added("files/odd.txt", compress_type=zipfile.ZIP_LZMA),
    ),
}
"""How it was changed → what the refusal says, and the change."""
