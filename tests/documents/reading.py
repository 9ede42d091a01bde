"""Come here to read back what a PDF says and how it looks."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from PIL.Image import Image


def words(pdf: bytes) -> list[str]:
    """Return the words of each page, with any white space made one space."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def sizes_in_millimetres(pdf: bytes) -> list[tuple[int, int]]:
    """Return the width and height of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            (round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4))
            for page in document
        ]


def picture(pdf: bytes, page: int, *, dots_per_inch: int) -> Image:
    """Draw one page."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image = document[page].render(scale=dots_per_inch / 72).to_pil().convert("L")
        return drawn


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Open the file's structure."""
    return pikepdf.open(BytesIO(pdf))


def structure(node: Any) -> Iterator[Any]:
    """Walk the tree of tags, parents first."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from structure(kid)
