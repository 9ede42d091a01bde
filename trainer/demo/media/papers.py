"""Come here for one-page papers as PDF: a note on an order, a call written up, a briefing."""

import unicodedata
from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 595, 842, 64
LATIN = 256


def order_note(says: Sequence[str]) -> bytes:
    """Make a note on an order, with lines to tick."""
    return _page("Order note", says, boxes=True)


def call_summary(says: Sequence[str]) -> bytes:
    """Make a call written up in a few lines."""
    return _page("Call summary", says, boxes=False)


def team_briefing(says: Sequence[str]) -> bytes:
    """Make a briefing for the morning huddle."""
    return _page("Team briefing", says, boxes=True)


def typed_note(says: Sequence[str]) -> bytes:
    """Make a note typed on the desk's computer."""
    return "\r\n".join(says).encode()


def case_record(says: Sequence[str]) -> bytes:
    """Make a record of a case on several pages; a line of dashes begins the next."""
    pages: list[list[str]] = [[]]
    for line in says:
        if line == "---":
            pages.append([])
        else:
            pages[-1].append(line)
    return _document([_drawn("Case record", lines, boxes=False) for lines in pages])


def _page(kind: str, says: Sequence[str], *, boxes: bool) -> bytes:
    return _document([_drawn(kind, says, boxes=boxes)])


def _drawn(kind: str, says: Sequence[str], *, boxes: bool) -> bytes:
    title, *lines = says
    drawn = [_text(11, MARGIN, HEIGHT - 60, f"Brackenhall Home  ·  {kind}", bold=False)]
    drawn += [_text(22, MARGIN, HEIGHT - 110, title, bold=True), _rule(HEIGHT - 124)]
    for place, line in enumerate(lines):
        y = HEIGHT - 164 - 34 * place
        if boxes:
            drawn.append(f"{MARGIN} {y - 2} 12 12 re S")
        drawn.append(_text(14, MARGIN + (26 if boxes else 0), y, line, bold=False))
    drawn.append(
        _text(9, MARGIN, 50, "Made for the demonstration. Nobody here exists.", bold=False)
    )
    return "\n".join(drawn).encode("latin-1")


def _text(size: int, x: int, y: int, words: str, *, bold: bool) -> str:
    escaped = _plain(words).replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{'B' if bold else 'R'} {size} Tf {x} {y} Td ({escaped}) Tj ET"


def _plain(words: str) -> str:
    """Keep to the letters of the fonts every reader has: straight quotes, no Welsh circumflex."""
    straight = words.translate(str.maketrans("’‘“”–", "''\"\"-"))
    parts = unicodedata.normalize("NFC", straight)
    kept = (one if ord(one) < LATIN else unicodedata.normalize("NFD", one)[0] for one in parts)
    return "".join(kept).encode("latin-1", "replace").decode("latin-1")


def _rule(y: int) -> str:
    return f"1 w {MARGIN} {y} m {WIDTH - MARGIN} {y} l S"


def _document(pages: Sequence[bytes]) -> bytes:
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    kids = " ".join(f"{5 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        (font % "Helvetica").encode(),
        (font % "Helvetica-Bold").encode(),
    ]
    for content in pages:
        number = len(objects) + 1
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
                f" /Contents {number + 1} 0 R"
                " /Resources << /Font << /R 3 0 R /B 4 0 R >> >> >>"
            ).encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    written, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % table)
