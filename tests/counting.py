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


def least(act: Callable[[], object], times: int = 5) -> int:
    """Count the calls something takes when nothing else falls into it.

    What does so now and then, a connection tended or garbage thrown away, only ever adds; so the
    least of several counts is what the work itself takes.
    """
    return min(counted(act)[1] for _time in range(times))
