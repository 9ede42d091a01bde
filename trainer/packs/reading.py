"""Read a pack that came from elsewhere, believing nothing in it before it is checked."""

import hashlib
import json
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pydantic import ValidationError

from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.packs.document import PackDocument
from trainer.packs.names import DOCUMENT, MANIFEST, PUBLIC_KEY, SIGNATURE
from trainer.packs.signing import fingerprint, is_signed
from trainer.storage.archives import BROKEN, WAYS

MOST_ENTRIES = 20_000
LARGEST_FILE = 60 * 1000 * 1000
LARGEST_SAID = 50 * 1000 * 1000
LARGEST_PACK = 20 * 1000 * 1000 * 1000
LARGEST_RATIO = 100
LARGEST_MARK = 1000
CHUNK = 1 << 20
UNSIGNED = frozenset({MANIFEST, SIGNATURE, PUBLIC_KEY})
ENCRYPTED = 0x1
LINK = 0o120000


@dataclass(frozen=True)
class OpenedPack:
    """A pack found whole and signed: what it says, by whom, and its files to be read."""

    document: PackDocument
    fingerprint: str
    sha256: str
    path: Path

    def content(self, name: str) -> Iterator[bytes]:
        """Read one of its files piece by piece."""
        with zipfile.ZipFile(self.path) as archive, archive.open(name) as entry:
            while piece := entry.read(CHUNK):
                yield piece


def read_pack(path: Path, trusted: Collection[str]) -> OpenedPack:
    """Check a pack from its shape to its last byte; refuse it with a sentence, or say what it holds.

    `trusted` are the fingerprints of the keys whose packs are taken here.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = _entries(archive)
            key, manifest = _signed(archive, entries)
            mark = fingerprint(key)
            if mark not in trusted:
                raise Unacceptable(
                    _(
                        "This pack is signed by an organisation that is not trusted here. The"
                        " fingerprint of its key is %(mark)s. Compare it with theirs, then trust it.",
                        mark=mark,
                    )
                )
            _check_files(archive, entries, _listed(manifest))
            document = _document(_small(archive, entries[DOCUMENT], LARGEST_SAID))
    except BROKEN as trouble:
        raise Unacceptable(
            _("This file is damaged or cut off, or it is no pack. Ask for it again.")
        ) from trouble
    _check_document(document, mark, entries.keys())
    return OpenedPack(document, mark, _sha256_of(path), path)


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    listed = archive.infolist()
    if len(listed) > MOST_ENTRIES:
        raise Unacceptable(_("This pack holds more than %(most)s files.", most=MOST_ENTRIES))
    found: dict[str, zipfile.ZipInfo] = {}
    for one in listed:
        if not _is_plain(one.filename) or one.filename in found:
            raise Unacceptable(
                _("This pack has a file whose name leads elsewhere or is there twice.")
            )
        if one.flag_bits & ENCRYPTED or one.compress_type not in WAYS:
            raise Unacceptable(_("This pack is locked or packed in a way that is not read here."))
        if (one.external_attr >> 16) & 0o170000 == LINK:
            raise Unacceptable(_("This pack has a link in it instead of a file."))
        found[one.filename] = one
    if sum(one.file_size for one in listed) > LARGEST_PACK or any(
        one.file_size > LARGEST_FILE
        or one.file_size > LARGEST_RATIO * max(one.compress_size, 1) + CHUNK
        for one in listed
    ):
        raise Unacceptable(_("Unpacked, this is far larger than it looks or than a pack may be."))
    if absent := sorted((UNSIGNED | {DOCUMENT}) - found.keys()):
        raise Unacceptable(
            _("This is no pack of Trainer: %(names)s is missing.", names=", ".join(absent))
        )
    return found


def _is_plain(name: str) -> bool:
    """Say whether a name stays inside the pack on every computer."""
    path = PurePosixPath(name)
    return (
        name.isprintable()
        and not {"\\", ":"} & set(name)
        and not path.is_absolute()
        and str(path) == name
        and not {"..", "."} & set(path.parts)
    )


def _signed(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> tuple[bytes, bytes]:
    manifest = _small(archive, entries[MANIFEST], LARGEST_SAID)
    try:
        signature = bytes.fromhex(_small(archive, entries[SIGNATURE], LARGEST_MARK).decode())
        key = bytes.fromhex(_small(archive, entries[PUBLIC_KEY], LARGEST_MARK).decode())
    except ValueError:
        signature = key = b""
    if not is_signed(manifest, signature, key):
        raise Unacceptable(
            _("The signature of this pack does not fit: its list of files was changed.")
        )
    return key, manifest


def _small(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(entry) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Unacceptable(_("Unpacked, this is far larger than it looks or than a pack may be."))
    return content


def _listed(manifest: bytes) -> dict[str, Any]:
    try:
        files = json.loads(manifest)["files"]
        return {str(name): (int(one["size"]), str(one["sha256"])) for name, one in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise Unacceptable(_("The list of files in this pack can't be read.")) from wrong


def _check_files(
    archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], listed: dict[str, Any]
) -> None:
    if others := sorted(entries.keys() - UNSIGNED ^ listed.keys()):
        raise Unacceptable(
            _("This pack does not hold what its list says: %(name)s.", name=others[0])
        )
    for name, (size, sha256) in listed.items():
        with archive.open(entries[name]) as file:
            if _counted(file, size) != sha256:
                raise Unacceptable(_("%(name)s was changed after the pack was signed.", name=name))


def _counted(file: IO[bytes], size: int) -> str:
    """Hash a file, reading no further than one byte past the size its list gives."""
    sha256, left = hashlib.sha256(), size
    while left >= 0 and (piece := file.read(min(CHUNK, left + 1))):
        sha256.update(piece)
        left -= len(piece)
    return sha256.hexdigest() if left == 0 else ""


def _document(said: bytes) -> PackDocument:
    try:
        return PackDocument.model_validate_json(said)
    except (ValidationError, RecursionError) as wrong:
        raise Unacceptable(
            _("What this pack says is not in the form that is read here.")
        ) from wrong


def _check_document(document: PackDocument, mark: str, names: Collection[str]) -> None:
    if document.installation.fingerprint != mark:
        raise Unacceptable(_("This pack names another organisation than the one that signed it."))
    paths = {file.path for one in document.evidence for file in one.files}
    if lost := sorted(paths - set(names)):
        raise Unacceptable(_("This pack does not hold what its list says: %(name)s.", name=lost[0]))


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
