"""Logos as drawings: printed as they were drawn, or refused with a sentence; nothing is fetched."""

import pytest

from tests.documents.canary import Canary
from tests.documents.factories import make_certificate
from tests.documents.reading import opened
from tests.factories_letterhead import DRAWING
from trainer.documents.look import Look, Picture
from trainer.documents.render import render
from trainer.letterhead import drawings
from trainer.letterhead.drawings import harmless
from trainer.storage.kinds import NotAccepted

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="0 0 9 9">'
)
DOCTYPE = (
    '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
    ' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
)
REFUSED = [
    ("<script>alert(1)</script>", drawings.RUNS),
    ('<script href="{at}/a"/>', drawings.RUNS),
    ('<path d="M0 0" onclick="x()"/>', drawings.RUNS),
    ('<g OnLoad="x()"/>', drawings.RUNS),
    ("<foreignObject><p/></foreignObject>", drawings.RUNS),
    ('<set attributeName="href" to="{at}/b"/>', drawings.RUNS),
    ('<animate attributeName="x" values="{at}/c"/>', drawings.RUNS),
    ('<use href=" java&#10;script:x"/>', drawings.RUNS),
    ('<image href="{at}/d" width="9" height="9"/>', drawings.FETCHES),
    ('<image href="data:image/png;base64,AAAA"/>', drawings.FETCHES),
    ('<use href="{at}/e#x"/>', drawings.FETCHES),
    ('<use xlink:href="{at}/f#x"/>', drawings.FETCHES),
    ('<a href="{at}/g"><path d="M0 0"/></a>', drawings.FETCHES),
    ('<path fill="url({at}/h#x)" d="M0 0"/>', drawings.FETCHES),
    ('<path style="fill:url(\'{at}/i#x\')" d="M0 0"/>', drawings.FETCHES),
    ('<path style="fill:u\\72l({at}/j#x)" d="M0 0"/>', drawings.FETCHES),
    ("<g style=\"@import '{at}/k'\"/>", drawings.FETCHES),
    ("<style>@import url({at}/l);</style>", drawings.STYLED),
    ("<style>@font-face{{font-family:k;src:url({at}/m)}}</style>", drawings.STYLED),
    ("<text>Brackenhall</text>", drawings.WORDS),
    ("<font><glyph/></font>", drawings.WORDS),
    ("<filter><feImage/></filter>", drawings.UNKNOWN),
    ("<g>" * 50 + "</g>" * 50, drawings.TOO_MUCH),
    ("<g/>" * 6000, drawings.TOO_MUCH),
]


def test_a_drawing_stays_as_it_is() -> None:
    kept = harmless(DRAWING)
    assert b'd="M10 30 30 8 50 30Z"' in kept
    assert harmless(kept) == kept


def test_what_editors_keep_for_themselves_is_left_out() -> None:
    sent = DOCTYPE + (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://editor.example/" viewBox="0 0 9 9"'
        ' i:version="1"><!-- made by --><metadata><i:rdf about="http://editor.example/"/></metadata>'
        '<i:grid/><style> </style><g class="a" i:label="Layer"><path d="M0 0h9v9z"/></g></svg>'
    )
    kept = harmless(sent.encode()).decode()
    assert 'd="M0 0h9v9z"' in kept
    assert "editor.example" not in kept
    assert "class" not in kept


@pytest.mark.parametrize(("part", "sentence"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_could_run_fetch_or_differ_is_refused(part: str, sentence: object) -> None:
    with pytest.raises(NotAccepted) as refused:
        harmless(f"{HEAD}{part.format(at='http://127.0.0.1:9')}</svg>".encode())
    assert str(refused.value) == str(sentence) % {"part": "filter"}


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg",
        b"<p>x</p>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        b'<svg viewBox="0 0 9 9"/>',
        DRAWING + b"<svg/>",
    ],
)
def test_what_is_no_drawing_is_refused(sent: bytes) -> None:
    with pytest.raises(NotAccepted):
        harmless(sent)


@pytest.mark.parametrize("entity", ['a "aaaa"', 'a SYSTEM "file:///etc/passwd"'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp037"])
def test_entities_are_refused_whatever_they_are_written_in(entity: str, encoding: str) -> None:
    begun = f'<?xml version="1.0" encoding="{encoding}"?>'
    drawn = f"{HEAD}<title>{{}}</title></svg>"
    assert b"words" in harmless(drawn.format("words").encode())
    sent = f"{begun}<!DOCTYPE svg [<!ENTITY {entity}>]>{drawn.format('&a;')}".encode(encoding)
    with pytest.raises(NotAccepted):
        harmless(sent)


# The library leaves its colour profile to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning")
@pytest.mark.parametrize("part", [one for one, _ in REFUSED if "{at}" in one])
def test_nothing_is_fetched_even_if_it_got_in(part: str) -> None:
    """In this process, which has a network: a drawing that was never looked at meets the fetcher."""
    with Canary() as canary:
        drawing = f"{HEAD}{part.format(at=canary.address)}</svg>".encode()
        page = make_certificate(look=Look(logo=Picture("image/svg+xml", drawing)))
        pdf = render(page.request())
        assert canary.hits == []
    with opened(pdf) as document:
        assert len(document.attachments) == 0
