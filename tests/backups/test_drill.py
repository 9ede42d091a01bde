"""The short version of the trial: two backups while another process writes, brought back elsewhere."""

from pathlib import Path

import pytest

from tests.conftest import POSTGRESQL, own_database
from trials.backups import run


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_what_was_committed_before_a_backup_comes_back_whole(
    tmp_path: Path, worker_id: str
) -> None:
    database = own_database(f"{worker_id}_drills") if POSTGRESQL else ""
    outcome = run(tmp_path, drills=2, seed=6, database=database)
    assert outcome.faults == []
    assert outcome.entries > 0
