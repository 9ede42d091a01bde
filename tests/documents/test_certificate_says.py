from datetime import date

import pytest

from tests.documents.factories import UNITS, make_certificate, make_units
from tests.documents.reading import sizes_in_millimetres, words
from trainer.documents.pool import Renderer

IN_HOUSE = (
    "An in-house record of achievement, issued on 16 November 2026 at the Harbour Street centre."
    " Not a regulated qualification certificate."
)
A4_LANDSCAPE = (297, 210)


def test_the_face_says_who_what_and_when(renderer: Renderer) -> None:
    face = words(renderer.render(make_certificate().request()))[0]

    for fact in (
        "Certificate of achievement",
        "Siân Llŷr Whitfield",
        "every unit towards the Level 2 Diploma in Customer Service",
        "45 credits · 13 units · 165 criteria met · achieved 9 November 2026",
        "Daniel Osei Assessor",
        "Ruth Calder Internal quality assurer",
        "BH-2026-0412",
        "Check it at training.brackenhall.example/v K4TN9-XQ27H-RD3BM-8WPA5-ZC6EFG",
        IN_HOUSE,
    ):
        assert fact in face
    # The letterhead is spaced out so far that readers take its letters for words.
    assert "BRACKENHALLHOME" in face.replace(" ", "")


def test_the_second_page_lists_every_unit_and_the_record(renderer: Renderer) -> None:
    certificate = make_certificate()
    pages = words(renderer.render(certificate.request()))

    assert len(pages) == 2
    for unit in UNITS:
        assert f"{unit.code} {unit.title} {unit.level} {unit.credit}" in pages[1]
    assert "J/506/2132 Principles of customer service 2 4 9 Sept 2026" in pages[1]
    assert "All units 45" in pages[1]
    assert f"Record fingerprint {certificate.ledger_head}" in pages[1]
    assert "Certificate BH-2026-0412" in pages[1]


def test_forty_units_take_more_pages_under_the_same_heads(renderer: Renderer) -> None:
    pdf = renderer.render(make_certificate(units=make_units(40)).request())
    pages = words(pdf)

    assert sizes_in_millimetres(pdf) == [A4_LANDSCAPE] * len(pages)
    assert len(pages) == 4
    for n in range(40):
        assert f"Z/900/{n:04} Unit number {n} of many" in " ".join(pages[1:])
    for page in pages[1:3]:
        assert "Unit Title Level Credits Achieved" in page
    assert pages[2].endswith("Certificate BH-2026-0412 3 / 4")


@pytest.mark.parametrize("count", range(9, 19))
def test_no_page_is_left_to_the_small_print_alone(renderer: Renderer, count: int) -> None:
    long = "Deal with customers across a language divide, by telephone, in writing and at a counter"
    units = tuple(
        unit._replace(title=f"{long}, and in every other way") if n % 3 else unit
        for n, unit in enumerate(make_units(count))
    )
    pages = words(renderer.render(make_certificate(units=units).request()))
    assert f"Z/900/{count - 1:04}" in pages[-1]
    assert "Assessor Daniel Osei" in pages[-1]
    for page in pages[1:] if len(pages) > 2 else []:
        assert f" / {len(pages)}" in page


def test_both_pages_are_a4_landscape(renderer: Renderer) -> None:
    pdf = renderer.render(make_certificate().request())
    assert sizes_in_millimetres(pdf) == [A4_LANDSCAPE, A4_LANDSCAPE]


def test_an_award_without_credit_speaks_of_none(renderer: Renderer) -> None:
    award = make_certificate(
        title="Communications award", level=None, credit=None, units=UNITS[:1], criteria_met=1
    )
    face, units = words(renderer.render(award.request()))

    assert "1 unit · 1 criterion met · achieved" in face
    assert "redit" not in face + units
    assert "All units" not in units


def test_a_level_the_title_leaves_out_is_added(renderer: Renderer) -> None:
    face = words(renderer.render(make_certificate(title="Diploma in Care", level=3).request()))[0]
    assert "Level 3 · 45 credits" in face


def test_a_unit_without_level_or_credit_shows_a_dash(renderer: Renderer) -> None:
    unit = UNITS[0]._replace(level=None, credit=None)
    page = words(renderer.render(make_certificate(units=(unit,)).request()))[1]
    assert "Deliver customer service – – 2 Nov 2026" in page


def test_a_replacement_says_so(renderer: Renderer) -> None:
    replacement = make_certificate(replacement_of="BH-2026-0300")
    face = words(renderer.render(replacement.request()))[0]
    assert "Replacement for certificate BH-2026-0300" in face

    first = words(renderer.render(make_certificate().request()))[0]
    assert "Replacement" not in first


def test_the_regulated_number_appears_only_as_what_units_count_towards(renderer: Renderer) -> None:
    towards = make_certificate(towards="601/3562/1, City & Guilds")
    face = words(renderer.render(towards.request()))[0]
    assert face.endswith(f"{IN_HOUSE} Units achieved towards 601/3562/1, City & Guilds.")

    without = words(renderer.render(make_certificate().request()))[0]
    assert "Units achieved towards" not in without


@pytest.mark.parametrize(
    "name",
    [
        "Gwŷr Ŵyn Ŷnys â ê î ô û ẁ ẃ ẅ ỳ ý ÿ",
        "Łukasz Żółć Ąę Świętosław Ćma Ńa Źle",
        "Nguyễn Thị Ánh",
        "Ελένη Παπαδοπούλου",
        "Олена Шевченко",
    ],
)
def test_letters_of_many_languages_are_set(renderer: Renderer, name: str) -> None:
    assert name in words(renderer.render(make_certificate(learner=name).request()))[0]


def test_an_accent_typed_apart_is_set_in_one_piece(renderer: Renderer) -> None:
    apart = make_certificate(learner="Lly\u0302r")
    assert "Llŷr" in words(renderer.render(apart.request()))[0]


@pytest.mark.parametrize("length", [30, 45, 60, 80, 120, 200])
def test_a_long_name_stays_whole_and_on_the_face(renderer: Renderer, length: int) -> None:
    name = ("Wilhelmina Aleksandra Szczepańska-Llewellyn van der Westhuizen " * 4)[:length].strip()
    certificate = make_certificate(learner=name, title=f"Diploma in {name}", assessor=name[:60])
    pages = words(renderer.render(certificate.request()))

    assert len(pages) == 2
    assert f"record that {name} has completed" in pages[0]
    assert f"Diploma in {name} Level 2 · 45 credits" in pages[0]


def test_what_turns_or_hides_text_is_left_out(renderer: Renderer) -> None:
    sly = make_certificate(learner="Eve\u202e revE\x00\ud800\u2066 Black")
    assert "record that Eve revE Black has" in words(renderer.render(sly.request()))[0]


def test_when_it_runs_out_is_said_where_it_does(renderer: Renderer) -> None:
    lasting = words(renderer.render(make_certificate(towards="601, City Awards").request()))[0]
    assert "runs out" not in lasting
    ending = make_certificate(towards="601, City Awards", expires_on=date(2027, 11, 16))
    face = words(renderer.render(ending.request()))[0]
    assert "It runs out on 16 November 2027. Units achieved towards 601, City Awards." in face
