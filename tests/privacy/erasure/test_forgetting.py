"""People with a marker in every text about them: of who is erased none is left, of others all are."""

from pathlib import Path

import pytest

from trainer.privacy.erasure.emptying import columns
from trainer.privacy.inventory import Treatment
from trials import forgetting

pytestmark = [pytest.mark.sqlite_only, pytest.mark.slow]


def test_nothing_is_left_that_says_who_it_was(tmp_path: Path) -> None:
    outcome = forgetting.run(tmp_path, people=8)
    assert outcome.faults == []
    assert outcome.erased == 4
    assert outcome.places > 180


def test_what_is_left_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "EMPTIED", frozenset({Treatment.NAMES, Treatment.OUTSIDER}))
    faults = forgetting.run(tmp_path, people=2).faults
    assert "still said of 1: judgements.feedback" in faults
    assert not [one for one in faults if one.startswith("changed of 2")]
