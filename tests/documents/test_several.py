"""Several children that render: as many as are needed at once, and no more."""

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.documents.rig import asking_for
from trainer.documents.pool import Renderer, Renderers
from trainer.documents.request import RenderFailed


@pytest.fixture
def two() -> Iterator[Renderers]:
    with Renderers(2, "tests.documents.rig") as renderers:
        yield renderers


def who(renderers: Renderers) -> int:
    return int(json.loads(renderers.render(asking_for("process"))))


def test_one_after_the_other_is_one_childs_work(two: Renderers) -> None:
    assert who(two) == who(two)


def test_what_is_asked_meanwhile_goes_to_another(two: Renderers) -> None:
    with ThreadPoolExecutor() as threads:
        asked = [threads.submit(two.render, asking_for("linger", "5")) for _ in range(2)]
        assert len({one.result() for one in asked}) == 2


def test_one_that_fails_is_free_again(two: Renderers) -> None:
    for _ in range(3):
        with pytest.raises(RenderFailed):
            two.render(asking_for("end", "1"))
    assert who(two)


def test_one_that_made_many_is_succeeded_by_another_without_a_pause() -> None:
    with Renderer("tests.documents.rig", lasts=2) as renderer:
        served, ended = [who_is(renderer) for _ in range(3)], time.monotonic() + 60
        assert len(set(served)) == 1, "nobody waits until the successor is warm"
        while (then := who_is(renderer)) == served[0] and time.monotonic() < ended:
            time.sleep(0.05)
        assert then != served[0]
        with pytest.raises(ProcessLookupError):
            os.kill(served[0], 0)


def who_is(renderer: Renderer) -> int:
    return int(json.loads(renderer.render(asking_for("process"))))
