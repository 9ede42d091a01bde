"""What an answer says is found however it is packed, so that no marker in it goes unseen."""

import gzip
import zipfile
from io import BytesIO

import pikepdf
import pytest
from openpyxl import Workbook

from tests.unpacking import said_in

WORDS = "zephyrhidden"


def workbook() -> bytes:
    kept, book = BytesIO(), Workbook()
    book.create_sheet("Sheet of words").append([WORDS])
    book.save(kept)
    return kept.getvalue()


def archive(name: str, data: bytes) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return kept.getvalue()


def paper(*, drawn: bool) -> bytes:
    kept = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        if drawn:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            letters = " ".join(f"({letter}) Tj" for letter in WORDS)
            page.obj.Contents = pdf.make_stream(f"BT /F 12 Tf 72 72 Td {letters} ET".encode())
        else:
            pdf.docinfo["/Title"] = WORDS
        pdf.save(kept, compress_streams=True)
    return kept.getvalue()


def with_attached(data: bytes) -> bytes:
    kept = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["more.xlsx"] = pikepdf.AttachedFileSpec(pdf, data)
        pdf.save(kept)
    return kept.getvalue()


PACKED = {
    "a workbook": workbook(),
    "a name in an archive": archive(WORDS, b""),
    "an archive in an archive": archive("inner.zip", archive("words.txt", WORDS.encode())),
    "a compressed file": gzip.compress(WORDS.encode() * 2),
    "the page of a PDF": paper(drawn=True),
    "the title of a PDF": paper(drawn=False),
    "a workbook in a PDF": with_attached(workbook()),
    "a PDF in an archive": archive("paper.pdf", paper(drawn=True)),
}


@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED)
def test_words_are_found_in(packed: bytes) -> None:
    assert any(WORDS.encode() in said for said in said_in(packed))


def test_and_only_there() -> None:
    assert not any(b"another" in said for packed in PACKED.values() for said in said_in(packed))
