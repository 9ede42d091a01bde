"""`trainer doctor` says what is wrong with the keys that sign, and the line that mends it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cli.test_commands import settings
from trainer.cli import main
from trainer.config import Config
from trainer.signing.keys import open_store
from trainer.signing.register import Purpose
from trainer.signing.store import FOLDER


def doctor(folder: Path, **more: str) -> Result:
    return CliRunner().invoke(main, ["doctor"], env=settings(folder, **more))


def test_without_keys_nothing_is_wrong(tmp_path: Path) -> None:
    told = doctor(tmp_path / "none")
    assert "ok      keys: none yet" in told.stdout
    assert not (tmp_path / "none").exists()


def test_keys_that_are_well_are_listed_with_their_last_day(tmp_path: Path) -> None:
    store = open_store(Config.from_env(settings(tmp_path)))
    told = doctor(tmp_path)
    for purpose in Purpose:
        record = store.register().in_use(purpose)
        assert record is not None
        assert f"ok      {purpose} key: {record.id}, until" in told.stdout
    assert told.exit_code == 0, told.stdout


def test_a_key_that_is_gone_is_named_with_the_line_that_makes_another(tmp_path: Path) -> None:
    store = open_store(Config.from_env(settings(tmp_path)))
    (tmp_path / FOLDER / f"{store.document_key_id()}.key").unlink()
    told = doctor(tmp_path)
    assert told.exit_code == 1
    assert "LOOK AT document key: Bring back the key that signs certificates." in told.stdout
    assert "To make another: trainer keys rotate\n" in told.stdout
    assert "ok      badge key" in told.stdout


def test_settings_that_are_missing_come_first(tmp_path: Path) -> None:
    told = doctor(tmp_path, TRAINER_SECRET_KEY="")
    assert "LOOK AT TRAINER_SECRET_KEY" in told.stdout
    assert " key:" not in told.stdout


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("TRAINER_SECRET_KEY", "short", "TRAINER_SECRET_KEY is too short"),
        ("TRAINER_BASE_URL", "ftp://x", "TRAINER_BASE_URL must begin with"),
        ("TRAINER_SMTP_PORT", "post", "TRAINER_SMTP_PORT must be a whole number"),
    ],
)
def test_a_setting_that_would_stop_the_start_is_never_called_well(
    tmp_path: Path, name: str, value: str, says: str
) -> None:
    told = doctor(tmp_path, **{name: value})
    assert told.exit_code == 1
    assert f"LOOK AT settings: {says}" in told.stdout
    assert f"ok      {name}" not in told.stdout
