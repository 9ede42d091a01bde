"""What somebody must hold, asked from a shell, and the nightly sweep."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.factories_training import make_requirement, make_skill
from trainer.cli import main
from trainer.cli.context import application
from trainer.cli.people import person_called

pytestmark = pytest.mark.sqlite_only

Command = Callable[..., Result]


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A shell where Jo must hold first aid."""
    settings = {
        "TRAINER_SECRET_KEY": "a secret for tests that is long enough",
        "TRAINER_BASE_URL": "http://127.0.0.1:8000",
        "TRAINER_DATA_DIR": str(tmp_path),
        "TRAINER_DATABASE_URL": "",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    def run(*line: str) -> Result:
        return CliRunner().invoke(main, list(line))

    people = tmp_path / "people.csv"
    head = "staff_number,name,site,site_name,job_title,manager,starts_on"
    people.write_text(f"{head}\n70003,Jo Quay,Q,Quayside,Porter,70001,2026-01-05\n", "utf-8")
    two = ("70001", "First Person", "70002", "Second Person")
    for line in (
        ("migrate",),
        ("user", "add", "--first-administrator", *two),
        ("people", "import", str(people), "--as", "70001"),
    ):
        assert run(*line).exit_code == 0
    with application():
        make_requirement(make_skill(code="FA"), person_called("70001"), days_to_get=14)
    return run


def test_what_is_required_of_somebody_on_a_day(trainer: Command) -> None:
    facts = json.loads(
        trainer("training", "required", "70003", "--on", "2099-01-01", "--json").stdout
    )
    assert (facts["person"], facts["on"]) == ("70003", "2099-01-01")
    [row] = facts["required"]
    assert (row["skill"], row["name"], row["state"]) == ("FA", "First aid at work", "missing")
    assert row["deadline"] == row["due_on"]
    assert trainer("training", "required", "70003", "--on", "1999-01-01").stdout == (
        "Nothing is required.\n"
    )
    assert trainer("training", "required", "70009").exit_code != 0


def test_the_sweep_tells_somebody_long_overdue_and_their_manager_once(trainer: Command) -> None:
    assert json.loads(trainer("training", "sweep", "--json").stdout) == {"told": 2}
    assert trainer("training", "sweep").stdout == "0 people told.\n"


def test_the_matrix_of_a_site_in_words_as_a_table_and_for_programs(trainer: Command) -> None:
    assert trainer("training", "matrix", "--site", "Q").stdout == "First aid at work: 0 of 1\n"
    table = trainer("training", "matrix", "--csv").stdout.splitlines()
    assert table[0] == "Name,Staff number,Site,Team,Job,Gaps,First aid at work"
    assert table[1].startswith("Jo Quay,70003,Quayside,,Porter,1,Missing ")
    facts = json.loads(trainer("training", "matrix", "--site", "Q", "--json").stdout)
    assert facts["skills"] == [{"skill": "FA", "name": "First aid at work", "asked": 1, "held": 0}]
    [jo] = facts["people"]
    assert (jo["person"], jo["gaps"], jo["skills"]["FA"]["state"]) == ("70003", 1, "missing")
    assert trainer("training", "matrix", "--site", "nowhere").exit_code != 0
