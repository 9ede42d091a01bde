"""The short version of the trial: the power goes at every moment of two sign-offs."""

from pathlib import Path

import pytest

from tests.conftest import POSTGRESQL
from trials import tracing
from trials.powerloss import run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sqlite_only,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(POSTGRESQL), reason="It replays writes to SQLite's files."),
    pytest.mark.skipif(not tracing.can_trace(), reason=tracing.MISSING),
]


def test_without_power_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    outcome = run(tmp_path, sign_offs=2, images=200, seed=6)
    assert (outcome.acknowledged, outcome.lost, outcome.corrupt) == (2, 0, [])
    assert outcome.images >= 200
