"""Come here to open a PDF that a stranger sent, one at a time and only if it can be read."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from trainer.storage.content import Source

# PDFium must never be entered by two threads at once.
_ONE_AT_A_TIME = threading.Lock()
_NOT_LOCKED = -1
SCRIPTED_FORMS = {pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND}


class Locked(Exception):
    """This PDF is encrypted, with or without a password to open it."""


class Unreadable(Exception):
    """This PDF is damaged, or not a PDF."""


@contextmanager
def opened(source: Source) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF; other threads wait until this one has finished with theirs."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(source)
        except pypdfium2.PdfiumError as error:
            raise (Locked if error.err_code == pdfium.FPDF_ERR_PASSWORD else Unreadable) from error
        try:
            if pdfium.FPDF_GetSecurityHandlerRevision(document) != _NOT_LOCKED:
                raise Locked
            yield document
        except pypdfium2.PdfiumError as error:
            raise Unreadable from error
        finally:
            document.close()


def draw_page(
    document: pypdfium2.PdfDocument, number: int, *, scale: float, longest: int
) -> Image.Image:
    """Draw a page on white, no larger than asked, however large the paper claims to be."""
    page = document[number - 1]
    fitting = longest / max(*page.get_size(), 1)
    drawn: Image.Image = page.render(scale=min(scale, fitting)).to_pil()
    return drawn.convert("RGB")


def words_of(document: pypdfium2.PdfDocument, number: int) -> str:
    """Read the words of a page; a page that was scanned has none."""
    words: str = document[number - 1].get_textpage().get_text_bounded(errors="ignore")
    return words
