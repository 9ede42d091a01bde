"""Styles kept between documents: the same bytes as from the library alone, again and again."""

import cProfile
import pstats
import re
from xml.etree.ElementTree import fromstring

import pytest
from weasyprint import HTML

from tests.documents.factories import make_certificate, make_units
from tests.documents.test_kinds import KINDS
from trainer.documents import cascade, shipped
from trainer.documents.engraving import Squares
from trainer.documents.look import opened
from trainer.documents.render import KINDS as STYLES
from trainer.documents.render import VARIANT, Fetcher, Press, attachments
from trainer.documents.request import RenderRequest
from trainer.documents.typography import printable

# The library leaves its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning")

ASKED = {
    **KINDS,
    "name from the right": make_certificate(learner="محمد الأمين").request("a badge"),
    "name in four lines": make_certificate(learner="Maximiliana Theodora " * 9).request(),
}
BESIDE = re.compile(r"[+~]|:(first|last|nth|only|empty|has)\b")


@pytest.fixture(scope="module")
def kept() -> Press:
    return Press()


@pytest.fixture(scope="module")
def by_the_library(kept: Press) -> dict[str, bytes]:
    return {name: by_the_library_alone(asked, kept) for name, asked in ASKED.items()}


def by_the_library_alone(asked: RenderRequest, press: Press) -> bytes:
    template, kind = press.templates.get_template(f"{asked.template}.html"), STYLES[asked.template]
    html = template.render(printable(dict(asked.data)))
    page = HTML(string=html, url_fetcher=Fetcher(asked.look, opened(asked.pictures)))
    made: bytes = page.write_pdf(
        stylesheets=list(press.sheets(kind, asked.look)),
        font_config=press.fonts,
        cache={f"drawn:{name}": Squares(rows) for name, rows in asked.squares.items()},
        pdf_variant=VARIANT,
        pdf_identifier=asked.identifier,
        finisher=press.ground(kind, asked.look).lay,
        attachments=attachments(asked.attached),
    )
    return made


@pytest.mark.parametrize("name", ASKED)
def test_every_document_is_the_same_first_and_later(
    name: str, kept: Press, by_the_library: dict[str, bytes]
) -> None:
    first, later = kept.print(ASKED[name]), kept.print(ASKED[name])
    assert first == later == by_the_library[name]


def test_a_full_shelf_begins_again(
    monkeypatch: pytest.MonkeyPatch, by_the_library: dict[str, bytes]
) -> None:
    monkeypatch.setattr(cascade, "MOST", 10)
    press = Press()
    for name in ("certificate", "name from the right", "certificate"):
        assert press.print(ASKED[name]) == by_the_library[name]
    sheets = press.sheets("certificate", ASKED["certificate"].look)
    assert sheets.kept <= 10


def test_a_second_document_works_no_style_out(kept: Press) -> None:
    asked = make_certificate(learner="Somebody Else", number="BH-2026-0001").request()
    kept.print(make_certificate().request())
    sheets = kept.sheets("certificate", asked.look)
    before = sheets.kept
    kept.print(asked)
    assert sheets.kept == before > 0


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_templates_are_well_formed_and_so_read_fast(asked: RenderRequest, kept: Press) -> None:
    template = kept.templates.get_template(f"{asked.template}.html")
    assert fromstring(template.render(printable(dict(asked.data)))).tag == "html"


@pytest.mark.parametrize("sheet", ["type", *sorted(set(STYLES.values()))])
def test_no_rule_asks_what_stands_beside_an_element(sheet: str) -> None:
    """Elements that are alike, within elements that are alike, share their styles."""
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", (shipped.TEMPLATES / f"{sheet}.css").read_text())
    assert not BESIDE.search(rules)


def test_a_certificate_takes_so_much_work_and_no_more(kept: Press) -> None:
    """Calls of functions, which no busy machine changes; each further unit takes some 9,400."""
    asked = make_certificate(units=make_units(1)).request()
    kept.print(asked)
    with cProfile.Profile() as profile:
        kept.print(asked)
    assert pstats.Stats(profile).total_calls <= 140_000  # type: ignore[attr-defined]
