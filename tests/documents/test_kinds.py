"""Every kind of document: archivable, tagged, readable, in our own type, nothing below 8 pt."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfua import Confidence, validate
from pdfua.model import filter_findings

from tests.documents.factories import UNITS, make_certificate, make_units
from tests.documents.reading import opened, structure, words
from trainer.documents.certificate import Outcome
from trainer.documents.letter import LetterPage
from trainer.documents.look import Look, Picture, Signatory
from trainer.documents.paper import PaperPage, Section, Table
from trainer.documents.pool import Renderer
from trainer.documents.render import KINDS as TEMPLATES
from trainer.documents.request import RenderRequest

DRAWN = Picture(
    "image/svg+xml",
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3z"/></svg>',
)
LOOK = Look(
    brand="#0b5d66",
    motto="Every customer, every time",
    seal="Brackenhall Home",
    logo=DRAWN,
    signatories=(Signatory("Ruth Calder", "Head of Training", DRAWN), Signatory("Eli", "Director")),
)
LEARNER = "Siân Llŷr Whitfield"
PAPER = PaperPage(
    organisation="Brackenhall Home",
    centre="Harbour Street",
    title="Training record",
    learner=LEARNER,
    about="Everything achieved",
    made_on=date(2026, 11, 16),
    facts=(("Name", LEARNER), ("Site", "Tŷ Mawr")),
    sections=(
        Section("Units", table=Table(("Unit", "Title"), (3, None), (("A1", "Serve"),) * 40)),
    ),
)
LETTER = LetterPage(
    organisation="Brackenhall Home",
    centre="Harbour Street",
    learner=LEARNER,
    day=date(2026, 11, 16),
    subject="Level 2 Diploma in Customer Service",
    paragraphs=("It is a pleasure.", "Certificate BH-2026-0412 records this:"),
    code="K4TN9-XQ27H-RD3BM-8WPA5-ZC6EFG",
    closing="Congratulations.",
)
UNIT = make_certificate(
    title="Deliver customer service",
    units=UNITS[:1],
    unit_code="A/506/2130",
    within="Level 2 Diploma in Customer Service",
    outcomes=tuple(Outcome(str(n), f"Outcome {n} of the unit", n) for n in range(1, 9)),
    look=LOOK,
)
COVER = PaperPage(
    organisation="Brackenhall Home",
    centre="Harbour Street",
    title="Portfolio of evidence",
    learner=LEARNER,
    about="Level 2 Diploma in Customer Service",
    made_on=date(2026, 11, 16),
    facts=(("Assessor", "Daniel Osei"),),
    template="cover",
)
ATTENDANCE = PaperPage(
    organisation="Brackenhall Home",
    centre="Harbour Street",
    title="Certificate of attendance",
    learner=LEARNER,
    about="Calming an angry customer",
    made_on=date(2026, 11, 16),
    facts=(("Held on", "9 November 2026"), ("Held by", "Daniel Osei")),
    sections=(Section(words=("let somebody finish", "say what happens next")),),
    template="attendance",
)
KINDS: dict[str, RenderRequest] = {
    "certificate": make_certificate(look=LOOK, replacement_of="BH-2026-0411").request(),
    "long certificate": make_certificate(units=make_units(40)).request(),
    "unit certificate": UNIT.request(),
    "letter": LETTER.request(LOOK),
    "cover": COVER.request(LOOK),
    "attendance": ATTENDANCE.request(LOOK),
    "paper": PAPER.request(LOOK),
}
SMALLEST = 8.0


@pytest.fixture(scope="module", params=KINDS)
def pdf(request: pytest.FixtureRequest, renderer: Renderer) -> bytes:
    return renderer.render(KINDS[request.param])


def test_it_says_whose_it_is(pdf: bytes) -> None:
    assert LEARNER in " ".join(words(pdf))


def test_it_claims_archival_and_accessible_form(pdf: bytes) -> None:
    with opened(pdf) as document:
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert LEARNER in metadata["dc:title"]
            assert metadata["dc:creator"] == ["Brackenhall Home"]
        assert str(document.Root.Lang) == "en-GB"
        assert bool(document.Root.MarkInfo.Marked)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert str(document.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        tags = [str(one.S) for one in structure(document.Root.StructTreeRoot)]
    assert tags.count("/H1") == 1
    assert tags.index("/H1") < min([at for at, tag in enumerate(tags) if tag == "/H2"], default=999)


def test_every_picture_that_says_something_has_words(pdf: bytes) -> None:
    with opened(pdf) as document:
        figures = [one for one in structure(document.Root.StructTreeRoot) if one.S == "/Figure"]
        assert all(str(one.get("/Alt", "")) for one in figures)


def test_every_font_is_ours_and_embedded(pdf: bytes) -> None:
    with opened(pdf) as document:
        fonts = [
            font
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
            for font in one.get("/DescendantFonts", [])
        ]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        families = {str(font.BaseFont).split("+")[1].split("-")[0] for font in fonts}
    assert families <= {"Newsreader", "Source", "Atkinson", "Noto"}


def test_nothing_is_set_too_small(pdf: bytes, tmp_path: Path) -> None:
    """By the size each run of text is set in, and the scale of the page."""
    with opened(pdf) as document:
        for page in document.pages:
            assert min(sizes_on(page)) >= SMALLEST - 0.01


def test_every_template_is_among_them() -> None:
    assert {one.template for one in KINDS.values()} == set(TEMPLATES)


def test_pdfua_finds_nothing_but_that_it_claims_no_pdf_ua(pdf: bytes, tmp_path: Path) -> None:
    """What it says of headers without a scope is a guess: `/Headers` of the cells say it better."""
    file = tmp_path / "document.pdf"
    file.write_bytes(pdf)
    found = filter_findings(validate(str(file)).findings, min_confidence=Confidence.CERTAIN)
    assert [one.rule_id for one in found] == ["UA-28-004"], found


def test_each_cell_of_a_table_names_its_headers(pdf: bytes) -> None:
    with opened(pdf) as document:
        elements = list(structure(document.Root.StructTreeRoot))
        known = {str(one.ID) for one in elements if one.S == "/TH"}
        for cell in (one for one in elements if one.S == "/TD"):
            assert len(cell.A.Headers) >= 1
            assert {str(one) for one in cell.A.Headers} <= known


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed.")
def test_qpdf_finds_it_sound(pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "document.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert re.search(r"No syntax or stream encoding errors found", told.stdout)


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="verapdf is not on the path.")
def test_verapdf_agrees(pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "document.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(
        ["verapdf", "--flavour", "3a", "--format", "text", file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.startswith("PASS"), told.stdout


def sizes_on(page: pikepdf.Page) -> list[float]:
    """Read the size of every run of text, whatever it is scaled by on the way."""
    scales, sizes, size, matrix = [1.0], [], 0.0, 1.0
    for instruction in pikepdf.parse_content_stream(page):
        name, given = str(instruction.operator), instruction.operands
        match name:
            case "q":
                scales.append(scales[-1])
            case "Q":
                scales.pop()
            case "cm":
                scales[-1] *= _scale(given)
            case "Tf":
                size = float(given[1])
            case "Tm":
                matrix = _scale(given)
            case "TJ" | "Tj":
                sizes.append(size * matrix * scales[-1])
    return sizes


def _scale(given: Any) -> float:
    return abs(float(given[0]) * float(given[3]) - float(given[1]) * float(given[2])) ** 0.5
