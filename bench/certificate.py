"""Come here for what a certificate costs: `python -m bench.certificate`.

Prints medians and best times in milliseconds, warm, one process. The empty page in the same run is
the floor, and the way to compare one machine, or one busy hour, with another.
"""

import tempfile
from pathlib import Path

from weasyprint import CSS, HTML

from bench.inprocess import heading, timed, yardstick
from tests.documents.factories import make_certificate, make_units
from trainer.certificates.tasks import LARGEST_PDF
from trainer.documents.cascade import Page
from trainer.documents.engraving import Squares
from trainer.documents.look import HOUSE
from trainer.documents.pool import Renderer
from trainer.documents.render import Fetcher, press
from trainer.signing.keys import open_store
from trainer.signing.reading import FileReader
from trainer.signing.signer import Signer
from trainer.signing.trust import Trust
from trainer.signing.verifying import read
from trainer.storage.store import DirectoryStore
from trials.scene import settings

BADGE = "a badge as a token is about this long, " * 200


def main() -> None:
    """Time the certificate whole, in parts, and through the child."""
    heading()
    rendering()
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as folder:
        signing(Path(folder))
    yardstick()


def rendering() -> None:
    """Time rendering, whole and in parts."""
    ready, plain = press(), CSS(string="@page{size:297mm 210mm}")
    usual = make_certificate()
    one, long = make_certificate(units=make_units(1)), make_certificate(units=make_units(40))
    html = ready.templates.get_template("certificate.html").render(usual.request().data)
    sheets, fetcher = ready.sheets("certificate", HOUSE.engraved), Fetcher(HOUSE.engraved, {})
    pictures = {"drawn:qr": Squares(usual.request().squares["qr"])}
    timed(
        "floor: an empty page",
        lambda: HTML(string="<html lang=en>").write_pdf(
            stylesheets=[plain], font_config=ready.fonts, pdf_variant="pdf/a-3a"
        ),
    )
    timed("asking: data, sizes, QR code", usual.request)
    timed("parsing", lambda: Page(html, fetcher))
    timed(
        "parsing and layout",
        lambda: Page(html, fetcher).render(ready.fonts, stylesheets=sheets, cache=pictures),
    )
    timed("whole, 1 unit, two pages", lambda: ready.print(one.request(BADGE)))
    timed("whole, 13 units, two pages", lambda: ready.print(usual.request(BADGE)))
    timed("whole, 40 units, four pages", lambda: ready.print(long.request(BADGE)))
    with Renderer() as renderer:
        timed("through the child, 1 unit", lambda: renderer.render(one.request(BADGE)))
        timed("through the child, 13 units", lambda: renderer.render(usual.request(BADGE)))


def signing(folder: Path) -> None:
    """Time signing, keeping, and what an uploaded file is worth."""
    config, store = settings(folder), DirectoryStore(folder)
    signer, ready = Signer(config), press()
    asked = make_certificate(units=make_units(1)).request(BADGE)
    pdf = ready.print(asked)
    signed, trust = signer.sign(pdf).content, Trust.of(open_store(config))
    timed("signing", lambda: signer.sign(pdf))
    timed("keeping", lambda: store.put_stream([signed], limit=LARGEST_PDF))
    timed(
        "rendered, signed, kept, 1 unit",
        lambda: store.put_stream([signer.sign(ready.print(asked)).content], limit=LARGEST_PDF),
    )
    timed("an uploaded file, in this process", lambda: read(signed, trust))
    with FileReader() as reader:
        timed("an uploaded file, by the child", lambda: reader.read(signed, trust))


if __name__ == "__main__":
    main()
