"""Somebody erased after a backup was made is erased again when it is brought back."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.backups.test_backups import Trainer, kept, live, records, trainer
from tests.factories_erasure import erase
from trainer.accounts.models import User
from trainer.backups.moments import Folder
from trainer.cli.context import made
from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.privacy.erasure.outside import FILE
from trainer.privacy.erasure.tasks import clear_away
from trials.scene import settings

__all__ = ["kept", "live", "records", "trainer"]

pytestmark = [pytest.mark.sqlite_only, pytest.mark.slow]


def erase_ada(folder: Path) -> None:
    """Erase the one person of these records, with what the worker does afterwards."""
    app = made(settings(folder))
    with app.app_context():
        ada = db.session.scalars(sa.select(User).where(User.name == "Ada Writer")).one()
        key = db.session.scalars(sa.select(StoredFile.key).where(StoredFile.owner_id == ada.id))
        keys = list(key)
        ada.active = False
        db.session.commit()
        erase(ada)
        clear_away(keys, app.extensions["store"], app.extensions["trainer"])
        db.session.remove()
        db.engine.dispose()
    app.extensions["jobs"].close()


def says_ada(folder: Path) -> list[str]:
    """Name the files of a data folder in which she is still named, or what she wrote still stands."""
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in (b"Ada Writer", b"What she"))
    ]


def test_a_list_kept_apart_is_enough(
    kept: Folder, live: Path, trainer: Trainer, tmp_path: Path
) -> None:
    erase_ada(live)
    told = tmp_path / "erased.txt"
    assert trainer(live, "privacy", "erased", told).exit_code == 0
    assert len(told.read_text().splitlines()) == 1

    assert trainer(tmp_path / "as-it-was", "restore", kept.path).exit_code == 0
    assert says_ada(tmp_path / "as-it-was")
    done = trainer(tmp_path / "other", "restore", kept.path, "--erased", told, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["erased"] == 1
    assert says_ada(tmp_path / "other") == []


def test_a_later_backup_beside_it_knows(
    kept: Folder, live: Path, trainer: Trainer, tmp_path: Path
) -> None:
    [first] = kept.names()
    erase_ada(live)
    assert trainer(live, "backup", kept.path).exit_code == 0
    done = trainer(tmp_path / "other", "restore", kept.path, "--moment", first, "--json")
    assert json.loads(done.stdout)["erased"] == 1
    assert says_ada(tmp_path / "other") == []


def test_a_backup_knows_who_was_erased_even_where_the_list_beside_it_does_not(
    kept: Folder, live: Path, trainer: Trainer
) -> None:
    erase_ada(live)
    (live / FILE).unlink()
    assert trainer(live, "backup", kept.path).exit_code == 0
    assert len((kept.moments / kept.names()[-1] / FILE).read_text().splitlines()) == 1
