"""`trainer keys`: made, shown, turned over, taken back and brought in from a shell."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from tests.cli.test_commands import settings
from tests.signing.test_importing import ISSUING, packed, theirs
from trainer.cli import main
from trainer.config import Config
from trainer.signing.keys import open_store


def run(folder: Path, *line: str) -> Result:
    return CliRunner().invoke(main, ["keys", *line], env=settings(folder))


def listed(folder: Path) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(run(folder, "list", "--json").stdout)["keys"]
    return told


def test_create_makes_one_key_of_each_kind_and_only_once(tmp_path: Path) -> None:
    assert run(tmp_path, "list").stdout == "There are no keys yet.\n"
    made = json.loads(run(tmp_path, "create", "--json").stdout)["keys"]
    assert [one["purpose"] for one in made] == ["root", "issuing", "document", "badge"]
    assert {one["origin"] for one in made} == {"made"}
    again = run(tmp_path, "create")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "To begin again: --anew" in again.stderr
    assert run(tmp_path, "create", "--anew").exit_code == 0
    states = [(one["purpose"], one["state"]) for one in listed(tmp_path)]
    assert states.count(("root", "kept")) == states.count(("root", "in use")) == 1


def test_keys_made_for_a_trial_give_way_without_being_asked_twice(tmp_path: Path) -> None:
    open_store(Config.from_env(settings(tmp_path)))
    assert run(tmp_path, "create").exit_code == 0
    in_use = [one for one in listed(tmp_path) if one["state"] == "in use"]
    assert {one["origin"] for one in in_use} == {"made"}


def test_rotate_and_revoke_tell_which_key_is_new(tmp_path: Path) -> None:
    run(tmp_path, "create")
    badge = json.loads(run(tmp_path, "rotate", "--key", "badge", "--json").stdout)["keys"]
    assert [one["purpose"] for one in badge] == ["badge"]
    rotated = json.loads(run(tmp_path, "rotate", "--json").stdout)["keys"]
    (new,) = rotated
    told = json.loads(run(tmp_path, "revoke", new["id"], "--reason", "Lost.", "--json").stdout)
    assert [(one["purpose"], one["state"]) for one in told["keys"]] == [
        ("document", "revoked"),
        ("document", "in use"),
    ]
    refused = run(tmp_path, "revoke", new["id"], "--reason", "Lost.")
    assert refused.exit_code == 1
    assert "That is final" in refused.stderr


def test_import_asks_for_the_password_or_reads_it_from_a_file(tmp_path: Path) -> None:
    run(tmp_path, "create")
    file, word = tmp_path / "ours.p12", tmp_path / "word"
    file.write_bytes(packed(theirs(), [ISSUING.certificate]))
    word.write_text("open\n")
    asked = CliRunner().invoke(
        main, ["keys", "import", str(file)], env=settings(tmp_path), input="open\n"
    )
    assert asked.exit_code == 0, asked.stderr
    assert "imported" in asked.stdout
    assert run(tmp_path, "import", str(file), "--password-file", str(word)).exit_code == 0
    word.write_text("shut")
    refused = run(tmp_path, "import", str(file), "--password-file", str(word))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "password right" in refused.stderr
