"""Backups: what is in one, what they share, and what can't be made or brought back, and why."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.factories import make_user
from tests.factories_logs import make_attached, make_entry, make_upload
from trainer.audit import anchors
from trainer.backups.moments import ABOUT, MAKING, Folder, Listed, about, list_files, listed
from trainer.cli import main
from trainer.cli.context import made
from trainer.cli.migrating import bring_up_to_date
from trainer.core import clock
from trainer.extensions import db
from trials.scene import environment, settings

pytestmark = [pytest.mark.sqlite_only, pytest.mark.slow]

Trainer = Callable[..., Result]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records with one entry and its file, and a file that never became part of anything."""
    folder = tmp_path_factory.mktemp("records")
    app = made(settings(folder))
    bring_up_to_date(app)
    with app.app_context():
        make_attached(make_entry(make_user("Ada Writer")), b"What she said.")
        make_upload(b"Nobody's yet.")
        db.session.remove()
        db.engine.dispose()
    app.extensions["jobs"].close()
    (folder / "secret_key").write_text("what everything is encrypted with")
    return folder


@pytest.fixture
def live(records: Path, tmp_path: Path) -> Path:
    """A copy of those records, to be changed."""
    return shutil.copytree(records, tmp_path / "live")


@pytest.fixture
def trainer() -> Trainer:
    """The command, on the records of a folder."""

    def command(data_dir: Path, *arguments: object) -> Result:
        env = environment(settings(data_dir))
        return CliRunner().invoke(main, [str(one) for one in arguments], env=env)

    return command


@pytest.fixture
def kept(live: Path, trainer: Trainer, tmp_path: Path) -> Folder:
    """A folder with one backup in it."""
    assert trainer(live, "backup", tmp_path / "kept").exit_code == 0
    return Folder(tmp_path / "kept")


def the_file(kept: Folder) -> Path:
    """The one file of the last backup."""
    [file] = listed(kept.moment())
    return kept.files / file.key


def say_instead(kept: Folder, **other: object) -> None:
    """Let the last backup say something else of itself."""
    path = kept.moment() / ABOUT
    path.write_text(json.dumps(json.loads(path.read_text()) | other))


def refused(done: Result) -> str:
    """What a command said that could not do it."""
    assert done.exit_code == 1, done.output
    return done.stderr


def test_all_that_is_part_of_a_record_comes_back(
    kept: Folder, trainer: Trainer, tmp_path: Path
) -> None:
    said = about(kept.moment())
    assert (said.files, said.rows["evidence_items"]) == (1, 1)
    assert len(list(kept.files.glob("*/*"))) == 1, "what is nobody's stays out"
    done = trainer(tmp_path / "other", "restore", kept.path, "--json")
    assert json.loads(done.stdout)["differences"] == []
    [back] = (tmp_path / "other" / "files" / "kept").glob("*/*")
    assert back.read_bytes() == b"What she said."


def test_the_secret_key_is_never_in_it(kept: Folder) -> None:
    assert "secret_key" not in {path.name for path in kept.path.rglob("*")}
    assert kept.path.stat().st_mode & 0o077 == 0, "for its owner alone"


def test_the_next_copies_only_what_is_new(kept: Folder, live: Path, trainer: Trainer) -> None:
    first, copied = kept.moment(), the_file(kept).stat().st_mtime_ns
    with clock.at(clock.now() + timedelta(days=1)):
        assert trainer(live, "backup", kept.path).exit_code == 0
    assert len(kept.names()) == 2
    assert the_file(kept).stat().st_mtime_ns == copied
    assert list(listed(first)) == list(listed(kept.moment()))


def test_only_the_last_are_kept_and_the_files_they_need(tmp_path: Path) -> None:
    folder, now = Folder(tmp_path), clock.now()
    with folder.held():
        for day, keys in enumerate((["aa/1", "bb/2"], ["bb/2", "cc/3"], ["cc/3"])):
            begun = folder.begin(now + timedelta(days=day))
            list_files(begun, [Listed(key, "0" * 64) for key in keys])
            folder.finish(begun)
            for key in keys:
                (folder.files / key).parent.mkdir(exist_ok=True)
                (folder.files / key).touch()
        folder.keep_last(2)
        folder.drop_unneeded_files()
    assert len(folder.names()) == 2
    assert {path.name for path in folder.files.glob("*/*")} == {"2", "3"}


