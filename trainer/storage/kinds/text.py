"""Come here to tell plain text from anything else, and in which alphabet's code it is."""

import codecs
import re

from trainer.storage.content import Content

_PIECE = 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Everything below a space except tab, line ends and the page break old printers used.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def encoding(content: Content) -> str | None:
    """Return how the text is written down, or nothing if it is not text.

    Without a mark it is UTF-8 or, as older Windows programs save it, windows-1252.
    """
    for mark, name in _MARKS:
        if content.data[: len(mark)] == mark:
            return name if _reads_as(content, name) else None
    return next((name for name in ("utf-8", "windows-1252") if _reads_as(content, name)), None)


def _reads_as(content: Content, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for start in range(0, content.size, _PIECE):
            piece = content.data[start : start + _PIECE]
            words = decoder.decode(piece, final=start + _PIECE >= content.size)
            if _CONTROL.search(words):
                return False
    except UnicodeDecodeError:
        return False
    return True
