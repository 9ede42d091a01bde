"""Come here for the seal: the rosette, with an organisation's name set around it.

The letters are drawn as outlines, so that the seal needs no font where it is put.
"""

import math
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

from trainer.documents import shipped
from trainer.documents.look import SPACE_BETWEEN, dressed

SUBSETS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic")
# In hundredths of the rosette's breadth. At the 42 mm certificates give the seal, the type is 8 pt.
SIZE, ON, MIDDLE, AROUND = 8.9, 53.3, 50.0, 66.0
VIEW = f"{MIDDLE - AROUND} {MIDDLE - AROUND} {2 * AROUND} {2 * AROUND}"
RING = """
<circle cx="50" cy="50" r="62.4" stroke="#5b2b5d" stroke-width=".4"/>
<circle cx="50" cy="50" r="64.4" stroke="#b07f28" stroke-width="1.1"/>
<g fill="#5b2b5d">{letters}</g><circle cx="50" cy="106.3" r="1.3" fill="#b07f28"/>
"""


def seal(colours: Mapping[str, str]) -> str:
    """Draw the seal; without the ring of words where there are none, or a letter has no outline."""
    drawing = (shipped.HERE / "art" / "seal.svg").read_text(encoding="utf-8")
    letters = "".join(_around(colours["seal"].upper()))
    if letters:
        drawing = drawing.replace('viewBox="0 0 100 100"', f'viewBox="{VIEW}"')
        drawing = drawing.replace("</svg>", RING.format(letters=letters) + "</svg>")
    return dressed(drawing, colours)


def _around(words: str) -> Iterator[str]:
    """Place each letter upright on the circle, the middle of the words at its top."""
    glyphs = [_glyph(letter) for letter in words]
    if any(glyph is None for glyph in glyphs):
        return
    outlines = [glyph for glyph in glyphs if glyph]
    length = sum(advance for advance, _ in outlines) + SPACE_BETWEEN * (len(outlines) - 1)
    at = -length / 2
    for advance, outline in outlines:
        turn = math.degrees((at + advance / 2) * SIZE / ON)
        yield (
            f'<path d="{outline}" transform="rotate({turn:.3f} {MIDDLE} {MIDDLE})'
            f" translate({MIDDLE - advance * SIZE / 2:.3f} {MIDDLE - ON})"
            f' scale({SIZE / 1000:.5f} {-SIZE / 1000:.5f})"/>'
        )
        at += advance + SPACE_BETWEEN


def _glyph(letter: str) -> tuple[float, str] | None:
    """Return how far a letter reaches, in ems, and its outline; None where no font has it."""
    for font in _fonts():
        name = font.getBestCmap().get(ord(letter))
        if name is not None:
            pen = SVGPathPen(font.getGlyphSet())
            font.getGlyphSet()[name].draw(pen)
            return font["hmtx"][name][0] / font["head"].unitsPerEm, pen.getCommands()
    return None


@cache
def _fonts() -> list[Any]:
    return [
        TTFont(BytesIO(shipped.find(f"shipped:fonts/source-sans-3-{subset}-600-normal.woff2")[0]))
        for subset in SUBSETS
    ]
