"""Names in every script our people have: in our own type, from the right side, with nothing missing."""

import unicodedata

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from tests.documents.factories import make_certificate, make_units
from tests.documents.reading import opened, structure, words
from tests.documents.test_kinds import SMALLEST, sizes_on
from trainer.documents.glyphs import missing_from, spelt_out
from trainer.documents.pool import Renderer
from trainer.documents.shipped import HERE
from trainer.documents.typography import direction

NAMES = {
    "Siân Llŷr ap Ŵyn": {"Newsreader"},
    "Łukasz Żółć-Gęś": {"Newsreader"},
    "Ελένη Παπαδοπούλου": {"Source"},
    "Володимир Ґудзь": {"Source"},
    "محمد بن عبد الرحمن": {"Noto"},
    "שרה לוי־כהן": {"Noto"},
}
LONG = "Maximiliana Alexandrina Wilhelmina Theodosia " * 7


def families(pdf: bytes) -> set[str]:
    with opened(pdf) as document:
        return {
            str(font.BaseFont).split("+")[1].split("-")[0]
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
            for font in one.get("/DescendantFonts", [])
        }


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_set_in_our_own_type(renderer: Renderer, name: str) -> None:
    pdf = renderer.render(make_certificate(learner=name).request())
    assert missing_from(name) == []
    assert families(pdf) <= {"Newsreader", "Source", "Atkinson", "Noto"}
    assert NAMES[name] <= families(pdf)
    with opened(pdf) as document:
        tags = [str(one.S) for one in structure(document.Root.StructTreeRoot)]
    assert tags.count("/H1") == 1


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Siân", "ltr"),
        ("محمد", "rtl"),
        ("שרה Levi", "rtl"),
        ("Levi שרה", "ltr"),
        ("12 شارع", "rtl"),
        ("", "ltr"),
    ],
)
def test_a_text_is_set_from_the_side_of_its_first_letter(text: str, side: str) -> None:
    assert direction(text) == side


def test_the_list_of_what_is_covered_is_that_of_the_fonts() -> None:
    named = [*HERE.glob("fonts/source-sans-3-*-400-*"), *HERE.glob("fonts/noto-*-400-*")]
    points = set().union(*(TTFont(path).getBestCmap() for path in named))
    lines = (HERE / "fonts" / "COVERED").read_text().split()
    spans = [[int(end, 16) for end in line.split("-")] for line in lines]
    assert {point for first, last in spans for point in range(first, last + 1)} == points


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Siân Llŷr, “Żółć”\n–", []),
        ("Zoë 🙂 and 🙂", ["🙂"]),
        ("田中", ["田", "中"]),
        ("e\u0301", []),
        ("می\u200cخواهم", []),
        ("Ann\u2011Marie\u202fLlŷr", []),
    ],
)
def test_signs_no_typeface_has_are_named(text: str, missing: list[str]) -> None:
    assert missing_from(text) == missing
    assert missing_from(spelt_out(unicodedata.normalize("NFC", text))) == []


def test_they_are_written_out_rather_than_boxed(renderer: Renderer) -> None:
    pdf = renderer.render(make_certificate(learner="Zoë 🙂 Star").request())
    assert "Zoë [slightly smiling face] Star" in words(pdf)[0]


SIDE_OF_WHOSE = 121 / 25.4 * 72
"""Left of it stands who issued the certificate, right of it whose it is; in points."""


@pytest.mark.parametrize("name", [LONG[:300], "W" * 300, "محمد بن عبد الرحمن " * 16])
def test_a_name_of_300_letters_keeps_to_its_place(renderer: Renderer, name: str) -> None:
    page = make_certificate(
        learner=name,
        title=("Level 2 Diploma in the Care of Those Who Come to the Counter " * 5)[:300],
        assessor=name[:120],
        centre=LONG[:120],
        check_url=f"https://{'training.' * 6}example/v/K4TN9-XQ27H-RD3BM-8WPA5-ZC6EFG",
        units=make_units(40),
    )
    pdf = renderer.render(page.request())
    with pypdfium2.PdfDocument(pdf) as document:
        shown = document[0].get_textpage()
        found = shown.search("has completed, in daily work")
        begins, count = found.get_next()
        below = shown.get_charbox(begins)[3]
        name_bottoms = [
            shown.get_charbox(at)[1]
            for at in range(shown.search("This is to record that").get_next()[0] + 22, begins)
            if shown.get_text_range(at, 1).strip()
        ]
    assert count
    assert min(name_bottoms) > below
    with opened(pdf) as document:
        assert min(min(sizes_on(page)) for page in document.pages) >= SMALLEST - 0.01


@pytest.mark.parametrize("name", [LONG[:300], "W" * 300, "محمد بن عبد الرحمن " * 16])
def test_above_the_list_it_leaves_heading_and_table_alone(renderer: Renderer, name: str) -> None:
    page = make_certificate(
        learner=name,
        title=("Level 2 Diploma in the Care of Those Who Come to the Counter " * 5)[:300],
        organisation="Gwasanaethau Cwsmeriaid Cyngor Sir Gaerfyrddin a’r Gororau " * 3,
    )
    band, right_edge = (210 - 38.1) / 25.4 * 72, (297 - 26) / 25.4 * 72
    with pypdfium2.PdfDocument(renderer.render(page.request())) as document:
        shown = document[1].get_textpage()
        boxes = [
            shown.get_charbox(at)
            for at in range(shown.count_chars())
            if shown.get_text_range(at, 1).strip()
        ]
    above = [box for box in boxes if box[3] > band]
    assert max(box[2] for box in boxes) <= right_edge + 1
    assert min(box[1] for box in above) > band
    whose = min(box[0] for box in above if box[0] > SIDE_OF_WHOSE)
    assert max(box[2] for box in above if box[0] < SIDE_OF_WHOSE) < whose


def test_a_hyphen_from_a_word_processor_is_a_hyphen(renderer: Renderer) -> None:
    assert (
        "Ann-Marie Llŷr"
        in words(renderer.render(make_certificate(learner="Ann\u2011Marie Llŷr").request()))[0]
    )
