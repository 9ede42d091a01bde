"""Which bytes are asked for, worked out without a file."""

import pytest

from trainer.web.ranges import MOST_PARTS, names_this, parts_asked


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("bytes=0-0", [(0, 1)]),
        ("BYTES=2-", [(2, 10)]),
        ("bytes=0-9", [(0, 10)]),
        ("bytes=0-99", [(0, 10)]),
        ("bytes=-3", [(7, 10)]),
        ("bytes=-99", [(0, 10)]),
        ("bytes=5-6, 0-1", [(5, 7), (0, 2)]),
        ("bytes= ,9-,", [(9, 10)]),
        ("bytes=9-,10-", [(9, 10)]),
        ("bytes=10-", []),
        ("bytes=-0", []),
        ("bytes=3-2", []),
        ("bytes=0-1,3-2", []),
        ("bytes=1", []),
        ("bytes=--1", []),
        ("bytes=1-2-3", []),
        ("bytes=", []),
        ("bytes=" + "9" * 20 + "-", []),
        ("lines=0-1", None),
        ("0-1", None),
        ("bytes=0-9,0-", None),
        ("bytes=" + ",".join("1-1" for _one in range(MOST_PARTS + 1)), None),
        ("bytes=" + ",".join("1-1" for _one in range(MOST_PARTS)), [(1, 2)] * MOST_PARTS),
    ],
)
def test_of_ten_bytes(asked: str, parts: list[tuple[int, int]] | None) -> None:
    assert parts_asked(asked, 10) == parts


def test_of_no_bytes_there_is_no_part() -> None:
    assert parts_asked("bytes=0-", 0) == parts_asked("bytes=-1", 0) == []


@pytest.mark.parametrize(
    ("condition", "holds"),
    [(None, True), ('"a"', True), ('"b"', False), ('W/"a"', False),
     ("Thu, 26 Nov 2026 09:00:00 GMT", False)],
)  # fmt: skip
def test_the_file_the_parts_are_of(condition: str | None, *, holds: bool) -> None:
    assert names_this(condition, "a") is holds
