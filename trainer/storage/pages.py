"""Come here for the pages of a document, one by one: each as a picture, with the words on it.

Heavy work on a stranger's file: only the child of `drawing` does it.
"""

import re
from dataclasses import dataclass

from trainer.storage import pdfs
from trainer.storage.content import Source, looking_into
from trainer.storage.kinds import Kind
from trainer.storage.kinds.text import encoding
from trainer.storage.renditions import PAGE, PAGE_SCALE, CannotShow, Rendition, encode

PAGED = frozenset({Kind.PDF, Kind.TEXT})
"""Kinds of file that are read page by page; a text is one page without a picture."""

MOST = 100
"""So many pages of a document are drawn; the rest is in the file itself."""

LONGEST = 100_000
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """One page: its picture, unless it is of letters only, and the words that could be read."""

    picture: Rendition | None
    words: str


def count(kind: Kind, source: Source) -> int:
    """Count the pages of a document."""
    if kind is Kind.TEXT:
        return 1
    try:
        with pdfs.opened(source) as document:
            return len(document)
    except (pdfs.Locked, pdfs.Unreadable) as error:
        raise CannotShow from error


def draw(kind: Kind, source: Source, number: int) -> Sheet:
    """Draw one page, counted from 1, and read its words."""
    if kind is Kind.TEXT:
        return Sheet(None, _plain(_text(source)))
    try:
        with pdfs.opened(source) as document:
            drawn = pdfs.draw_page(document, number, scale=PAGE_SCALE, longest=PAGE)
            words = pdfs.words_of(document, number)
    except (pdfs.Locked, pdfs.Unreadable) as error:
        raise CannotShow from error
    return Sheet(encode(drawn, crisp=True), _plain(words))


def _text(source: Source) -> str:
    with looking_into(source) as content:
        return content.stream().read().decode(encoding(content) or "utf-8", "replace")


def _plain(words: str) -> str:
    """Keep what can be stored and shown, with line ends of one sort."""
    lines = words.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines)[:LONGEST].strip()
