"""Past training brought in from a shell."""

import json
from pathlib import Path

import pytest

from tests.factories_people import appoint
from tests.training.test_commands import Command, trainer
from trainer.cli.context import application
from trainer.cli.people import person_called
from trainer.people.models import Role

__all__ = ["trainer"]

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "past.csv"
    written.write_text(
        "staff_number,skill,date,valid_until\n70003,FA,2026-01-20,2090-01-01\n", "utf-8"
    )
    return written


def test_a_file_is_tried_and_then_taken_in_once(trainer: Command, file: Path) -> None:
    refused = trainer("training", "import", str(file), "--as", "70001")
    assert (refused.exit_code, "Training administrators" in refused.stderr) == (1, True)
    with application():
        appoint(person_called("70001"), Role.TRAINING_ADMIN)
    line = ("training", "import", str(file), "--as", "70001")
    tried = json.loads(trainer(*line, "--dry-run", "--json").stdout)
    assert (tried["new"], tried["people"], tried["problems"]) == (1, 1, [])
    assert trainer(*line).stdout == "1 new for 1 people, 0 on record already.\n"
    assert trainer(*line).stdout == "0 new for 0 people, 1 on record already.\n"
    (row,) = json.loads(trainer("training", "required", "70003", "--json").stdout)["required"]
    assert row["state"] == "held"


def test_faults_are_told_by_row(trainer: Command, file: Path) -> None:
    with application():
        appoint(person_called("70001"), Role.TRAINING_ADMIN)
    file.write_text("staff_number,skill,date\n70009,FA,2026-01-20\n", "utf-8")
    told = trainer("training", "import", str(file), "--as", "70001")
    assert told.exit_code == 1
    assert "Row 2, staff_number: nobody has the staff number 70009." in told.stderr
