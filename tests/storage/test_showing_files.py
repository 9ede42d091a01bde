import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.storage import papers, pictures
from trainer.storage.kinds import Kind
from trainer.storage.renditions import CannotShow, Rendition, render

RED, BLUE = (254, 0, 0), (0, 0, 254)


def _look(rendition: Rendition) -> Image.Image:
    picture = Image.open(BytesIO(rendition.data))
    assert picture.size == (rendition.width, rendition.height)
    assert picture.get_format_mimetype() == rendition.media_type
    return picture


def _page(kind: Kind, source: bytes | Path) -> Image.Image:
    shown = render(kind, source)
    assert shown
    return _look(shown.page)


def _near(colour: object, wanted: tuple[int, ...]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (640, 480), (320, 10)),
        (2, (640, 480), (320, 10)),
        (3, (640, 480), (320, 470)),
        (4, (640, 480), (320, 470)),
        (5, (480, 640), (10, 320)),
        (6, (480, 640), (470, 320)),
        (7, (480, 640), (470, 320)),
        (8, (480, 640), (10, 320)),
        (99, (640, 480), (320, 10)),
    ],
)
def test_a_photo_is_shown_upright(
    orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    page = _page(Kind.PHOTO, pictures.phone_photo(orientation))
    assert page.size == size
    assert _near(page.getpixel(red_at), RED)
    assert _near(page.getpixel((size[0] - red_at[0] - 1, size[1] - red_at[1] - 1)), BLUE)


@pytest.mark.parametrize(
    "source", [pictures.phone_photo(), pictures.see_through()], ids=["jpeg", "png"]
)
def test_nothing_but_the_picture_is_shown(source: bytes) -> None:
    assert pictures.SECRET_PLACE.encode() in source
    shown = render(Kind.PHOTO, source)
    assert shown
    for rendition in (shown.page, shown.thumbnail):
        picture = _look(rendition)
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & picture.info.keys()
        assert pictures.SECRET_PLACE.encode() not in rendition.data


def test_a_large_photo_is_shown_small() -> None:
    shown = render(Kind.PHOTO, pictures.phone_photo(6, (6000, 4500)))
    assert shown
    assert _look(shown.page).size == (1500, 2000)
    assert _look(shown.thumbnail).size == (240, 320)


def test_a_small_photo_is_not_blown_up() -> None:
    assert _page(Kind.PHOTO, pictures.photo((20, 10))).size == (20, 10)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("size", [(640, 480), (8200, 300)])
def test_every_form_of_photo_is_shown(form: str, size: tuple[int, int]) -> None:
    page = _page(Kind.PHOTO, pictures.photo(size, form))
    assert page.format == "JPEG"
    assert _near(page.getpixel((5, 2)), RED)
    assert _near(page.getpixel((5, page.height - 3)), BLUE)


@pytest.mark.parametrize(
    ("mode", "form"), [("L", "PNG"), ("1", "PNG"), ("P", "PNG"), ("CMYK", "JPEG"), ("LA", "PNG")]
)
def test_every_way_of_storing_pixels_is_shown(mode: str, form: str) -> None:
    assert _page(Kind.PHOTO, pictures.photo(form=form, mode=mode)).mode == "RGB"


def test_sixteen_bits_are_scaled_not_cut_off() -> None:
    file = BytesIO()
    Image.new("I;16", (50, 50), 0x8000).save(file, "PNG")
    assert _near(_page(Kind.PHOTO, file.getvalue()).getpixel((9, 9)), (128, 128, 128))


def test_what_is_see_through_stays_so() -> None:
    page = _page(Kind.PHOTO, pictures.see_through())
    assert page.format == "WEBP"
    assert page.getpixel((150, 150))[3] == 0  # type: ignore[index]
    assert page.getpixel((50, 50))[3] == 255  # type: ignore[index]


def test_an_animation_is_shown_as_its_first_picture() -> None:
    assert _near(_page(Kind.PHOTO, pictures.animation()).getpixel((9, 9)), (0, 128, 0))


@pytest.mark.parametrize("profile", [None, b"nonsense" * 40])
def test_a_profile_right_or_wrong_does_no_harm(profile: bytes | None) -> None:
    page = _page(Kind.PHOTO, pictures.with_profile(profile))
    assert _near(page.getpixel((9, 9)), (200, 60, 20))


def test_the_first_page_of_a_pdf_is_shown() -> None:
    page = _page(Kind.PDF, papers.painted_pdf())
    assert page.size == (417, 209)
    assert _near(page.getpixel((200, 20)), (0, 0, 0))
    assert _near(page.getpixel((200, 190)), (255, 255, 255))


@pytest.mark.parametrize(
    ("paper", "size"), [((14_400, 14_400), (2000, 2000)), ((3, 3), (7, 7)), ((9000, 3), (2000, 1))]
)
def test_no_paper_is_too_large(paper: tuple[float, float], size: tuple[int, int]) -> None:
    assert _page(Kind.PDF, papers.pdf(size=paper)).size == size


@pytest.mark.parametrize(
    ("kind", "make"), [(Kind.PHOTO, pictures.phone_photo), (Kind.PDF, papers.painted_pdf)]
)
def test_the_same_file_gives_the_same_bytes(kind: Kind, make: object, tmp_path: Path) -> None:
    assert callable(make)
    source: bytes = make()
    file = tmp_path / "file"
    file.write_bytes(source)
    assert render(kind, source) == render(kind, source) == render(kind, file)


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        (Kind.PHOTO, pictures.photo()[:-400]),
        (Kind.PHOTO, pictures.claims_to_be(50_000, 50_000)),
        (Kind.PHOTO, pictures.claims_to_be(5_000, 5_000)),
        (Kind.PDF, b"%PDF-1.7 nothing"),
        (Kind.PDF, papers.pdf(password="secret")),
    ],
)
def test_what_can_not_be_shown_is_said(kind: Kind, source: bytes) -> None:
    with pytest.raises(CannotShow):
        render(kind, source)