def test_one_that_was_broken_off_is_cleared_away(
    kept: Folder, live: Path, trainer: Trainer
) -> None:
    (kept.moments / f"{MAKING}20200101T000000Z").mkdir()
    with clock.at(clock.now() + timedelta(days=1)):
        assert trainer(live, "backup", kept.path).exit_code == 0
    assert not list(kept.moments.glob(f"{MAKING}*"))


def test_two_are_never_made_at_once_in_a_folder(kept: Folder, live: Path, trainer: Trainer) -> None:
    with kept.held():
        assert "Another backup is being made" in refused(trainer(live, "backup", kept.path))
    with clock.at(clock.now() + timedelta(days=1)):
        assert trainer(live, "backup", kept.path).exit_code == 0
        assert "this very second" in refused(trainer(live, "backup", kept.path))


def test_nothing_is_brought_back_over_records(kept: Folder, live: Path, trainer: Trainer) -> None:
    assert "There are records already" in refused(trainer(live, "restore", kept.path))


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"Other words.")])
def test_a_file_that_is_damaged_or_gone_stops_it_and_it_can_begin_anew(
    kept: Folder, trainer: Trainer, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    file, other = the_file(kept), tmp_path / "other"
    whole = file.read_bytes()
    file.chmod(0o600)
    spoil(file)
    assert f"{file} of the backup is missing" in refused(trainer(other, "restore", kept.path))
    file.write_bytes(whole)
    assert trainer(other, "restore", kept.path).exit_code == 0


def test_a_damaged_database_is_named(kept: Folder, trainer: Trainer, tmp_path: Path) -> None:
    copy = kept.moment() / "database"
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    other = tmp_path / "other"
    assert f"{copy} of the backup is missing or was changed" in refused(
        trainer(other, "restore", kept.path)
    )
    assert not list((other / "files" / "kept").glob("*/*"))


def test_rows_that_did_not_come_are_counted(kept: Folder, trainer: Trainer, tmp_path: Path) -> None:
    say_instead(kept, rows=about(kept.moment()).rows | {"trail": 999})
    said = refused(trainer(tmp_path / "other", "restore", kept.path))
    assert "trail: 999 rows were copied, " in said


def test_a_link_written_down_that_the_copy_lacks_is_named(
    kept: Folder, trainer: Trainer, tmp_path: Path
) -> None:
    (kept.moment() / anchors.FILE).write_text(f"9:{'ab' * 32} 2026-11-27T10:00Z\n")
    said = refused(trainer(tmp_path / "other", "restore", kept.path))
    assert "no longer passes through 9:abab" in said


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("migration", "fffffffffff0", "made by a later Trainer"),
        ("database", "postgresql", "one of postgresql, and the settings name sqlite"),
    ],
)
def test_one_of_another_kind_is_not_brought_back(
    kept: Folder, trainer: Trainer, tmp_path: Path, field: str, value: str, sentence: str
) -> None:
    say_instead(kept, **{field: value})
    assert sentence in refused(trainer(tmp_path / "other", "restore", kept.path))


def test_one_that_is_not_there_is_said_with_those_that_are(
    kept: Folder, trainer: Trainer, tmp_path: Path
) -> None:
    done = trainer(tmp_path / "other", "restore", kept.path, "--moment", "20200101T000000Z")
    assert kept.moment().name in refused(done)
    assert "no backup in" in refused(trainer(tmp_path / "other", "restore", tmp_path / "none"))


def test_the_key_of_voluntary_returns_stays_out(
    live: Path, trainer: Trainer, tmp_path: Path
) -> None:
    (live / "equality.key").write_bytes(b"what the returns are sealed with")
    assert trainer(live, "backup", tmp_path / "kept").exit_code == 0
    kept = [one for one in (tmp_path / "kept").rglob("*") if one.is_file()]
    assert kept
    assert not any(b"what the returns are sealed with" in one.read_bytes() for one in kept)
