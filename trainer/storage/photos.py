"""Come here to draw a photo small and upright, in colours every screen shows alike."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageCms
from PIL.ExifTags import Base

_BAND_PIXELS = 2_000_000
# How a camera was held, by the number that it notes, and what sets the picture upright.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SCREEN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def draw(photo: Image.Image, *, longest: int) -> Image.Image:
    """Return the photo's pixels and nothing else of it: no place, no time, no maker's notes.

    Where every pixel is opaque the result has no transparency. The photo itself is closed.
    """
    profile, turn = photo.info.get("icc_profile"), _turn(photo)
    # A JPEG can be read at a half, a quarter or an eighth: faster and smaller.
    photo.draft(photo.mode, (longest, longest))
    small = _reduced(photo, max(1, max(photo.size) // longest))
    # Its pixels would otherwise stay in memory beside all that follows.
    photo.close()
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    drawn = _opaque_if_possible(_for_screens(small, profile))
    drawn.info.clear()
    return drawn if turn is None else drawn.transpose(turn)


Area = tuple[int, int, int, int]
"""A part of a picture: left, top, width and height, in hundredths of a per cent."""

WHOLE = 10_000


def cover(picture: Image.Image, areas: Iterable[Area]) -> None:
    """Paint these parts black, so that nothing is left of what they showed."""
    across, down = picture.size
    black = (0, 0, 0, 255)[: len(picture.getbands())]
    for left, top, width, height in areas:
        # Rounded outwards: rather a little too much than a little too little.
        right, bottom = -(-(left + width) * across // WHOLE), -(-(top + height) * down // WHOLE)
        picture.paste(black, (left * across // WHOLE, top * down // WHOLE, right, bottom))


def _turn(photo: Image.Image) -> Image.Transpose | None:
    return _TURNS.get(photo.getexif().get(Base.Orientation, 1))


def _reduced(photo: Image.Image, factor: int) -> Image.Image:
    """Shrink band by band, so that a large photo is never in memory twice."""
    if factor == 1:
        return _simple(photo)
    width, height = photo.size
    mode = _simple(photo.crop((0, 0, 1, 1))).mode
    small = Image.new(mode, (-(-width // factor), -(-height // factor)))
    # Of a picture fifty thousand pixels wide, sixty lines are as much as all of another.
    step = factor * max(1, _BAND_PIXELS // (width * factor))
    for top in range(0, height, step):
        band = photo.crop((0, top, width, min(height, top + step)))
        small.paste(_simple(band).reduce(factor), (0, top // factor))
    return small


def _simple(picture: Image.Image) -> Image.Image:
    """Turn the rarer ways of storing pixels into the ones that can be shrunk well."""
    if picture.mode.startswith("I"):
        # Sixteen bits a pixel; Pillow would cut off the upper half instead of scaling.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode in {"RGB", "L", "CMYK"}:
        return picture.copy()
    return picture.convert("RGB")


def _for_screens(picture: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            shown = ImageCms.profileToProfile(picture, source, _SCREEN, outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            return picture.convert(mode)
        return shown or picture.convert(mode)
    return picture.convert(mode)


def _opaque_if_possible(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        return picture.convert("RGB")
    return picture
