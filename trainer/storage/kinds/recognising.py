"""Come here to learn what a file's bytes say it is, whatever its name says."""

import re

import filetype  # type: ignore[import-untyped]

from trainer.storage.content import Content
from trainer.storage.kinds import office, refusing, text

_HEAD = 8192
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif", b"avis"}
_STARTS = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": refusing.OLD_OFFICE,
    b"\xfe\xed\xfa\xce": "application/x-mach-binary",
    b"\xfe\xed\xfa\xcf": "application/x-mach-binary",
    b"\xce\xfa\xed\xfe": "application/x-mach-binary",
    b"\xcf\xfa\xed\xfe": "application/x-mach-binary",
    b"{\\rtf": "application/rtf",
    b"%!PS": "application/postscript",
    b"#!AMR": "audio/amr",
    b"#!": refusing.SCRIPT,
}
_SAME_AS = {"audio/x-wav": "audio/wav", "video/x-m4v": "video/mp4", "video/3gpp": "video/mp4"}
_MARKUP = (
    (re.compile(rb"(?i)<svg[\s>]"), refusing.DRAWING),
    (
        re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body|script|iframe|meta|object)[\s>/]"),
        refusing.WEB_PAGE,
    ),
)
_STARTS_AS_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]")


def recognise(content: Content) -> str:
    """Return the media type of the bytes, or one of the names in `refusing`."""
    head = content.data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return office.recognise(content)
    if head[4:8] == b"ftyp":
        return _film_or_sound(head[8:12])
    # A PDF may begin after a mark or blank lines; nothing else may.
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        return "application/pdf"
    for start, name in _STARTS.items():
        if head.startswith(start):
            return name
    # Before the guess, which takes a note that begins with "BMW" for a picture.
    if text.encoding(content):
        return _words(head)
    guess = filetype.guess_mime(head) or refusing.UNKNOWN
    return _SAME_AS.get(guess, guess)


def _film_or_sound(brand: bytes) -> str:
    if brand in _HEIF_BRANDS:
        return refusing.HEIC
    if brand == b"qt  ":
        return "video/quicktime"
    return "audio/mp4" if brand.startswith(b"M4A") else "video/mp4"


def _words(head: bytes) -> str:
    if _STARTS_AS_MARKUP.match(head):
        for pattern, name in _MARKUP:
            if pattern.search(head):
                return name
    return "text/plain"
