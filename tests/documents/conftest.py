"""Come here for one warm renderer, shared by the tests that don't mean it harm."""

from collections.abc import Iterator

import pytest

from trainer.documents.pool import Renderer


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    with Renderer() as renderer:
        yield renderer


@pytest.fixture
def rig() -> Iterator[Renderer]:
    """A renderer whose child also does what tests/documents/rig.py can be asked to."""
    with Renderer("tests.documents.rig") as renderer:
        yield renderer


@pytest.fixture(scope="module")
def standing_rig() -> Iterator[Renderer]:
    """The same, for tests after which it may still be standing."""
    with Renderer("tests.documents.rig") as renderer:
        yield renderer
