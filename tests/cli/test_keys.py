"""`trainer keys`: made, shown, turned over, taken back and brought in from a shell."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from tests.cli.test_commands import settings
from tests.signing.test_importing import ISSUING, packed, theirs
from trainer.audit.models import LedgerEntry
from trainer.cli import main
from trainer.cli.context import application
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.signing.keys import open_store

pytestmark = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its first two administrators."""
    folder = tmp_path_factory.mktemp("records")
    for line in (
        ["migrate"],
        ["user", "add", "--first-administrator", "70001", "First Person", "70002", "Second Person"],
    ):
        assert CliRunner().invoke(main, line, env=settings(folder)).exit_code == 0
    return folder


@pytest.fixture
def folder(migrated: Path, tmp_path: Path) -> Path:
    """A folder with a copy of it and no keys."""
    return Path(shutil.copytree(migrated, tmp_path / "records"))


def run(folder: Path, *line: str) -> Result:
    return CliRunner().invoke(main, ["keys", *line], env=settings(folder))


def listed(folder: Path) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(run(folder, "list", "--json").stdout)["keys"]
    return told


def test_create_makes_one_key_of_each_kind_and_only_once(folder: Path) -> None:
    assert run(folder, "list").stdout == "There are no keys yet.\n"
    made = json.loads(run(folder, "create", "--json").stdout)["keys"]
    assert [one["purpose"] for one in made] == ["root", "issuing", "document", "badge"]
    assert {one["origin"] for one in made} == {"made"}
    again = run(folder, "create")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "To begin again: --anew" in again.stderr
    assert run(folder, "create", "--anew").exit_code == 0
    states = [(one["purpose"], one["state"]) for one in listed(folder)]
    assert states.count(("root", "kept")) == states.count(("root", "in use")) == 1


def test_keys_made_for_a_trial_give_way_without_being_asked_twice(folder: Path) -> None:
    open_store(Config.from_env(settings(folder)))
    assert run(folder, "create").exit_code == 0
    in_use = [one for one in listed(folder) if one["state"] == "in use"]
    assert {one["origin"] for one in in_use} == {"made"}


def test_rotate_and_revoke_tell_which_key_is_new(folder: Path) -> None:
    run(folder, "create")
    badge = json.loads(run(folder, "rotate", "--key", "badge", "--json").stdout)["keys"]
    assert [one["purpose"] for one in badge] == ["badge"]
    rotated = json.loads(run(folder, "rotate", "--json").stdout)["keys"]
    (new,) = rotated
    told = json.loads(run(folder, "revoke", new["id"], "--reason", "Lost.", "--json").stdout)
    assert [(one["purpose"], one["state"]) for one in told["keys"]] == [
        ("document", "revoked"),
        ("document", "in use"),
    ]
    refused = run(folder, "revoke", new["id"], "--reason", "Lost.")
    assert refused.exit_code == 1
    assert "That is final" in refused.stderr


def test_import_asks_for_the_password_or_reads_it_from_a_file(folder: Path) -> None:
    run(folder, "create")
    file, word = folder / "ours.p12", folder / "word"
    file.write_bytes(packed(theirs(), [ISSUING.certificate]))
    word.write_text("open\n")
    asked = CliRunner().invoke(
        main, ["keys", "import", str(file)], env=settings(folder), input="open\n"
    )
    assert asked.exit_code == 0, asked.stderr
    assert "imported" in asked.stdout
    file.write_bytes(packed(theirs(), [ISSUING.certificate]))
    assert run(folder, "import", str(file), "--password-file", str(word)).exit_code == 0
    word.write_text("shut")
    refused = run(folder, "import", str(file), "--password-file", str(word))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "password right" in refused.stderr


def test_a_certificate_of_ones_own_is_not_rotated_away_by_mistake(folder: Path) -> None:
    run(folder, "create")
    file, word = folder / "ours.p12", folder / "word"
    file.write_bytes(packed(theirs(), [ISSUING.certificate]))
    word.write_text("open")
    run(folder, "import", str(file), "--password-file", str(word))
    refused = run(folder, "rotate")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "trainer keys import takes in the next one" in refused.stderr
    assert run(folder, "rotate", "--key", "badge").exit_code == 0
    states = {one["origin"]: one["state"] for one in listed(folder) if one["purpose"] == "document"}
    assert states == {"made": "kept", "imported": "in use"}
    made = json.loads(run(folder, "rotate", "--instead", "--json").stdout)["keys"]
    assert [(one["origin"], one["state"]) for one in made] == [("made", "in use")]


def ledger(folder: Path) -> list[tuple[str, int | None]]:
    links = sa.select(LedgerEntry.kind, LedgerEntry.actor_id).order_by(LedgerEntry.seq)
    with application(Config.from_env(settings(folder))):
        found = db.session.execute(links.where(LedgerEntry.kind.like("Key%"))).all()
        db.session.remove()
        db.engine.dispose()
    return [(kind, actor) for kind, actor in found]


def test_each_change_is_in_the_ledger_with_whoever_is_named(folder: Path) -> None:
    run(folder, "create")
    assert ledger(folder) == [("KeyTakenUp", None)] * 4
    assert run(folder, "rotate", "--as", "70001").exit_code == 0
    (_kind, actor) = ledger(folder)[-1]
    assert actor is not None
    told = CliRunner().invoke(main, ["check"], env=settings(folder))
    assert told.exit_code == 0, told.stderr


def test_nobody_but_a_system_administrator_is_named(folder: Path) -> None:
    assert "Nobody has the staff number" in run(folder, "create", "--as", "1").stderr
    assert listed(folder) == []


def test_without_a_database_keys_are_shown_and_not_changed(tmp_path: Path) -> None:
    assert run(tmp_path, "list").exit_code == 0
    refused = run(tmp_path, "create")
    assert refused.exit_code == 1
    assert "The database is empty" in refused.stderr
    assert listed(tmp_path) == []


def test_a_key_that_has_ended_is_shown_as_such(tmp_path: Path) -> None:
    store = open_store(Config.from_env(settings(tmp_path)))
    with clock.at(store.document_key().certificate.not_valid_after_utc):
        states = {one["purpose"]: one["state"] for one in listed(tmp_path)}
    assert states["document"] == "ended"
    assert {states[one] for one in ("root", "issuing", "badge")} == {"in use"}
