"""Every kind of file a stranger may send, with the answer that docs/files.md promises for it."""

from collections.abc import Callable
from dataclasses import dataclass
from zlib import compress

from tests.storage import papers, pictures, recordings
from trainer.storage.kinds import Kind

SEND = "Send a photo, sound, video, PDF or office file."
SAVE_AGAIN = "Open it, save it again and send the new copy."
SAVE_AGAIN_THERE = "Open it on your own device, save it again and send the new copy."
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
# Put together here, so that no scanner takes the test itself for what it tests.
VIRUS_TEST = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"

WEB_CODE = f"This file has web page code hidden in it. {SAVE_AGAIN_THERE}"
TWO_IN_ONE = f"This is two files in one: another is hidden in it. {SAVE_AGAIN_THERE}"
PROGRAM = f"This is a program. {SEND}"
PDF_DAMAGED = f"This PDF is damaged or cut off. {SAVE_AGAIN}"
PDF_LOCKED = "This PDF is locked. Save a copy without a password or restrictions and send that."
PDF_ACTIVE = (
    "This PDF has a script or a program in it, or hides what it has. "
    "Print it to a new PDF, which leaves such things out, and send that."
)
MACROS = (
    "This is an office file with macros, small programs that run when it is opened. "
    "Save it as DOCX, XLSX or PPTX, or as a PDF, and send that."
)
BOMB = (
    "Unpacked, this office file is far larger than it looks, which can bring a computer down. "
    "Save it again, or as a PDF, and send that."
)
ODD_PARTS = (
    "This office file carries other files inside it, such as programs or archives. "
    "Take them out, or save it as a PDF, and send that."
)
OFFICE_LOCKED = "This office file is locked with a password. Save it without one and send that."
OLD_OFFICE = (
    "This is an office file that is locked with a password or of an old type. "
    "Save it without a password as DOCX, XLSX or PPTX and send that."
)
DAMAGED = f"This file is damaged or cut off. {SAVE_AGAIN}"
PHOTO_DAMAGED = f"This photo is damaged or cut off. {SAVE_AGAIN}"
PIXELS = "This photo has more than 50 million pixels. A smaller copy will do."
HEAVY = "Opening this photo takes too much memory. Save a smaller copy, or a plain JPEG."
RECORDING_DAMAGED = (
    "This recording is damaged or cut off. Play it on your own device, then send it again."
)
MISMATCH = "Save it again under the right ending and send that."


@dataclass(frozen=True)
class Sample:
    """A file somebody may send, and the kind it is taken as or the sentence it is refused with."""

    name: str
    make: Callable[[], bytes]
    answer: Kind | str
    media_type: str = ""


