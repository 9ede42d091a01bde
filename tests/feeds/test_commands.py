"""Work products brought in from a shell: what is printed where, and the exit status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trainer.cli import main

pytestmark = pytest.mark.sqlite_only

Command = Callable[..., Result]
HEAD = "staff_number,date,kind,score,words,reference,shoe size\n"
GOOD = f"{HEAD}70003,2026-11-10,compliment,,Well done.,CP-1,7\n"


@pytest.fixture
def trainer(tmp_path: Path) -> Command:
    """A shell with two administrators, of whom the first leads somebody."""
    settings = {
        "TRAINER_SECRET_KEY": "a secret for tests that is long enough",
        "TRAINER_BASE_URL": "http://127.0.0.1:8000",
        "TRAINER_DATA_DIR": str(tmp_path),
        "TRAINER_DATABASE_URL": "",
    }

    def run(*line: str) -> Result:
        return CliRunner().invoke(main, list(line), env=settings)

    people = tmp_path / "people.csv"
    head = "staff_number,name,site,site_name,job_title,manager"
    people.write_text(f"{head}\n70003,Jo Quay,Q,Quayside,Porter,70001\n", encoding="utf-8")
    two = ("70001", "First Person", "70002", "Second Person")
    for line in (
        ("migrate",),
        ("user", "add", "--first-administrator", *two),
        ("people", "import", str(people), "--as", "70001"),
    ):
        assert run(*line).exit_code == 0
    return run


def test_a_file_is_tried_and_then_taken_in_once(trainer: Command, tmp_path: Path) -> None:
    file = tmp_path / "november.csv"
    file.write_text(GOOD, encoding="utf-8")
    line = ("feeds", "import", str(file), "--as", "70001")
    for _time in range(2):
        tried = trainer(*line, "--dry-run")
        assert (tried.exit_code, tried.stdout) == (0, "1 new for 1 people, 0 here already.\n")
        assert tried.stderr == "Columns that were not read: shoe size.\n"
    assert trainer(*line).exit_code == 0
    facts = json.loads(trainer(*line, "--json").stdout)
    assert facts == {
        "problems": [], "new": 0, "known": 1, "people": 0, "unread_columns": ["shoe size"],
    }  # fmt: skip


def test_faults_go_to_standard_error_and_nothing_is_taken_in(
    trainer: Command, tmp_path: Path
) -> None:
    file = tmp_path / "november.csv"
    file.write_text(f"{GOOD}70003,soon,compliment,,Well done.,CP-2,7\n", encoding="utf-8")
    line = ("feeds", "import", str(file), "--as", "70001")
    result = trainer(*line)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Row 3, date: “soon” is no date." in result.stderr
    asked = trainer(*line, "--json")
    assert (asked.exit_code, len(json.loads(asked.stdout)["problems"])) == (1, 1)
    file.write_text(GOOD, encoding="utf-8")
    assert trainer(*line, "--dry-run").stdout.startswith("1 new")


def test_who_leads_nobody_brings_in_nothing(trainer: Command, tmp_path: Path) -> None:
    file = tmp_path / "november.csv"
    file.write_text(GOOD, encoding="utf-8")
    result = trainer("feeds", "import", str(file), "--as", "70002")
    assert result.exit_code == 1
    assert "Training administrators do this, and managers for their team." in result.stderr
