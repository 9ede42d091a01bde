"""Come here for what a certificate costs: `python -m bench.certificate`.

Prints medians and best times in milliseconds, warm, one process. The empty page in the same run is
the floor, and the way to compare one machine, or one busy hour, with another.
"""

import argparse
import statistics
import time
from collections.abc import Callable

from weasyprint import CSS, HTML

from tests.documents.factories import make_certificate, make_units
from trainer.documents.engraving import Squares
from trainer.documents.look import HOUSE
from trainer.documents.pool import Renderer
from trainer.documents.render import Fetcher, press


def timed(name: str, work: Callable[[], object], rounds: int) -> None:
    """Do the work so many times and print one line."""
    took = []
    work()
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    print(f"{name:42} {statistics.median(took):8.1f} {min(took):8.1f}")


def main() -> None:
    """Time the certificate whole, in parts, and through the child."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    ready, plain = press(), CSS(string="@page{size:297mm 210mm}")
    usual = make_certificate()
    one, long = make_certificate(units=make_units(1)), make_certificate(units=make_units(40))
    html = ready.templates.get_template("certificate.html").render(usual.request().data)
    sheets, fetcher = ready.sheets("certificate", HOUSE.engraved), Fetcher(HOUSE.engraved, {})
    pictures = {"drawn:qr": Squares(usual.request().squares["qr"])}

    print(f"{'warm, milliseconds':42} {'median':>8} {'best':>8}")
    timed(
        "floor: an empty page",
        lambda: HTML(string="<html lang=en>").write_pdf(
            stylesheets=[plain], font_config=ready.fonts, pdf_variant="pdf/a-3a"
        ),
        rounds,
    )
    timed("asking: data, sizes, QR code", usual.request, rounds)
    timed("parsing", lambda: HTML(string=html, url_fetcher=fetcher), rounds)
    timed(
        "parsing and layout",
        lambda: HTML(string=html, url_fetcher=fetcher).render(
            font_config=ready.fonts, stylesheets=sheets, cache=pictures
        ),
        rounds,
    )
    timed("whole, 13 units, two pages", lambda: ready.print(usual.request()), rounds)
    timed("whole, 1 unit, two pages", lambda: ready.print(one.request()), rounds)
    timed("whole, 40 units, four pages", lambda: ready.print(long.request()), rounds)
    with Renderer() as renderer:
        timed("through the child, 13 units", lambda: renderer.render(usual.request()), rounds)


if __name__ == "__main__":
    main()