def _text(words: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: words.encode(encoding)


TAKEN = [
    Sample("card.jpg", pictures.photo, Kind.PHOTO, "image/jpeg"),
    Sample("card.JPEG", pictures.phone_photo, Kind.PHOTO, "image/jpeg"),
    Sample("screen.png", lambda: pictures.photo(form="PNG"), Kind.PHOTO, "image/png"),
    Sample("card.webp", lambda: pictures.photo(form="WEBP"), Kind.PHOTO, "image/webp"),
    Sample("phone.webp", lambda: pictures.photo((4032, 3024), "WEBP"), Kind.PHOTO, "image/webp"),
    Sample("waves.jpg", lambda: pictures.finely_kept((4032, 3024)), Kind.PHOTO, "image/jpeg"),
    Sample("card.gif", pictures.animation, Kind.PHOTO, "image/gif"),
    Sample("call.mp3", recordings.mp3, Kind.AUDIO, "audio/mpeg"),
    Sample("call.m4a", lambda: recordings.film(b"M4A "), Kind.AUDIO, "audio/mp4"),
    Sample("recorder.m4a", lambda: recordings.film(b"mp42"), Kind.AUDIO, "audio/mp4"),
    Sample("call.wav", recordings.sound, Kind.AUDIO, "audio/wav"),
    Sample("call.ogg", recordings.ogg, Kind.AUDIO, "audio/ogg"),
    Sample("till.mp4", recordings.film, Kind.VIDEO, "video/mp4"),
    Sample("till.mov", lambda: recordings.film(b"qt  "), Kind.VIDEO, "video/quicktime"),
    Sample("till.webm", recordings.web_film, Kind.VIDEO, "video/webm"),
    Sample("letter.pdf", papers.pdf, Kind.PDF, "application/pdf"),
    Sample("packed.pdf", lambda: papers.pdf(3, packed=True), Kind.PDF, "application/pdf"),
    Sample(
        "plan.docx",
        papers.open_xml,
        Kind.OFFICE,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    Sample(
        "rota.xlsx",
        lambda: papers.open_xml("xlsx"),
        Kind.OFFICE,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    Sample(
        "talk.pptx",
        lambda: papers.open_xml("pptx"),
        Kind.OFFICE,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    Sample(
        "plan.odt", papers.open_document, Kind.OFFICE, "application/vnd.oasis.opendocument.text"
    ),
    Sample(
        "rota.ods",
        lambda: papers.open_document("spreadsheet"),
        Kind.OFFICE,
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    Sample(
        "talk.odp",
        lambda: papers.open_document("presentation"),
        Kind.OFFICE,
        "application/vnd.oasis.opendocument.presentation",
    ),
    Sample("nodyn.txt", _text("Diolch, Siân!"), Kind.TEXT, "text/plain; charset=utf-8"),
    Sample("BMW.txt", _text("BMW driver, 10.30"), Kind.TEXT, "text/plain; charset=utf-8"),
    Sample(
        "old.txt", _text("Siân paid £5", "cp1252"), Kind.TEXT, "text/plain; charset=windows-1252"
    ),
    Sample(
        "calls.csv", _text("day,calls\n1,20\n", "utf-16"), Kind.TEXT, "text/csv; charset=utf-16"
    ),
    Sample("less.txt", _text("Wait < 5 minutes, a <b>thank you</b>"), Kind.TEXT),
    Sample("../../etc/card.jpg", pictures.photo, Kind.PHOTO, "image/jpeg"),
    Sample("C:\\photos\\card.jpg", pictures.photo, Kind.PHOTO, "image/jpeg"),
]

REFUSED = [
    Sample("nothing.jpg", bytes, "This file is empty. Choose it again, or send another."),
    Sample("files.zip", lambda: papers.archive({"a.txt": b"a"}), f"This is a ZIP file. {SEND}"),
    Sample(
        "nested.zip",
        lambda: papers.archive({"b.zip": papers.archive({"a.txt": b"a"})}),
        f"This is a ZIP file. {SEND}",
    ),
    Sample("files.docx", lambda: papers.archive({"a.txt": b"a"}), f"This is a ZIP file. {SEND}"),
    Sample(
        "card.rar",
        lambda: b"Rar!\x1a\x07\x00" + bytes(99),
        f"This is an archive. Unpack it first. {SEND}",
    ),
    Sample("setup.exe", lambda: b"MZ\x90\0" + bytes(99), PROGRAM),
    Sample("card.jpg", lambda: b"MZ\x90\0" + bytes(99), PROGRAM),
    Sample("card.png", lambda: b"\x7fELF\2\1\1" + bytes(99), PROGRAM),
    Sample("mac.pdf", lambda: b"\xcf\xfa\xed\xfe" + bytes(99), PROGRAM),
    Sample(
        "notes.txt", lambda: b"#!/bin/sh\nrm -r /\n", f"This is a script, a kind of program. {SEND}"
    ),
    Sample(
        "page.html",
        lambda: HTML,
        "This is a web page. Save it as a PDF, or take a picture of the screen.",
    ),
    Sample(
        "page.txt",
        lambda: b"\xef\xbb\xbf \n" + HTML,
        "This is a web page. Save it as a PDF, or take a picture of the screen.",
    ),
    Sample(
        "logo.svg", lambda: SVG, "This is an SVG drawing. Save it as JPEG or PNG and send that."
    ),
    Sample(
        "logo.png", lambda: SVG, "This is an SVG drawing. Save it as JPEG or PNG and send that."
    ),
    Sample(
        "IMG_1.heic",
        lambda: recordings.film(b"heic"),
        "This is a HEIC photo, which not every browser can show. "
        "Save it as JPEG or PNG and send that.",
    ),
    Sample("run.bat", _text("@echo off"), f"Files ending in .bat can't be sent here. {SEND}"),
    Sample("card\u202egpj.exe", pictures.photo, f"Files ending in .exe can't be sent here. {SEND}"),
    Sample("card.jpg.js", _text("alert(1)"), f"Files ending in .js can't be sent here. {SEND}"),
    Sample(
        "card",
        pictures.photo,
        f"This file's name has no ending such as .jpg or .pdf. {SEND}",
    ),
    Sample("card.jpg", papers.pdf, f"This file ends in .jpg, but inside it is a PDF. {MISMATCH}"),
    Sample(
        "card.png",
        pictures.photo,
        f"This file ends in .png, but inside it is a JPEG photo. {MISMATCH}",
    ),
    Sample(
        "plan.docx",
        lambda: papers.open_xml("xlsx"),
        f"This file ends in .docx, but inside it is an Excel workbook. {MISMATCH}",
    ),
    Sample(
        "card.jpg",
        lambda: b"\1\2\3\4" * 50,
        "This file ends in .jpg, but what is inside can't be read as that. " + SAVE_AGAIN_THERE,
    ),
    Sample(
        "test.txt",
        lambda: VIRUS_TEST,
        "This file is marked as a virus test, so it was not kept. Send another file.",
    ),
    Sample(
        "test.jpg",
        lambda: pictures.photo() + VIRUS_TEST,
        "This file is marked as a virus test, so it was not kept. Send another file.",
    ),
    Sample("both.gif", lambda: pictures.animation() + HTML, WEB_CODE),
    Sample("both.jpg", lambda: pictures.photo() + b"<svg onload=alert(1)>", WEB_CODE),
    Sample("note.txt", lambda: b"Hello <script src=x></script>", WEB_CODE),
    Sample("both.pdf", lambda: papers.pdf() + papers.archive({"a": b"a"}) + b"%%EOF", TWO_IN_ONE),
    Sample(
        "both.png", lambda: pictures.photo(form="PNG") + papers.archive({"a": b"a"}), TWO_IN_ONE
    ),
    Sample(
        "both.gif",
        lambda: pictures.animation()[:-1] + b"\x21\xfe\x09%PDF-1.7\n\0\x3b",
        TWO_IN_ONE,
    ),
    Sample("cut.pdf", lambda: papers.pdf(20)[:-200], PDF_DAMAGED),
    Sample("fake.pdf", lambda: b"%PDF-1.7\nnothing\n%%EOF", PDF_DAMAGED),
    Sample("locked.pdf", lambda: papers.pdf(password="secret"), PDF_LOCKED),
    Sample("guarded.pdf", lambda: papers.pdf(password=""), PDF_LOCKED),
    Sample("script.pdf", lambda: papers.pdf(action=papers.script()), PDF_ACTIVE),
    Sample("hidden.pdf", lambda: papers.pdf(action=papers.script(), packed=True), PDF_ACTIVE),
    Sample(
        "spelt.pdf",
        lambda: papers.pdf(action=papers.script()).replace(b"/JavaScript", b"/J#61vaScrip#74"),
        PDF_ACTIVE,
    ),
    Sample(
        "maze.pdf", lambda: papers.pdf()[:-6] + b"%" + b"/First " * 50_002 + b"\n%%EOF", PDF_ACTIVE
    ),
    Sample(
        "packed-oddly.pdf",
        lambda: (
            papers.pdf(3, packed=True).replace(b"/FlateDecode", b"/Fl#61teDecode", 1)
            + b"\n% 9 0 obj <</Type/ObjStm/Filter/LZWDecode>>stream\n%%EOF"
        ),
        PDF_ACTIVE,
    ),
    Sample(
        "inflated.pdf",
        lambda: (
            papers.pdf()[:-6]
            + b"%obj <</Type/ObjStm/Filter/FlateDecode>>stream\n"
            + compress(bytes(60_000_000))
            + b"\n%%EOF"
        ),
        PDF_ACTIVE,
    ),
    Sample("start.pdf", lambda: papers.pdf(action=papers.launch()), PDF_ACTIVE),
    Sample("macro.docm", lambda: papers.open_xml("docm"), MACROS),
    Sample("macro.xlsx", lambda: papers.open_xml("xlsm"), MACROS),
    Sample("macro.docx", lambda: papers.open_xml(extra={"word/vbaProject.bin": b"x"}), MACROS),
    Sample("macro.odt", lambda: papers.open_document(extra={"Basic/Standard/M.xml": b"x"}), MACROS),
    Sample("swollen.docx", papers.bomb, BOMB),
    Sample("crowded.docx", papers.crowd, BOMB),
    Sample("lying.docx", papers.lying_crowd, BOMB),
    Sample("wide.docx", papers.sixty_four_bit, BOMB),
    Sample(
        "types.docx",
        lambda: papers.archive({"[Content_Types].xml": bytes(2_000_000)}),
        BOMB,
    ),
    Sample("carrier.docx", lambda: papers.open_xml(extra={"word/run.exe": b"MZ"}), ODD_PARTS),
    Sample("climber.docx", lambda: papers.open_xml(extra={"../../up.xml": b"x"}), ODD_PARTS),
    Sample(
        "locked.odt",
        lambda: papers.open_document(
            extra={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}
        ),
        OFFICE_LOCKED,
    ),
    Sample("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), OLD_OFFICE),
    Sample("odd.docx", lambda: papers.oddly_packed("[Content_Types].xml"), DAMAGED),
    Sample("oddwords.docx", lambda: papers.oddly_packed("word/document.xml"), DAMAGED),
    Sample("cut.docx", lambda: papers.open_xml()[:-30], DAMAGED),
    Sample("huge.png", lambda: pictures.claims_to_be(50_000, 50_000), PIXELS),
    Sample("large.png", lambda: pictures.claims_to_be(10_000, 5_001), PIXELS),
    Sample("heavy.webp", lambda: pictures.photo((4000, 3500), "WEBP"), HEAVY),
    Sample("heavy.jpg", lambda: pictures.finely_kept((6500, 6000)), HEAVY),
    Sample("cut.png", lambda: pictures.photo(form="PNG")[:-20], PHOTO_DAMAGED),
    Sample("cut.mp4", lambda: recordings.film()[:-500], RECORDING_DAMAGED),
    Sample("headless.m4a", lambda: recordings.film(b"M4A ")[:28], RECORDING_DAMAGED),
]
