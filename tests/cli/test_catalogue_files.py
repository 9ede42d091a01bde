"""Files of the catalogue as a shell meets them: in, out, recognised, compared, counted."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.catalogue.exchange.files import THREE_LEVELS, case, packed
from tests.catalogue.exchange.test_moodle import MOODLE
from tests.catalogue.exchange.test_progression import PROGRESSION
from tests.cli.test_commands import Command, records, settings, trainer
from tests.factories_catalogue import SMALL
from trainer.catalogue.exchange.exporting import KINDS

__all__ = ["records", "trainer"]

pytestmark = pytest.mark.sqlite_only


def written(folder: Path, name: str, data: str | bytes) -> str:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(file)


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


FOREIGN = {
    "case": packed(case(THREE_LEVELS, CFRubrics=[{"CFRubricCriteria": []}])),
    "moodle": MOODLE.encode(),
    "progression": PROGRESSION.encode(),
    "yaml": SMALL.replace("SM-", "YM-").replace("small-scheme", "seen").encode(),
}


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("as_said", [True, False])
def test_a_file_is_recognised_or_is_what_it_is_said_to_be(
    trainer: Command, tmp_path: Path, kind: str, *, as_said: bool
) -> None:
    file = written(tmp_path, "file", FOREIGN[kind])
    said = ["--format", kind] if as_said else []
    facts = told(trainer("catalogue", "import", file, "--dry-run", "--json", *said))
    assert (facts["format"], facts["faults"], facts["fault_count"]) == (kind, [], 0)
    assert {one["effect"] for one in facts["units"]} == {"new"}


def test_what_is_said_wrongly_is_refused(trainer: Command, tmp_path: Path) -> None:
    file = written(tmp_path, "file", SMALL)
    for kind, says in (("case", "not JSON"), ("xlsx", "no spreadsheet"), ("moodle", "no columns")):
        result = trainer("catalogue", "import", file, "--format", kind)
        assert (result.exit_code, result.stdout) == (1, "")
        assert says in result.stderr
    result = trainer("catalogue", "import", file, "--format", "docx")
    assert (result.exit_code, result.stdout) == (2, "")
    for line in ([], [file, "--builtin"], ["--builtin", "--dry-run"], [str(tmp_path / "no file")]):
        assert trainer("catalogue", "import", *line).exit_code == 2


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_exported_imported_and_exported_again_is_the_same_byte_for_byte(
    trainer: Command, tmp_path: Path, kind: str
) -> None:
    assert trainer("catalogue", "import", written(tmp_path, "a", SMALL)).exit_code == 0
    line = ["catalogue", "export", "small-scheme", "--format", kind]
    first = trainer(*line)
    assert (first.exit_code, first.stderr) == (0, "")
    file = written(tmp_path, "b", first.stdout_bytes)
    facts = told(trainer("catalogue", "import", file, "--json"))
    assert facts["changes_nothing"] is True
    output = tmp_path / "c"
    result = trainer(*line, "--output", str(output))
    assert (result.exit_code, result.stdout) == (0, "")
    assert output.read_bytes() == first.stdout_bytes


def test_what_is_not_there_is_not_exported(trainer: Command, tmp_path: Path) -> None:
    result = trainer("catalogue", "export", "nowhere", "--output", str(tmp_path / "x"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "trainer: There is no qualification nowhere in the catalogue.\n"
    assert not (tmp_path / "x").exists()
    assert trainer("catalogue", "export", "small-scheme", "--format", "docx").exit_code == 2


def test_what_becomes_of_criteria_and_what_is_left_out_is_told(
    trainer: Command, tmp_path: Path
) -> None:
    mine = SMALL.replace("SM-", "LN-").replace("small-scheme", "lineage-scheme")
    trainer("catalogue", "import", written(tmp_path, "a", mine))
    changed = written(tmp_path, "b", mine.replace("Say hello first", "Say hello before all"))
    for _time in range(2):
        result = trainer("catalogue", "import", changed, "--dry-run")
        assert "LN-1: changed (1 same, 1 reworded)" in result.stdout.splitlines()
        assert "lineage-scheme: changed" in result.stdout.splitlines()
    facts = told(trainer("catalogue", "import", changed, "--json"))
    assert facts["counts"]["fates"] == {"same": 1, "reworded": 1}
    (unit,) = facts["lineage"]
    assert unit["lines"][0]["later"] == {"number": "1.2", "text": "Say hello before all"}
    package = written(tmp_path, "c", FOREIGN["case"])
    result = trainer("catalogue", "import", package, "--dry-run")
    assert result.stderr == "Left out: rubrics (CFRubrics): 1\n"
    in_json = trainer("catalogue", "import", package, "--dry-run", "--json")
    assert in_json.stderr == ""
    assert told(in_json)["left_out"] == [{"what": "rubrics (CFRubrics)", "count": 1}]


def test_fifty_errors_are_shown_and_all_are_counted(trainer: Command, tmp_path: Path) -> None:
    package = case(THREE_LEVELS)
    package["CFItems"] += [{"identifier": str(n)} for n in range(120)]
    file = written(tmp_path, "x", packed(package))
    result = trainer("catalogue", "import", file)
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert len(lines) == 51
    assert lines[0].startswith("$.CFItems[9].fullStatement: ")
    assert lines[-1] == "There are 70 more errors."
    in_json = trainer("catalogue", "import", file, "--json")
    assert (in_json.exit_code, in_json.stderr) == (1, "")
    facts = json.loads(in_json.stdout)
    assert (len(facts["faults"]), facts["fault_count"], facts["effects"]) == (50, 120, {})


def test_a_file_of_a_gigabyte_is_refused_without_being_read(
    trainer: Command, tmp_path: Path
) -> None:
    file = tmp_path / "big.json"
    with file.open("wb") as opened:
        opened.truncate(1_000_000_000)
    for more in ([], ["--json"]):
        result = trainer("catalogue", "import", str(file), *more)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "trainer: This file is larger than 20 MB, the limit. Split it.\n"


def test_a_file_without_an_end_is_read_no_further_than_the_limit(trainer: Command) -> None:
    result = trainer("catalogue", "import", "/dev/zero")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "larger than 20 MB" in result.stderr


def test_a_mistyped_number_needs_a_reason(trainer: Command, tmp_path: Path) -> None:
    slip = SMALL.replace("SM-", "SL-").replace("small-scheme", "slip").replace("562/1", "562/2")
    file = written(tmp_path, "x", slip)
    result = trainer("catalogue", "import", file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "If it is right, say how you know." in result.stderr
    assert trainer("catalogue", "import", file, "--override", "The register").exit_code == 0


def test_how_far_it_is_shows_on_a_terminal_and_nowhere_else(
    records: Path, trainer: Command, tmp_path: Path
) -> None:
    file = written(tmp_path, "x", SMALL.replace("SM-", "TT-").replace("small-scheme", "tty"))
    line = [sys.executable, "-m", "trainer.cli", "catalogue", "import", file]
    ours, theirs = pty.openpty()
    environment = {**os.environ, **settings(records)}
    done = subprocess.run(line, env=environment, stderr=theirs, stdout=subprocess.PIPE, check=True)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "Reading…" in shown
    assert "Publishing 3 of 4…" in shown
    assert b"tty: new" in done.stdout
    assert "Reading" not in trainer("catalogue", "import", file).stderr
