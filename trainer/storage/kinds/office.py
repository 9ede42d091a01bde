"""Come here to look into Word, Excel, PowerPoint and OpenDocument files without unpacking them."""

import re
import struct
from zipfile import ZipFile, ZipInfo

from trainer.storage.archives import BROKEN, WAYS
from trainer.storage.content import Content
from trainer.storage.kinds.refusing import MACROS, ZIP, refuse_if_never_taken
from trainer.storage.kinds.table import MB, TYPES, NotAccepted

MAX_PARTS = 10_000
MAX_UNPACKED = 500 * MB
MAX_RATIO = 100
_ALWAYS_FINE = 20 * MB

_DIRECTORY_END = struct.Struct("<4s4H2LH")
_LARGEST_DIRECTORY = 2 * MB
_LOCATOR_SIZE = 20
_LONGEST_COMMENT = 65_535
_SMALL_PART = MB
_ENCRYPTED = 0x1
_MANIFEST = "META-INF/manifest.xml"

_OFFICE_TYPES = {t.media_type for t in TYPES.values() if t.media_type.startswith("application/vnd")}
_MAIN_PART = re.compile(
    rb"application/vnd\.openxmlformats-officedocument\."
    rb"(?:wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.(?:presentation|slideshow))"
    rb"(?=\.main\+xml)"
)
_MACRO_PARTS = re.compile(r"(?i)(?:^|/)(?:vbaproject\.bin|vbadata\.xml|basic/|scripts/)")
_PROGRAM_PARTS = re.compile(
    r"(?i)\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs|js|jar|msi|hta|lnk|iso|zip|rar|7z|html?)$"
)
_CLIMBING = re.compile(r"^[/\\]|^[a-zA-Z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")

DAMAGED = "This file is damaged or cut off. Open it, save it again and send the new copy."
BOMB = (
    "Unpacked, this office file is far larger than it looks, which can bring a computer down. "
    "Save it again, or as a PDF, and send that."
)
ODD_PARTS = (
    "This office file carries other files inside it, such as programs or archives. "
    "Take them out, or save it as a PDF, and send that."
)
LOCKED = "This office file is locked with a password. Save it without one and send that."


def recognise(content: Content) -> str:
    """Return which office file this ZIP is, or that it is only a ZIP."""
    with _opened(content) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names:
            return _open_xml(_read(archive, "[Content_Types].xml"))
        if "mimetype" in names:
            declared = _read(archive, "mimetype").decode("ascii", errors="replace").strip()
            return declared if declared in _OFFICE_TYPES else ZIP
    return ZIP


def refuse_dangerous(content: Content) -> None:
    """Refuse an office file that is locked, or has something in it besides words and pictures."""
    with _opened(content) as archive:
        parts = archive.infolist()
        names = [part.filename for part in parts]
        if any(_MACRO_PARTS.search(name) for name in names):
            refuse_if_never_taken(MACROS)
        for refusal, found in (
            (BOMB, _is_bomb(parts, content.size)),
            (DAMAGED, any(part.compress_type not in WAYS for part in parts)),
            (LOCKED, any(part.flag_bits & _ENCRYPTED for part in parts)),
            (ODD_PARTS, any(map(_is_odd, names))),
        ):
            if found:
                raise NotAccepted(refusal)
        if _MANIFEST in names and b"encryption-data" in _read(archive, _MANIFEST):
            raise NotAccepted(LOCKED)


def _open_xml(content_types: bytes) -> str:
    if b"macroenabled" in content_types.lower():
        return MACROS
    main = _MAIN_PART.search(content_types)
    if not main:
        return ZIP
    return main.group().decode().replace("slideshow", "presentation")


def _is_bomb(parts: list[ZipInfo], packed: int) -> bool:
    unpacked = sum(part.file_size for part in parts)
    return unpacked > MAX_UNPACKED or unpacked > max(_ALWAYS_FINE, MAX_RATIO * packed)


def _is_odd(name: str) -> bool:
    return bool(_PROGRAM_PARTS.search(name) or _CLIMBING.search(name))


def _opened(content: Content) -> ZipFile:
    _measure_directory(content)
    try:
        return ZipFile(content.stream())
    except BROKEN as error:
        raise NotAccepted(DAMAGED) from error


def _measure_directory(content: Content) -> None:
    """Refuse a list of parts so long that only to read it would fill the memory."""
    reach = _LOCATOR_SIZE + _DIRECTORY_END.size + _LONGEST_COMMENT
    tail = content.data[max(0, content.size - reach) :]
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _DIRECTORY_END.size:
        raise NotAccepted(DAMAGED)
    _, _, _, _, parts, length, _, _ = _DIRECTORY_END.unpack_from(tail, at)
    # A 64-bit directory, announced just before, has room for numbers that lie.
    if (
        parts > MAX_PARTS
        or length > _LARGEST_DIRECTORY
        or b"PK\x06\x07" in tail[:at][-_LOCATOR_SIZE:]
    ):
        raise NotAccepted(BOMB)


def _read(archive: ZipFile, name: str) -> bytes:
    entry = archive.getinfo(name)
    if entry.flag_bits & _ENCRYPTED:
        raise NotAccepted(LOCKED)
    if entry.file_size > _SMALL_PART:
        raise NotAccepted(BOMB)
    if entry.compress_type not in WAYS:
        raise NotAccepted(DAMAGED)
    try:
        with archive.open(entry) as part:
            return part.read(_SMALL_PART)
    except BROKEN as error:
        raise NotAccepted(DAMAGED) from error
