"""Come here to read all that an answer says, however its words are packed."""

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pikepdf
import pypdfium2

from tests.documents.reading import opened, words


def said_in(data: bytes) -> Iterator[bytes]:
    """Give an answer as it is, and what is in it: members of archives, words and files of a PDF."""
    yield data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from said_in(archive.read(name))
    elif data.startswith(b"\x1f\x8b"):
        yield from said_in(gzip.decompress(data))
    elif data.startswith(b"%PDF-"):
        with suppress(pypdfium2.PdfiumError, pikepdf.PdfError):  # What only begins like one.
            yield " ".join(words(data)).encode()
            with opened(data) as pdf:
                for part in pdf.objects:
                    yield from _said_by(part)


def _said_by(part: pikepdf.Object) -> Iterator[bytes]:
    if isinstance(part, pikepdf.Stream) and part.get("/Subtype") != "/Image":
        yield from said_in(part.read_bytes())
    if isinstance(part, pikepdf.String):
        yield str(part).encode()
    elif isinstance(part, pikepdf.Dictionary):
        for value in part.values():
            if isinstance(value, pikepdf.String):
                yield str(value).encode()
