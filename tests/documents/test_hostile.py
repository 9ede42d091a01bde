import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress

import pikepdf
import pytest

from tests.documents.canary import Canary
from tests.documents.factories import UNITS, make_certificate
from tests.documents.reading import opened, words
from tests.documents.rig import asking_for, set_html
from trainer.documents.pool import Renderer
from trainer.documents.request import RenderFailed

FETCHING = [
    '<link rel=attachment href="file:///etc/passwd">',
    '<link rel=attachment href="{at}/a">',
    '<a rel=attachment href="file:///etc/passwd">x</a>',
    '<a rel=attachment href="{at}/b">x</a>',
    "<style>@import '{at}/c';</style>",
    "<style>@import url(file:///etc/passwd);</style>",
    '<link rel=stylesheet href="{at}/d">',
    '<link rel=stylesheet href="//127.0.0.1/e">',
    '<img src="{at}/f">',
    '<img src="file:///etc/passwd">',
    '<img src="shipped:../render.py">',
    '<img src="shipped:fonts/../../../config.py">',
    '<base href="{at}/"><img src="g.png">',
    '<p style="background:url({at}/h)">x</p>',
    '<p style="list-style-image:url({at}/i);display:list-item">x</p>',
    "<style>@font-face{{font-family:k;src:url({at}/k)}} p{{font-family:k}}</style><p>x</p>",
    "<style>p::before{{content:url({at}/l)}}</style><p>x</p>",
    '<svg><image href="{at}/m" width="9" height="9"/></svg>',
    '<svg><use href="{at}/n#x"/></svg>',
    '<object data="{at}/o"></object><embed src="{at}/p"><iframe src="{at}/q"></iframe>',
    '<img src="http://169.254.169.254/latest/meta-data/">',
    '<meta http-equiv=refresh content="0;url={at}/r"><script src="{at}/s"></script>',
    '<input type=image src="{at}/t"><video poster="{at}/u"></video>',
    '<img srcset="{at}/v 2x" src="ftp://127.0.0.1/w">',
    "<img src=\"data:image/svg+xml,<svg><image href='{at}/x'/></svg>\">",
    '<?xml-stylesheet href="{at}/y"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
]
HUGE = [
    '<p style="font-size:1e30pt">x</p>',
    '<p style="width:1e300mm;height:1e300mm">x</p>',
    '<p style="margin:-1e308px;padding:1e308px;border:1e308px solid">x</p>',
    '<p style="letter-spacing:1e12pt;text-indent:-1e12pt">x y z</p>',
    "<style>@page{size:1e9mm 1e9mm}</style><p>x</p>",
    "<table><tr><td colspan=1000000000 rowspan=1000000000>x</td></tr></table>",
    '<p style="columns:1000000;column-width:1px">' + "x " * 500 + "</p>",
    '<svg viewBox="0 0 1e-300 1e300" width="1e300"><rect width="1e300" height="1"/></svg>',
    "<div>" * 3000 + "x",
    "x" * 200_000,
    '<p style="line-height:1e-9;orphans:999999;widows:999999">' + "x<br>" * 500,
    '<ol start="99999999999999999999" style="list-style:upper-roman"><li>x</li></ol>',
    '<p style="transform:scale(1e300) rotate(1e300deg)">x</p>',
    '<p style="background:linear-gradient(red 1e300px,blue -1e300px)">x</p>',
]


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    with Canary() as canary:
        yield canary


def test_the_canary_sings(canary: Canary) -> None:
    with pytest.raises(urllib.error.URLError):
        urllib.request.build_opener(_StayHere()).open(f"{canary.address}/sing", timeout=5)
    assert canary.hits.pop() == "/sing"


# The library leaves its colour profile to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning")
@pytest.mark.parametrize("fragment", FETCHING)
def test_nothing_is_fetched_even_if_escaping_failed(canary: Canary, fragment: str) -> None:
    """In this process, which has a network: the fetcher alone must hold."""
    pdf = set_html(f"<html lang=en><title>x</title>{fragment.format(at=canary.address)}")

    assert canary.hits == []
    assert b"root:" not in _everything_in(pdf)
    with opened(pdf) as document:
        assert len(document.attachments) == 0


@pytest.mark.parametrize("fragment", HUGE, ids=lambda fragment: fragment[:50])
def test_absurd_values_end_in_time(standing_rig: Renderer, fragment: str) -> None:
    """Whether a document or a refusal comes of it doesn't matter."""
    standing_rig.has_network()
    began = time.monotonic()
    with suppress(RenderFailed):
        standing_rig.render(asking_for("set_html", f"<html lang=en><title>x</title>{fragment}"))
    assert time.monotonic() - began < 21


@pytest.mark.parametrize("fragment", [*FETCHING[:6], "<script>alert(1)</script>", "{{ 7 * 7 }}"])
def test_markup_in_any_field_is_printed_as_typed(renderer: Renderer, fragment: str) -> None:
    certificate = make_certificate(
        learner=fragment,
        assessor=fragment,
        centre=fragment,
        units=(UNITS[0]._replace(title=fragment),),
    )
    pdf = renderer.render(certificate.request())
    typed = "".join(fragment.split())

    assert all("".join(page.split()).count(typed) >= 1 for page in words(pdf)[:2])
    with opened(pdf) as document:
        assert len(document.attachments) == 0


def _everything_in(pdf: bytes) -> bytes:
    with opened(pdf) as document:
        return b"".join(
            stream.read_bytes() for stream in document.objects if isinstance(stream, pikepdf.Stream)
        )


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None
