"""The short version of the trial: a real worker, killed three times in the midst of a batch."""

from pathlib import Path

import pytest

from trials.certificates import run


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_killed_in_the_midst_nothing_is_lost_or_made_twice(tmp_path: Path) -> None:
    outcome = run(tmp_path, kills=3, size=6, seed=6)
    assert outcome.faults == []
    assert outcome.certificates >= 6
