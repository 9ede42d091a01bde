"""Come here to look into a PDF for what would run, hide or fail when somebody opens it."""

import re
import zlib
from collections.abc import Iterator

from trainer.storage import pdfs
from trainer.storage.content import Content
from trainer.storage.kinds.table import NotAccepted

DAMAGED = "This PDF is damaged or cut off. Open it, save it again and send the new copy."
LOCKED = "This PDF is locked. Save a copy without a password or restrictions and send that."
ACTIVE = (
    "This PDF has a script or a program in it, or hides what it has. "
    "Print it to a new PDF, which leaves such things out, and send that."
)

_END_WITHIN = 2048
_MAX_INFLATED = 50_000_000
_MOST_PACKED = 50_000
_PIECE = 64 * 1024
_DICTIONARY_WITHIN = 2000


def _named(word: str) -> str:
    """Build a pattern for a name, in which any letter may be written as `#` and its number."""
    letters = "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in word)
    return f"{letters}(?![A-Za-z0-9#])"


_RUNS = re.compile(f"/(?:{'|'.join(map(_named, ('JavaScript', 'Launch', 'Rendition')))})".encode())
# Objects packed together are the one place where such a name can't be read in the open.
_MAY_BE_PACKED = re.compile(f"/(?:{_named('ObjStm')}|{_named('First')})".encode())
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FLATE = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])\s*(?:/|>>)")


class _Hidden(Exception):
    """Objects are packed in a way we don't look into."""


def check(content: Content) -> int:
    """Count the pages, or refuse a PDF that can't be opened here or should not be opened at all."""
    if b"%%EOF" not in content.data[-_END_WITHIN:]:
        raise NotAccepted(DAMAGED)
    pages, is_scripted_form = _open(content)
    if not pages:
        raise NotAccepted(DAMAGED)
    if is_scripted_form or _runs_something(content):
        raise NotAccepted(ACTIVE)
    return pages


def _open(content: Content) -> tuple[int, bool]:
    try:
        with pdfs.opened(content.source) as document:
            return len(document), document.get_formtype() in pdfs.SCRIPTED_FORMS
    except pdfs.Locked as error:
        raise NotAccepted(LOCKED) from error
    except pdfs.Unreadable as error:
        raise NotAccepted(DAMAGED) from error


def _runs_something(content: Content) -> bool:
    if _RUNS.search(content.data):
        return True
    try:
        return any(_RUNS.search(objects) for objects in _packed_objects(content))
    except _Hidden:
        return True


def _packed_objects(content: Content) -> Iterator[bytes]:
    room = _MAX_INFLATED
    for count, found in enumerate(_MAY_BE_PACKED.finditer(content.data)):
        if count > _MOST_PACKED:
            raise _Hidden
        at = found.start()
        end = content.data.find(b"stream", at, at + _DICTIONARY_WITHIN)
        if end < 0 or b"endobj" in content.data[at:end]:
            continue
        start = content.data.rfind(b"obj", max(0, at - _DICTIONARY_WITHIN), at)
        dictionary = content.data[max(start, 0) : end]
        if not _is_deflated(dictionary):
            continue
        objects = _inflate(content, end + len(b"stream"), room)
        room -= len(objects)
        yield objects


def _is_deflated(dictionary: bytes) -> bool:
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), dictionary)
    if b"/Filter" not in plain:
        return False
    if not _FLATE.search(plain) or b"/DecodeParms" in plain:
        raise _Hidden
    return True


def _inflate(content: Content, at: int, room: int) -> bytes:
    inflater, inflated = zlib.decompressobj(), bytearray()
    # The word "stream" ends its line; the packed bytes begin on the next.
    at += len(content.data[at : at + 2]) - len(content.data[at : at + 2].lstrip(b"\r\n"))
    try:
        while at < content.size and not inflater.eof:
            left = room + 1 - len(inflated)
            inflated += inflater.decompress(content.data[at : at + _PIECE], left)
            if len(inflated) > room:
                raise _Hidden
            at += _PIECE
    except zlib.error:
        # What could be read before the damage is what a viewer would use too.
        return bytes(inflated)
    return bytes(inflated)
