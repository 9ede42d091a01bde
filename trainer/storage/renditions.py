"""Come here for the pictures shown in place of a file: upright, small, and telling no secrets.

Heavy work on a stranger's file: only the child of `drawing`, which has its limits, does it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from trainer.storage import pdfs, photos, pictures
from trainer.storage.content import Source, looking_into
from trainer.storage.kinds import Kind
from trainer.storage.photos import Area

PAGE = 2000
THUMBNAIL = 320
PAGE_SCALE = 150 / 72
_QUALITY = 85


class CannotShow(Exception):
    """No picture can be made of this file; show its name and let people download it."""


@dataclass(frozen=True)
class Rendition:
    """A picture made from a file, ready to be served."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True)
class Renditions:
    """The two sizes in which a file is shown."""

    page: Rendition
    thumbnail: Rendition


def render(kind: Kind, source: Source, covered: Iterable[Area] = ()) -> Renditions | None:
    """Make the pictures for a file, or nothing for a kind that is not shown as one.

    The same file, covered in the same places, always gives the same bytes, so that what an
    assessor saw can be proved.
    """
    if kind is Kind.PHOTO:
        return of_photo(source, covered)
    if kind is Kind.PDF:
        return of_first_page(source)
    return None


def of_photo(source: Source, covered: Iterable[Area] = ()) -> Renditions:
    """Draw a photo the right way up, without the place and time it was taken, parts painted over."""
    try:
        with looking_into(source) as content, pictures.opened(content.stream()) as photo:
            drawn = photos.draw(photo, longest=PAGE)
            photos.cover(drawn, covered)
            return _both_sizes(drawn, crisp=photo.format not in pictures.PHOTOGRAPHIC)
    except (pictures.TooManyPixels, pictures.Unreadable) as error:
        raise CannotShow from error


def of_first_page(source: Source) -> Renditions:
    """Draw the first page of a PDF as it would be printed."""
    try:
        with pdfs.opened(source) as document:
            drawn = pdfs.draw_page(document, 1, scale=PAGE_SCALE, longest=PAGE)
    except (pdfs.Locked, pdfs.Unreadable) as error:
        raise CannotShow from error
    return _both_sizes(drawn, crisp=True)


def _both_sizes(drawn: Image.Image, *, crisp: bool) -> Renditions:
    small = drawn.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    return Renditions(encode(drawn, crisp=crisp), encode(small, crisp=crisp))


def encode(drawn: Image.Image, *, crisp: bool) -> Rendition:
    """Write a picture down as browsers show it."""
    file = BytesIO()
    if drawn.mode == "RGBA":
        drawn.save(file, "WEBP", quality=_QUALITY, method=4)
        return Rendition(file.getvalue(), "image/webp", *drawn.size)
    # Coarser colour saves room and doesn't show in a photo; beside letters it does.
    drawn.save(file, "JPEG", quality=_QUALITY, subsampling=0 if crisp else 2, progressive=True)
    return Rendition(file.getvalue(), "image/jpeg", *drawn.size)
