"""The short version of the trial: the web worker is killed at three of its writes while it signs."""

from pathlib import Path

import pytest

from tests.conftest import POSTGRESQL
from trials import tracing
from trials.kills import run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sqlite_only,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(POSTGRESQL), reason="It kills at writes to SQLite's files."),
    pytest.mark.skipif(not tracing.can_trace(), reason=tracing.MISSING),
]


def test_killed_at_any_write_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    outcome = run(tmp_path, kills=3, first=84)
    assert outcome.faults == []
    assert outcome.acknowledged > outcome.sent_again > 0
