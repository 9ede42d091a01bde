"""`trainer files`: what is due, as a list or as JSON, and holds placed for an administrator."""

import json
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from tests.cli.test_commands import settings
from tests.factories_people import appoint
from trainer.accounts.actions import make_account
from trainer.accounts.models import User
from trainer.cli import main
from trainer.cli.context import application
from trainer.config import Config
from trainer.extensions import db
from trainer.logs import actions, attaching
from trainer.logs.models import StoredFile
from trainer.people.models import Role
from trainer.storage.uploads import take_in
from trainer.web.transactions import unit_of_work

pytestmark = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of records with two people, and a draft of the second with a file."""
    folder = tmp_path_factory.mktemp("records")
    for line in (
        ["migrate"],
        ["user", "add", "--first-administrator", "70001", "First Person", "70002", "Second Person"],
    ):
        assert CliRunner().invoke(main, line, env=settings(folder)).exit_code == 0
    with application(Config.from_env(settings(folder))) as app, unit_of_work():
        upload = take_in(app.extensions["store"], [b"Words."], "notes.txt")
        learner = db.session.scalars(sa.select(User).where(User.staff_number == "70002")).one()
        revision = actions.start(actor=learner, client_key=str(uuid.uuid4()))
        attaching.attach(revision, upload, actor=learner)
        appoint(make_account(staff_number="70003", name="Tess Training"), Role.TRAINING_ADMIN)
    return folder


def run(records: Path, *line: str) -> Result:
    return CliRunner().invoke(main, ["files", *line], env=settings(records))


def test_a_draft_s_file_is_never_due(records: Path) -> None:
    told = json.loads(run(records, "retention", "--dry-run", "--json").stdout)
    assert told == {"dry_run": True, "removed": 0, "files": []}
    assert run(records, "retention").stdout == "Removed of 0 files.\n"
    with application(Config.from_env(settings(records))) as app:
        key = db.session.scalars(sa.select(StoredFile.key)).one()
        assert app.extensions["store"].exists(key)


def test_a_hold_needs_somebody_who_may_place_it(records: Path) -> None:
    assert run(records, "hold", "70002", "--reason", "A claim.").exit_code == 1
    nobody = run(records, "hold", "70002", "--as", "70002", "--reason", "A claim.")
    assert "Somebody else decides about holding what is yours." in nobody.output
    placed = run(records, "hold", "70002", "--as", "70003", "--reason", "A claim.")
    assert (placed.exit_code, placed.stdout) == (0, "Nothing of 70002 is removed now.\n")
    lifted = run(records, "lift", "70002", "--as", "70003", "--json")
    assert json.loads(lifted.stdout) == {"learner": "70002", "lifted": 1}
