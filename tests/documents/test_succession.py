"""The real render child, followed by another after so many documents: nobody sees it happen."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.documents.factories import make_certificate
from trainer.documents.pool import Renderer

LASTS = 3
REQUEST = make_certificate().request("a badge")
PATIENCE_S = 60


@pytest.fixture
def already() -> frozenset[int]:
    """Whatever else this process of tests has started."""
    return frozenset(children())


@pytest.fixture
def renderer(already: frozenset[int]) -> Iterator[Renderer]:  # Looked at first.
    with Renderer(lasts=LASTS) as renderer:
        yield renderer


def children() -> set[int]:
    found = Path("/proc/self/task").glob("*/children")
    return {int(pid) for one in found for pid in one.read_text().split()}


def folder_of(pid: int) -> Path:
    said = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    return Path(next(one for one in said if one.startswith(b"TMPDIR=")).decode()[7:])


def rendered_until(renderer: Renderer, reached: Callable[[], bool]) -> list[bytes]:
    """Go on as if nothing were happening, until it has."""
    made, ended = [], time.monotonic() + PATIENCE_S
    while not reached():
        assert time.monotonic() < ended, "it should have happened by now"
        made.append(renderer.render(REQUEST))
    return made


def test_the_successor_makes_the_same_documents_and_nothing_is_left_of_the_first(
    renderer: Renderer, already: frozenset[int]
) -> None:
    made = [renderer.render(REQUEST)]
    (first,) = children() - already
    folder = folder_of(first)
    made += [renderer.render(REQUEST) for _ in range(LASTS - 1)]
    assert children() - already == {first}, "no second child before the first has made its share"
    made += rendered_until(renderer, lambda: first not in children())
    made.append(renderer.render(REQUEST))
    assert len(set(made)) == 1
    assert len(children() - already) == 1
    assert not folder.exists()


def test_a_successor_that_dies_while_it_warms_up_is_followed_by_another(
    renderer: Renderer, already: frozenset[int]
) -> None:
    made = [renderer.render(REQUEST)]
    (first,) = children() - already
    made += rendered_until(renderer, lambda: len(children() - already) == 2)
    (successor,) = children() - already - {first}
    os.kill(successor, signal.SIGKILL)
    made += rendered_until(renderer, lambda: first not in children())
    (last,) = children() - already
    assert last not in {first, successor}
    assert len(set(made)) == 1


def test_closing_while_the_successor_warms_up_ends_both(
    renderer: Renderer, already: frozenset[int]
) -> None:
    rendered_until(renderer, lambda: len(children() - already) == 2)
    renderer.close()
    assert children() == already
