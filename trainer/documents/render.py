"""Come here for how a page of HTML becomes a PDF; only the render child may import this module.

The stylesheets, the fonts and the engraving are read once and kept for the life of the process.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from typing import TypeVar

import pydyf
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from trainer.documents import shipped
from trainer.documents.cascade import Page, Sheets
from trainer.documents.engraving import Ground, Squares
from trainer.documents.look import HOUSE, Picture, dressed, opened
from trainer.documents.request import RenderFailed, RenderRequest
from trainer.documents.seal import seal
from trainer.documents.typography import printable, templates
from trainer.documents.writing import write_once

VARIANT = "pdf/a-3a"
DATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Said of what is attached, so that the same request makes the same bytes."""
KINDS = {
    "certificate": "certificate",
    "unit-certificate": "certificate",
    "letter": "letter",
    "cover": "cover",
    "attendance": "cover",
    "paper": "paper",
}
"""Every kind of document, and the style sheet it is set in."""

ON_A_GROUND = ("certificate", "letter", "cover")
SEAL = f"{shipped.SCHEME}:art/seal.svg"
SHELF = 12
"""So many style sheets, and so many grounds, are kept made: those of every kind in some looks."""

Worn = tuple[str, ...]
Made = TypeVar("Made")


class Fetcher(URLFetcher):  # The library has no types.
    """Serve our own fonts and art by name, and the pictures a request brings; refuse all else."""

    def __init__(self, look: Mapping[str, str], pictures: Mapping[str, Picture]) -> None:
        super().__init__(allowed_protocols=(shipped.SCHEME, "given"), allow_redirects=False)
        self.look, self.pictures = look, pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        """Return a shipped file, dressed, or a picture that came with the request."""
        media_type, content = self._find(url)
        return URLFetcherResponse(url, content, {"Content-Type": media_type})

    def _find(self, url: str) -> Picture:
        if url in self.pictures:
            return self.pictures[url]
        content, media_type = shipped.find(url)
        if url == SEAL:
            content = seal(self.look).encode()
        elif media_type == shipped.DRAWING:
            content = dressed(content.decode(), self.look).encode()
        return Picture(media_type, content)


class Press:
    """What is read once: templates and fonts, and for each look its style sheets and grounds."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.templates = templates()
        self.faces = self._css("fonts.css", HOUSE.engraved)
        self._sheets: OrderedDict[Worn, Sheets] = OrderedDict()
        self._grounds: OrderedDict[Worn, Ground] = OrderedDict()
        for kind in set(KINDS.values()):
            self.sheets(kind, HOUSE.engraved)
            self.ground(kind, HOUSE.engraved)

    def print(self, request: RenderRequest) -> bytes:
        """Fill in the template and set it in type."""
        if request.template not in KINDS:
            raise RenderFailed(f"There is no document called {request.template!r}.")
        template = self.templates.get_template(f"{request.template}.html")
        html = template.render(printable(dict(request.data)))
        return self.set_in_type(html, request, KINDS[request.template])

    def set_in_type(self, html: str, request: RenderRequest, kind: str) -> bytes:
        """Turn HTML into the bytes of an archivable, tagged PDF, in the look of a kind."""
        squares = {f"drawn:{name}": Squares(rows) for name, rows in request.squares.items()}
        fetcher = Fetcher(request.look, opened(request.pictures))
        document: bytes = Page(html, fetcher).write_pdf(
            stylesheets=self.sheets(kind, request.look),
            font_config=self.fonts,
            cache=squares,
            pdf_variant=VARIANT,
            pdf_identifier=request.identifier,
            finisher=partial(_finish, self.ground(kind, request.look)),
            attachments=attachments(request.attached),
        )
        return document

    def sheets(self, kind: str, look: Mapping[str, str]) -> Sheets:
        """Return the style sheets of a kind of document in a look."""
        return _kept(
            self._sheets,
            (kind, look["brand"], look["accent"]),
            lambda: Sheets(
                [self.faces, self._css("type.css", look), self._css(f"{kind}.css", look)]
            ),
        )

    def ground(self, kind: str, look: Mapping[str, str]) -> Ground:
        """Return what is engraved under a kind of document in a look."""
        if kind not in ON_A_GROUND:
            return Ground.empty()
        worn = (kind, look["brand"], look["accent"], look["seal"])
        return _kept(self._grounds, worn, lambda: self._engrave(kind, look))

    def _css(self, name: str, look: Mapping[str, str]) -> CSS:
        text = (shipped.TEMPLATES / name).read_text(encoding="utf-8")
        fetcher = Fetcher(look, {})
        return CSS(string=dressed(text, look), url_fetcher=fetcher, font_config=self.fonts)

    def _engrave(self, kind: str, look: Mapping[str, str]) -> Ground:
        ground = Ground.empty()
        HTML(
            string=self.templates.get_template(f"{kind}-ground.html").render(look),
            url_fetcher=Fetcher(look, {}),
        ).write_pdf(
            stylesheets=[self._css(f"{kind}-ground.css", look)],
            font_config=self.fonts,
            finisher=ground.take,
        )
        return ground


def attachments(attached: Mapping[str, str]) -> list[Attachment]:
    """Make files to be carried inside, that say in another form what the document says."""
    return [
        Attachment(
            string=text, name=name, relationship="Alternative", created=DATED, modified=DATED
        )
        for name, text in attached.items()
    ]


def _finish(ground: Ground, document: object, pdf: pydyf.PDF) -> None:
    ground.lay(document, pdf)
    write_once(pdf)


def _kept(shelf: OrderedDict[Worn, Made], key: Worn, make: Callable[[], Made]) -> Made:
    """Take from a shelf, or make and put there; the shelf holds what was asked for last."""
    if key not in shelf:
        shelf[key] = make()
    shelf.move_to_end(key)
    if len(shelf) > SHELF:
        shelf.popitem(last=False)
    return shelf[key]


@cache
def press() -> Press:
    """Return the one press of this process, made ready at the first call."""
    return Press()


def render(request: RenderRequest) -> bytes:
    """Make the PDF that was asked for."""
    return press().print(request)
