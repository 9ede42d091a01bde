"""Come here for how a page of HTML becomes a PDF; only the render child may import this module.

The stylesheets, the fonts and the engraving are read once and kept for the life of the process.
"""

from functools import cache

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from trainer.documents import shipped
from trainer.documents.engraving import Ground, Squares
from trainer.documents.request import RenderFailed, RenderRequest
from trainer.documents.typography import printable, templates

VARIANT = "pdf/a-3a"
KINDS = ("certificate",)


class ShippedOnly(URLFetcher):  # The library has no types.
    """Serve our own fonts and art by name; refuse the network, the disk and everything else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(shipped.SCHEME,), allow_redirects=False)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        """Return a shipped file."""
        content, media_type = shipped.find(url)
        return URLFetcherResponse(url, content, {"Content-Type": media_type})


class Press:
    """Everything that is read once: templates, fonts, and each kind's stylesheet and ground."""

    def __init__(self) -> None:
        self.fetcher = ShippedOnly()
        self.fonts = FontConfiguration()
        self.templates = templates()
        self.faces = self._css("fonts.css")
        self.sheets = {kind: self._css(f"{kind}.css") for kind in KINDS}
        self.grounds = {kind: self._ground(kind) for kind in KINDS}

    def print(self, request: RenderRequest) -> bytes:
        """Fill in the template and set it in type."""
        if request.template not in KINDS:
            raise RenderFailed(f"There is no document called {request.template!r}.")
        template = self.templates.get_template(f"{request.template}.html")
        html = template.render(printable(dict(request.data)))
        return self.set_in_type(
            html, request, self.sheets[request.template], self.grounds[request.template]
        )

    def set_in_type(self, html: str, request: RenderRequest, sheet: CSS, ground: Ground) -> bytes:
        """Turn HTML into the bytes of an archivable, tagged PDF."""
        pictures = {f"drawn:{name}": Squares(rows) for name, rows in request.squares.items()}
        document: bytes = HTML(string=html, url_fetcher=self.fetcher).write_pdf(
            stylesheets=[self.faces, sheet],
            font_config=self.fonts,
            cache=pictures,
            pdf_variant=VARIANT,
            pdf_identifier=request.identifier,
            finisher=ground.lay,
        )
        return document

    def _css(self, name: str) -> CSS:
        text = (shipped.TEMPLATES / name).read_text(encoding="utf-8")
        return CSS(string=text, url_fetcher=self.fetcher, font_config=self.fonts)

    def _ground(self, kind: str) -> Ground:
        ground = Ground.empty()
        HTML(
            string=self.templates.get_template(f"{kind}-ground.html").render(),
            url_fetcher=self.fetcher,
        ).write_pdf(
            stylesheets=[self._css(f"{kind}-ground.css")],
            font_config=self.fonts,
            finisher=ground.take,
        )
        return ground


@cache
def press() -> Press:
    """Return the one press of this process, made ready at the first call."""
    return Press()


def render(request: RenderRequest) -> bytes:
    """Make the PDF that was asked for."""
    return press().print(request)
