"""Come here to open a photo that a stranger sent, without letting it fill the memory."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PIL import Image, ImageFile

MAX_PIXELS = 50_000_000
PHOTOGRAPHIC = ("JPEG", "MPO")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_BYTES = 220_000_000
"""So much memory reading a photo may take before the first of its pixels can be had."""

_WEBP_PIXEL, _COEFFICIENT = 16, 2

# Pillow's own guard: it measures before it decodes. Beyond the limit it only warns, up to
# twice the limit, so the warning is made an error. Both are set once, for all threads.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class TooManyPixels(Exception):
    """Unpacked, this photo would be larger than we take on."""


class TooHeavy(TooManyPixels):
    """It is kept in a way that takes far more memory to read than its pixels do."""


class Unreadable(Exception):
    """This photo is damaged, or not a photo."""


@contextmanager
def opened(file: BinaryIO) -> Iterator[Image.Image]:
    """Open a photo; its size is known at once, its pixels only when they are asked for."""
    # Other libraries switch this on for the whole process; half a photo is no photo to us.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if _bytes_to_read(picture) > MOST_BYTES:
                raise TooHeavy
            yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        # Pillow reports a damaged file in each of these ways, depending on the format.
        raise Unreadable from error


def _bytes_to_read(picture: Image.Image) -> int:
    """Reckon what must be in memory at once: others are read line by line."""
    width, height = picture.size
    if picture.format == "WEBP":
        return width * height * _WEBP_PIXEL
    if picture.format in PHOTOGRAPHIC and picture.info.get("progressive"):
        # All its waves, of each colour as finely as that is kept, before there is a pixel.
        layers = [(across, down) for _, across, down, _ in picture.layer]  # type: ignore[attr-defined]
        finest = max(across for across, _ in layers) * max(down for _, down in layers)
        share = sum(across * down for across, down in layers) / finest
        return round(width * height * share * _COEFFICIENT)
    return 0