PHOTOS = [
    pictures.phone_photo(),
    pictures.see_through(),
    pictures.animation(),
    pictures.with_profile(),
    pictures.photo(form="WEBP"),
]


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=150, deadline=None)
@given(source=st.sampled_from(PHOTOS), at=st.floats(0, 0.3), noise=st.binary(max_size=20))
def test_a_damaged_photo_is_shown_or_not_never_an_error(
    source: bytes, at: float, noise: bytes
) -> None:
    place = int(at * len(source))
    with suppress(CannotShow):
        assert render(Kind.PHOTO, source[:place] + noise + source[place + len(noise) :])


@pytest.mark.parametrize("kind", [Kind.AUDIO, Kind.VIDEO, Kind.OFFICE, Kind.TEXT])
def test_other_kinds_have_no_picture(kind: Kind) -> None:
    assert render(kind, b"") is None


LARGEST = """
import sys
from pathlib import Path
from trainer.storage.kinds import Kind
from trainer.storage.renditions import render

shown = render(Kind.PHOTO, Path(sys.argv[1]))
peak = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
print(shown.page.width, peak)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "size", "form", "kept"),
    [
        ("RGB", (7071, 7071), "PNG", {}),
        ("RGBA", (7071, 7071), "PNG", {}),
        ("RGB", (50_000, 1000), "PNG", {}),
        ("L", (1000, 50_000), "PNG", {}),
        ("RGB", (7071, 7071), "JPEG", {}),
        ("RGB", (7071, 7071), "JPEG", {"progressive": True}),
        ("RGB", (6050, 6050), "JPEG", {"progressive": True, "subsampling": 0}),
        ("CMYK", (7071, 7071), "JPEG", {}),
        ("RGB", (3700, 3700), "WEBP", {"method": 0}),
    ],
)
def test_the_largest_photo_fits_in_memory(
    mode: str, size: tuple[int, int], form: str, kept: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "file"
    Image.new(mode, size).save(file, form, **{"compress_level": 1, **kept})

    ran = subprocess.run(
        [sys.executable, "-c", LARGEST, str(file)], check=True, capture_output=True, text=True
    )
    width, kilobytes = map(int, ran.stdout.split())
    assert width == min(size[0], 2000 * size[0] // max(size))
    assert kilobytes < 300_000
