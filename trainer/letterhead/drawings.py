"""Drawings (SVG) that somebody sends as a logo: made harmless, or refused with a sentence (pure).

What programs for drawing leave behind for themselves is taken out. What could run, fetch or look
different elsewhere is refused, so that nobody is surprised by what is printed.
"""

import re
from xml.etree import ElementTree as ET

from trainer.core.text import lazy_gettext as _
from trainer.storage.kinds import NotAccepted

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
MOST_ELEMENTS, DEEPEST = 5000, 40

SHAPES = {
    "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "clipPath", "linearGradient", "radialGradient", "stop", "title", "desc",
}  # fmt: skip
LEFT_OUT = {"metadata", "style"}

NOT_A_DRAWING = _("This can't be read as an SVG drawing. Save it again, or send it as PNG.")
RUNS = _(
    "This drawing has a script in it. Save it as plain SVG without scripts, or send it as PNG."
)
FETCHES = _(
    "This drawing refers to something outside itself. Put everything into the drawing, or send it"
    " as PNG."
)
WORDS = _("This drawing has words set in a font. Turn the letters into paths, or send it as PNG.")
STYLED = _(
    "This drawing gets its colours from a style sheet. Save it with presentation attributes, or"
    " send it as PNG."
)
TOO_MUCH = _("This drawing has more parts than a logo needs. Simplify it, or send it as PNG.")
UNKNOWN = _("This drawing uses %(part)s, which can't be printed faithfully. Send it as PNG.")

_ENTITIES = re.compile(rb"<!(?:ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
_INSIDE = re.compile(r"\s*#[\w.:-]+\s*")
_ADDRESS = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE)


def harmless(sent: bytes) -> bytes:
    """Return the drawing as it may be printed, or raise `NotAccepted` with a sentence."""
    root = _read(sent)
    seen = 0
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        seen += 1
        if seen > MOST_ELEMENTS or depth > DEEPEST:
            raise NotAccepted(str(TOO_MUCH))
        _look_at(element)
        for child in list(element):
            if _is_left_out(child):
                element.remove(child)
            else:
                waiting.append((child, depth + 1))
    if not root.get("viewBox") and not (root.get("width") and root.get("height")):
        raise NotAccepted(str(NOT_A_DRAWING))
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    return ET.tostring(root, encoding="utf-8")


def _read(sent: bytes) -> ET.Element:
    if _ENTITIES.search(sent):
        raise NotAccepted(str(FETCHES))
    try:
        # Entities are refused above, in the one encoding read here; this parser fetches nothing.
        root = ET.fromstring(sent.decode("utf-8-sig"))  # noqa: S314
    except (ET.ParseError, ValueError, LookupError) as error:
        raise NotAccepted(str(NOT_A_DRAWING)) from error
    if _named(root) != "svg":
        raise NotAccepted(str(NOT_A_DRAWING))
    return root


def _named(element: ET.Element) -> str:
    """Return the name of a part of a drawing; nothing where it is of another language."""
    name = element.tag if isinstance(element.tag, str) else ""
    return name.removeprefix(f"{{{SVG}}}") if name.startswith(f"{{{SVG}}}") else ""


def _is_left_out(element: ET.Element) -> bool:
    """Say whether a part is dropped: what editors keep for themselves, and styles of nothing."""
    name = _named(element)
    if name == "style" and "".join(element.itertext()).strip():
        raise NotAccepted(str(STYLED))
    return not name or name in LEFT_OUT


def _look_at(element: ET.Element) -> None:
    name = _named(element)
    if name in {"script", "handler", "foreignObject"} or name.startswith(("animate", "set")):
        raise NotAccepted(str(RUNS))
    if name in {"text", "tspan", "textPath", "font", "font-face", "tref"}:
        raise NotAccepted(str(WORDS))
    if name in {"image", "feImage", "a", "iframe", "video", "audio", "cursor"}:
        raise NotAccepted(str(FETCHES))
    if name not in SHAPES:
        raise NotAccepted(str(UNKNOWN) % {"part": name[:40]})
    for attribute, value in list(element.attrib.items()):
        _look_at_attribute(element, attribute, value)


def _look_at_attribute(element: ET.Element, attribute: str, value: str) -> None:
    plain = attribute.removeprefix(f"{{{XLINK}}}")
    if plain.lower().startswith("on") or "javascript:" in "".join(value.split()).lower():
        raise NotAccepted(str(RUNS))
    if plain == "href" and not _INSIDE.fullmatch(value):
        raise NotAccepted(str(FETCHES))
    if "@import" in value or "\\" in value:
        raise NotAccepted(str(FETCHES))
    if any(not _INSIDE.fullmatch(address) for _quote, address in _ADDRESS.findall(value)):
        raise NotAccepted(str(FETCHES))
    if plain.startswith("{") or plain == "class":
        del element.attrib[attribute]
