"""Come here for the three hands that things in the demonstration are written in."""

from functools import cache
from importlib import resources

from PIL import ImageDraw, ImageFont

_FONTS = resources.files("trainer.documents") / "fonts"
Colour = tuple[int, int, int]
Spot = tuple[int, int]


def hand(
    draw: ImageDraw.ImageDraw, at: Spot, words: str, size: int, ink: Colour, *, middle: bool = False
) -> None:
    """Write as somebody would by hand."""
    _write(draw, at, words, _font("newsreader-{}-italic-400", size), ink, middle=middle)


def print_(
    draw: ImageDraw.ImageDraw, at: Spot, words: str, size: int, ink: Colour, *, middle: bool = False
) -> None:
    """Write as labels and notices are printed."""
    _write(draw, at, words, _font("source-sans-3-{}-600-normal", size), ink, middle=middle)


def typed(
    draw: ImageDraw.ImageDraw, at: Spot, words: str, size: int, ink: Colour, *, middle: bool = False
) -> None:
    """Write as a till does."""
    name = "atkinson-hyperlegible-next-{}-400-normal"
    _write(draw, at, words, _font(name, size), ink, middle=middle)


Pair = tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont]


def _write(
    draw: ImageDraw.ImageDraw, at: Spot, words: str, fonts: Pair, ink: Colour, *, middle: bool
) -> None:
    pieces = [(letter, fonts[_is_beyond_latin(letter)]) for letter in words]
    wide = sum(font.getlength(letter) for letter, font in pieces)
    x = at[0] - wide / 2 if middle else float(at[0])
    for letter, font in pieces:
        draw.text((x, at[1]), letter, font=font, fill=ink, anchor="ls" if middle else "la")
        x += font.getlength(letter)


def _is_beyond_latin(letter: str) -> bool:
    return 0xFF < ord(letter) < 0x250  # noqa: PLR2004 - the letters of the extended subset


@cache
def _font(name: str, size: int) -> Pair:
    latin, more = (
        ImageFont.truetype(str(_FONTS / f"{name.format(part)}.woff2"), size)
        for part in ("latin", "latin-ext")
    )
    return latin, more
