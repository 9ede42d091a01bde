"""Come here for what is drawn on a page without being laid out: its ground, and square codes.

Both save most of the time a page would take: the ground has 32,000 points, the same ones each time.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pydyf


@dataclass
class Ground:
    """The finished drawing under each page of a kind of document; the last serves all that follow.

    Give `take` as the finisher of the drawing and `lay` as the finisher of each document.
    """

    drawings: list[tuple[bytes, Any, Any]]

    @classmethod
    def empty(cls) -> "Ground":
        """Return a ground with nothing on it."""
        return cls([])

    def take(self, _document: object, pdf: pydyf.PDF) -> None:
        """Keep the drawing of each page."""
        for page, stream in _pages(pdf):
            states = _object(pdf, page["Resources"])["ExtGState"]
            drawn = zlib.compress(b"\n".join(stream.stream), 9)
            self.drawings.append((drawn, page["MediaBox"], states))

    def lay(self, _document: object, pdf: pydyf.PDF) -> None:
        """Put the drawings under the pages, marked as decoration."""
        laid: dict[int, str] = {}
        for number, (page, stream) in enumerate(_pages(pdf)):
            which = min(number, len(self.drawings) - 1)
            if which < 0:
                return
            if which not in laid:
                laid[which] = f"ground{which}"
                form = self._form(which)
                pdf.add_object(form)
                _object(pdf, page["Resources"])["XObject"][laid[which]] = form.reference
            stream.stream.insert(0, f"/Artifact BMC q /{laid[which]} Do Q EMC".encode())

    def _form(self, which: int) -> pydyf.Stream:
        drawn, box, states = self.drawings[which]
        return pydyf.Stream(
            [drawn],
            {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": box,
                "Filter": "/FlateDecode",
                "Resources": pydyf.Dictionary({"ExtGState": states}),
            },
        )


class Squares:
    """A picture made of square modules, drawn as filled runs; it stands in for an image."""

    def __init__(self, rows: list[str]) -> None:
        self.side = len(rows)
        self.runs = [(x, y, length) for y, row in enumerate(rows) for x, length in _dark_runs(row)]

    def get_intrinsic_size(self, *_: object) -> tuple[float, float, float]:
        """Say how large the picture would be if no size were given, and its shape."""
        return self.side, self.side, 1

    def draw(self, stream: Any, width: float, height: float, _style: object) -> None:
        """Draw the modules at the size given."""
        stream.transform(a=width / self.side, d=height / self.side)
        stream.set_color_rgb(0.133, 0.114, 0.153)
        for run in self.runs:
            stream.rectangle(*run, 1)
        stream.fill()


def _dark_runs(row: str) -> Iterator[tuple[int, int]]:
    x = 0
    for module, group in groupby(row):
        length = len(list(group))
        if module == "1":
            yield x, length
        x += length


def _pages(pdf: pydyf.PDF) -> Iterator[tuple[Any, Any]]:
    for number in pdf.pages["Kids"][::3]:
        page = pdf.objects[number]
        yield page, _object(pdf, page["Contents"])


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
