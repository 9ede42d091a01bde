"""Commands as a shell meets them: what is printed where, and the exit status."""

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.factories_catalogue import SMALL
from trainer.audit import anchors
from trainer.cli import main

pytestmark = pytest.mark.sqlite_only

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of records with a migrated database and its first two administrators."""
    folder = tmp_path_factory.mktemp("records")
    for line in (
        ["migrate"],
        ["user", "add", "--first-administrator", "70001", "First Person", "70002", "Second Person"],
    ):
        result = CliRunner().invoke(main, line, env=settings(folder))
        assert result.exit_code == 0, result.output
    return folder


def settings(folder: Path, **more: str) -> dict[str, str]:
    return {
        "TRAINER_SECRET_KEY": "a secret for tests that is long enough",
        "TRAINER_BASE_URL": "http://127.0.0.1:8000",
        "TRAINER_DATA_DIR": str(folder),
        "TRAINER_DATABASE_URL": "",
        **more,
    }


@pytest.fixture
def trainer(records: Path) -> Command:
    def run(*line: str, **more: str) -> Result:
        return CliRunner().invoke(main, list(line), env=settings(records, **more))

    return run


@pytest.mark.parametrize(
    "line", [["check"], ["audit", "verify"], ["catalogue", "import", "--builtin"], ["run"]]
)
def test_an_empty_database_is_named_in_a_sentence(line: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(main, line, env=settings(tmp_path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The database is empty. Prepare it with ./run migrate" in result.stderr


def test_a_database_out_of_reach_is_a_sentence(trainer: Command) -> None:
    address = "postgresql://nobody@127.0.0.1:1/trainer"
    result = trainer("check", TRAINER_DATABASE_URL=address)
    assert result.exit_code == 1
    assert result.stderr.startswith("trainer: The database can't be used: ")


def test_a_database_of_another_kind_is_refused(trainer: Command) -> None:
    result = trainer("check", TRAINER_DATABASE_URL="mysql://root@localhost/trainer")
    assert "must begin with postgresql:// or sqlite:///" in str(result.exception)


def test_a_folder_that_cannot_be_made_is_a_sentence(trainer: Command) -> None:
    result = trainer("migrate", TRAINER_DATA_DIR="/proc/nowhere")
    assert result.exit_code == 1
    assert "The folder /proc/nowhere can't be made" in result.stderr


def test_an_impossible_port_is_refused(trainer: Command) -> None:
    result = trainer("run", "--port", "99999")
    assert result.exit_code == 2
    assert "99999 is not in the range" in result.stderr


def test_a_port_in_use_is_a_sentence(trainer: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = trainer("run", "--port", str(port))
    assert result.exit_code == 1
    assert f"Port {port} can't be used" in result.stderr
    assert "Trainer is at" not in result.stdout


def test_records_that_are_whole_say_so(trainer: Command) -> None:
    assert trainer("check").stdout == "Every invariant holds.\n"
    assert json.loads(trainer("audit", "verify", "--json").stdout) == {"whole": True, "faults": []}


def test_a_link_written_down_and_gone_is_missed(trainer: Command, records: Path) -> None:
    written = records / anchors.FILE
    written.write_text("7:ab34 2026-03-02T10:00Z\n", encoding="utf-8")
    try:
        result = trainer("audit", "verify")
        checked = trainer("check")
    finally:
        written.unlink()
    sentence = "The chain no longer passes through 7:ab34, as it once did."
    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in result.stderr
    assert f"INV26: {sentence}" in checked.stderr


def test_a_link_in_a_letter_that_was_kept_is_asked_for(trainer: Command, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(f"Keep this letter: 7:{'ab12' * 16}\n", encoding="utf-8")
    result = trainer("audit", "verify", "--anchors", str(letter))
    assert result.exit_code == 1
    assert "no longer passes through 7:ab12" in result.stderr
    letter.write_text("Nothing of the kind.", encoding="utf-8")
    result = trainer("audit", "verify", "--anchors", str(letter))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no link of the ledger in" in result.stderr


def test_every_file_is_read(trainer: Command) -> None:
    assert trainer("audit", "files").stdout == "Each of 0 files is as it was kept.\n"


def test_faults_of_people_go_to_standard_error(trainer: Command, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name\nJo\n", encoding="utf-8")
    result = trainer("people", "import", str(file), "--as", "70001")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Row 1, staff_number: this column is missing" in result.stderr
    asked = trainer("people", "import", str(file), "--as", "70001", "--json")
    assert (asked.exit_code, asked.stderr) == (1, "")
    assert json.loads(asked.stdout)["problems"] == [result.stderr.strip()]


def test_a_dry_run_of_people_tells_what_the_page_tells(trainer: Command, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    head = "staff_number,name,shoe size,site,site_name,team,job_title"
    file.write_text(f"{head}\nx1,Jo Quay,7,Q,Quayside,Desk,Porter\n", encoding="utf-8")
    line = ["people", "import", str(file), "--dry-run", "--as", "70001"]
    for _time in range(2):
        result = trainer(*line)
        assert result.exit_code == 0
        assert result.stdout.splitlines() == [
            "1 new, 0 changed, 0 returning, 0 leaving, 0 unchanged.",
            "New sites: Quayside.",
            "New teams: Desk.",
        ]
        assert result.stderr == "Columns that were not read: shoe size.\n"
    assert json.loads(trainer(*line, "--json").stdout)["unread_columns"] == ["shoe size"]


def test_faults_of_a_catalogue_name_their_line(trainer: Command, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("trainer_catalogue: 1\nqualification: []\n", encoding="utf-8")
    result = trainer("catalogue", "import", str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Line 2, field qualification: There is no such field.")
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "This file is not a text" in trainer("catalogue", "import", str(file)).stderr


def test_a_dry_run_of_a_catalogue_keeps_nothing(trainer: Command, tmp_path: Path) -> None:
    file = tmp_path / "dry.yaml"
    file.write_text(SMALL.replace("small-scheme", "never-kept"))
    for _time in range(2):
        result = trainer("catalogue", "import", "--dry-run", str(file))
        assert result.exit_code == 0
        assert "never-kept: new" in result.stdout


def test_every_rule_is_told_with_what_would_meet_it(trainer: Command) -> None:
    assert trainer("catalogue", "import", "--builtin").exit_code == 0
    told = json.loads(trainer("catalogue", "rules", "cs-l2-dip", "--json").stdout)
    assert (told["holds"], told["version"]) == (False, 1)
    said = {"rule", "holds", "have", "need", "shortfall", "surplus", "says", "suggestion"}
    for rule in told["rules"]:
        assert set(rule) == said
        assert (rule["suggestion"] is None) is rule["holds"]
        assert (rule["shortfall"] > 0) is not rule["holds"]
    [first, *_more] = told["suggestions"]
    more = trainer("catalogue", "rules", "cs-l2-dip", *first["units"], "--json")
    assert json.loads(more.stdout)["holds"] is True
    assert "LACKS" in trainer("catalogue", "rules", "cs-l2-dip").stdout
    assert "is no unit of" in trainer("catalogue", "rules", "cs-l2-dip", "NO/1").stderr
    assert "no qualification" in trainer("catalogue", "rules", "nowhere").stderr


def test_two_versions_are_compared(trainer: Command, tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    for text in (SMALL, SMALL.replace("Say hello first", "Say hello first and before")):
        file.write_text(text, encoding="utf-8")
        assert trainer("catalogue", "import", str(file)).exit_code == 0
    told = json.loads(trainer("catalogue", "compare", "small-scheme", "2", "1", "--json").stdout)
    assert (told["former"], told["later"]) == (1, 2)
    assert [unit["fate"] for unit in told["units"]] == ["changed", "same", "same"]
    fates = [one["fate"] for one in told["units"][0]["criteria"]]
    assert fates == ["same", "reworded"]
    assert "reworded" in trainer("catalogue", "compare", "SM-1", "1", "2").stdout
    assert "no qualification" in trainer("catalogue", "compare", "small-scheme", "1", "9").stderr
