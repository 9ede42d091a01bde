"""PDFs and office files for the tests, made on the spot: sound, locked, scripted, swollen."""

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode

_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}


def pdf(
    pages: int = 1,
    *,
    size: tuple[float, float] = (595, 842),
    action: Dictionary | None = None,
    packed: bool = False,
    password: str | None = None,
) -> bytes:
    """Make a PDF; `packed` hides its objects in compressed streams."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=size)
        if action is not None:
            document.Root.OpenAction = document.make_indirect(action)
        file = BytesIO()
        document.save(
            file,
            object_stream_mode=ObjectStreamMode.generate if packed else ObjectStreamMode.disable,
            encryption=Encryption(owner="owner", user=password) if password is not None else False,
        )
    return file.getvalue()


def script() -> Dictionary:
    """Make an action that runs a script."""
    return Dictionary(S=Name.JavaScript, JS="app.alert('Hello')")


def launch() -> Dictionary:
    """Make an action that starts a program."""
    return Dictionary(S=Name.Launch, F="calc.exe")


def painted_pdf() -> bytes:
    """Make a PDF whose first page, lying on its side, is black at the top and white below."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 100))
        page = document.pages[0]
        page.Contents = document.make_stream(b"0 0 0 rg 0 50 200 50 re f")
        page.MediaBox = Array([0, 0, 200, 100])
        file = BytesIO()
        document.save(file)
    return file.getvalue()


def archive(parts: dict[str, bytes], *, packing: int = ZIP_DEFLATED) -> bytes:
    """Make a ZIP of these parts."""
    file = BytesIO()
    with ZipFile(file, "w", packing) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


def open_xml(form: str = "docx", extra: dict[str, bytes] | None = None) -> bytes:
    """Make a Word, Excel or PowerPoint file, with or without something that isn't theirs."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{_MAIN[form]}"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), "main.xml": b"<x/>", **(extra or {})})


def open_document(form: str = "text", extra: dict[str, bytes] | None = None) -> bytes:
    """Make an OpenDocument file."""
    declared = f"application/vnd.oasis.opendocument.{form}".encode()
    return archive(
        {"mimetype": declared, "content.xml": b"<x/>", **(extra or {})}, packing=ZIP_STORED
    )


def bomb(unpacked: int = 100_000_000) -> bytes:
    """Make a Word file that is a thousand times larger inside than out."""
    return open_xml(extra={"word/document.xml": bytes(unpacked)})


def oddly_packed(odd: str) -> bytes:
    """Make a Word file one part of which is packed by bzip2.

    Of such a part Python unpacks each piece whole, so that a few hundred bytes can fill the memory.
    """
    types, words = f'<Types ContentType="{_MAIN["docx"]}"/>', "word/document.xml"
    file = BytesIO()
    with ZipFile(file, "w") as made:
        for name, data in (("[Content_Types].xml", types.encode()), (words, b"<x/>")):
            made.writestr(name, data, ZIP_BZIP2 if name == odd else ZIP_DEFLATED)
    return file.getvalue()


def crowd(parts: int = 10_001) -> bytes:
    """Make a Word file of more parts than anyone writes."""
    return open_xml(extra={f"p/{number}": b"" for number in range(parts)})


def lying_crowd() -> bytes:
    """Make a Word file that says it has one part, and has a list of parts that fills megabytes."""
    crowded = open_xml(extra={f"{number:0250}": b"" for number in range(7500)})
    return crowded[:-14] + b"\1\0\1\0" + crowded[-10:-2] + b"\0\0"


def sixty_four_bit() -> bytes:
    """Make a Word file with the larger kind of directory, whose numbers can outgrow any memory."""
    small = open_xml()
    return small[:-22] + b"PK\6\7" + bytes(16) + small[-22:]
