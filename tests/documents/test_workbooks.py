"""A workbook that can't be written is put away whole, with nothing left open behind it."""

import gc
import sys
from collections.abc import Iterator

import pytest

from trainer.documents.workbook import Leaf, as_workbook


def broken() -> Iterator[tuple[str]]:
    yield ("a",)
    raise LookupError


def test_one_that_breaks_off_leaves_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda trouble: left.append(trouble.exc_value))
    with pytest.raises(LookupError):
        as_workbook([Leaf("A", ("x",), (5,), broken())])
    gc.collect()
    assert left == []
