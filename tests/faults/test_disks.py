"""A disk that fails, and one that is full: nothing is acknowledged that is not there."""

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import POSTGRESQL
from trials import disks, tracing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sqlite_only,
    pytest.mark.timeout(600),
    pytest.mark.skipif(bool(POSTGRESQL), reason="It is about SQLite's files."),
]


@pytest.mark.skipif(not tracing.can_trace(), reason=tracing.MISSING)
def test_on_a_failing_disk_nothing_is_acknowledged(tmp_path: Path) -> None:
    outcome = disks.run_failing(tmp_path)
    assert outcome.faults == []
    assert outcome.answers == Counter({503: disks.WAITING})


@pytest.mark.skipif(not disks.can_mount(), reason=disks.UNMOUNTABLE)
def test_on_a_full_disk_people_read_and_are_told(tmp_path: Path) -> None:
    outcome = disks.run_full(tmp_path)
    assert outcome.faults == []
    assert outcome.answers[303] > 0 < outcome.answers[503]
