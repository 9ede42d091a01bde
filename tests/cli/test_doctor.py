"""`trainer doctor` says what is wrong with the keys that sign, and the line that mends it."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cli.test_commands import settings
from tests.storage.bucket import Mood, running
from trainer.backups.moments import LAST
from trainer.cli import main
from trainer.config import Config
from trainer.core import clock
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


def test_an_object_storage_is_asked_whether_it_lets_trainer_in(tmp_path: Path) -> None:
    with running() as storage:
        bucket = storage.bucket()
        named = {
            "TRAINER_STORAGE_URL": bucket.address,
            "TRAINER_STORAGE_ENDPOINT": bucket.endpoint,
            "TRAINER_STORAGE_KEY": bucket.key,
            "TRAINER_STORAGE_SECRET": bucket.secret,
        }
        assert "ok      object storage: s3://files" in doctor(tmp_path, **named).stdout
        storage.mood = Mood.REFUSING
        assert "LOOK AT object storage: s3://files: not reached" in doctor(tmp_path, **named).stdout


def test_a_backup_is_asked_for_once_there_is_something_to_lose(tmp_path: Path) -> None:
    assert "ok      backup: none was made yet" in doctor(tmp_path).stdout
    (tmp_path / "files").mkdir()
    told = doctor(tmp_path)
    assert "LOOK AT backup: none was made yet; trainer backup FOLDER" in told.stdout
    assert told.exit_code == 1


@pytest.mark.parametrize(("hours", "says"), [(47, "ok      backup"), (49, "LOOK AT backup")])
def test_a_backup_of_some_days_ago_is_too_old(tmp_path: Path, hours: int, says: str) -> None:
    made_at = clock.now() - timedelta(hours=hours)
    (tmp_path / LAST).write_text(f"{made_at.isoformat()}\n")
    assert f"{says}: the last was made on {made_at:%d %B %Y}" in doctor(tmp_path).stdout
