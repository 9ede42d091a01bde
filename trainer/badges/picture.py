"""A badge in each of the forms in which it leaves: JSON, a token, and pictures that carry it."""

from functools import cache
from pathlib import Path

from openbadgeslib import baking

from trainer.badges.signing import SignedBadge

KINDS = {
    "json": "application/vc",
    "jwt": "application/vc+jwt",
    "svg": "image/svg+xml",
    "png": "image/png",
}
"""The forms, by the ending of the file, with their media types."""

ART = Path(__file__).parent / "art"


def as_kind(badge: SignedBadge, kind: str) -> bytes:
    """Give a badge in one of its forms."""
    match kind:
        case "jwt":
            return badge.token.encode()
        case "svg":
            return as_svg(badge.document)
        case "png":
            return as_png(badge.document)
    return badge.document.encode()


def as_svg(document: str) -> bytes:
    """Put a badge into the drawing."""
    return baking.bake_svg(
        _art("badge.svg"),
        document,
        element=baking.SVG_ELEMENT_OB3,
        namespace=baking.SVG_NS_OB3,
        as_text=True,
    )


def as_png(document: str) -> bytes:
    """Put a badge into the picture."""
    return baking.bake_png(_art("badge.png"), document, keyword=baking.ITXT_KEYWORD_OB3)


@cache
def _art(name: str) -> bytes:
    return (ART / name).read_bytes()
