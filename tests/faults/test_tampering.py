"""The short version of the trial: thirty tamperings by somebody with everything in hand but one link."""

from pathlib import Path

import pytest

from tests.conftest import POSTGRESQL
from trials.tampering import run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sqlite_only,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(POSTGRESQL), reason="It lifts the guards of a database of its own."),
]


def test_every_tampering_is_found(tmp_path: Path) -> None:
    outcome = run(tmp_path, tamperings=30, seed=6)
    assert outcome.done.total() == 30
    assert outcome.missed == []
