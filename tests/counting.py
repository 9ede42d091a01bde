"""How much work something is, by a measure that does not depend on how busy the machine is."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


def counted(act: Callable[[], T]) -> tuple[T, int]:
    """Do something, and count the calls of Python functions it takes."""
    calls = 0

    def count(_frame: FrameType, event: str, _given: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return act(), calls
    finally:
        sys.setprofile(before)
