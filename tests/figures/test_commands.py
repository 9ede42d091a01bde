"""Figures brought in from a shell: what is printed, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.factories_figures import sheet
from trainer.accounts.models import User
from trainer.cli import main
from trainer.cli.context import application
from trainer.core import clock
from trainer.extensions import db
from trainer.figures import actions
from trainer.figures.models import Direction
from trainer.people.models import Appointment, AppointmentStatus, Role
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.sqlite_only

Command = Callable[..., Result]


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A shell with two administrators, of whom the first is HR, and one measure."""
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

    two = ("70001", "First Person", "70002", "Second Person")
    for line in (("migrate",), ("user", "add", "--first-administrator", *two)):
        assert run(*line).exit_code == 0
    with application(), unit_of_work():
        first = db.session.query(User).filter_by(staff_number="70001").one()
        db.session.add(
            Appointment(
                holder=first,
                role=Role.HR,
                status=AppointmentStatus.CONFIRMED,
                starts_on=clock.today(),
                decided_at=clock.now(),
            )
        )
        db.session.flush()
        db.session.refresh(first)
        actions.add_measure(
            actor=first, code="contacts", name="Contacts", unit="", decimals=0,
            direction=Direction.HIGHER,
        )  # fmt: skip
    return run


def test_a_file_is_tried_and_then_taken_in_once(trainer: Command, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(sheet("70002,contacts,2026-01,40"), encoding="utf-8")
    line = ("appraisals", "figures", "import", str(file), "--as", "70001")
    for _time in range(2):
        tried = json.loads(trainer(*line, "--dry-run", "--json").stdout)
        assert (tried["new"], tried["months"], tried["people"]) == (1, ["2026-01"], 1)
    assert trainer(*line).stdout == ("1 new and 0 replaced for 1 people, 0 on record already.\n")
    assert json.loads(trainer(*line, "--json").stdout)["already"] == 1


def test_faults_go_to_standard_error_and_others_are_refused(
    trainer: Command, tmp_path: Path
) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(sheet("70002,contacts,2026-01,"), encoding="utf-8")
    line = ("appraisals", "figures", "import", str(file), "--as")
    wrong = trainer(*line, "70001")
    assert wrong.exit_code == 1
    assert "Leave the row out where there is no figure." in wrong.stderr
    refused = trainer(*line, "70002")
    assert refused.exit_code == 1
    assert "HR for every site brings figures in." in refused.stderr
