from pathlib import Path

import pikepdf

from tests.documents.factories import make_certificate
from tests.documents.reading import opened, structure
from trainer.documents.pool import Renderer


def test_the_same_certificate_is_the_same_bytes(renderer: Renderer) -> None:
    first = renderer.render(make_certificate().request())
    assert renderer.render(make_certificate().request()) == first
    with Renderer() as another:
        assert another.render(make_certificate().request()) == first


def test_another_certificate_has_another_identifier(renderer: Renderer) -> None:
    one, other = make_certificate().request(), make_certificate(learner="Eve Black").request()
    assert one.identifier != other.identifier
    with opened(renderer.render(one)) as pdf:
        assert bytes(pdf.trailer.ID[0]) == one.identifier


def test_it_claims_archival_and_accessible_form(renderer: Renderer) -> None:
    with opened(renderer.render(make_certificate().request())) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "3"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["dc:creator"] == ["Brackenhall Home"]
            assert metadata["xmp:CreateDate"] == "2026-11-16"
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        title = str(pdf.docinfo.Title)
    assert title == (
        "Certificate BH-2026-0412: Level 2 Diploma in Customer Service, Siân Llŷr Whitfield"
    )


def test_the_tags_hold_one_name_and_a_table_of_units(renderer: Renderer) -> None:
    with opened(renderer.render(make_certificate().request())) as pdf:
        tags = [str(element.S) for element in structure(pdf.Root.StructTreeRoot)]

    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 2
    assert tags.count("/Table") == 1
    assert tags.count("/TR") == 1 + 13 + 1


def test_every_font_is_ours_and_embedded(renderer: Renderer) -> None:
    with opened(renderer.render(make_certificate().request())) as pdf:
        fonts = [
            font
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font"
            for font in obj.get("/DescendantFonts", [])
        ]
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        families = {str(font.BaseFont).split("+")[1].split("-")[0] for font in fonts}
    assert families == {"Newsreader", "Source", "Atkinson"}


def test_the_file_is_sound(renderer: Renderer, tmp_path: Path) -> None:
    with opened(renderer.render(make_certificate().request())) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_a_certificate_stays_small(renderer: Renderer) -> None:
    assert len(renderer.render(make_certificate().request())) < 160_000


def test_the_engraving_is_marked_as_decoration(renderer: Renderer) -> None:
    with opened(renderer.render(make_certificate().request())) as pdf:
        for page in pdf.pages:
            first, *_ = pikepdf.parse_content_stream(page)
            assert [str(first.operator), *map(str, first.operands)] == ["BMC", "/Artifact"]
