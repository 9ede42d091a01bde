import segno
from PIL.Image import Image

from tests.documents.factories import CERTIFICATE
from tests.documents.reading import opened, picture, structure
from trainer.documents.certificate import square_code
from trainer.documents.pool import Renderer

LEFT, TOP, SIDE = 240, 155, 23
DOTS = 300 / 25.4


def test_it_is_a_qr_code_of_the_check_address() -> None:
    expected = segno.make_qr(CERTIFICATE.check_url, error="m", mask=2).matrix
    assert square_code(CERTIFICATE.check_url) == [
        "".join(str(int(module)) for module in row) for row in expected
    ]


def test_every_module_is_printed_where_it_belongs(renderer: Renderer) -> None:
    rows = square_code(CERTIFICATE.check_url)
    face = picture(renderer.render(CERTIFICATE.request()), 0, dots_per_inch=300)
    middles = [(n + 0.5) * SIDE / len(rows) for n in range(len(rows))]

    printed = [
        "".join(str(int(_is_dark(face, LEFT + x, TOP + y))) for x in middles) for y in middles
    ]
    assert printed == rows


def test_it_is_at_least_22_millimetres_and_has_words_for_it(renderer: Renderer) -> None:
    with opened(renderer.render(CERTIFICATE.request())) as pdf:
        (figure,) = (e for e in structure(pdf.Root.StructTreeRoot) if e.S == "/Figure")
        left, top, right, bottom = (float(side) / 96 * 25.4 for side in figure.A.BBox)

    assert right - left >= 22
    assert bottom - top >= 22
    assert "this certificate can be checked" in str(figure.Alt)


def _is_dark(face: Image, x: float, y: float) -> bool:
    spot = face.crop((round(x * DOTS), round(y * DOTS), round(x * DOTS) + 1, round(y * DOTS) + 1))
    return spot.tobytes() < b"\x80"
