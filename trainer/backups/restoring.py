"""Bring a backup back where there are no records yet, and say whether all of it has come."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.audit import anchors
from trainer.audit.verify import verify
from trainer.backups import databases
from trainer.backups.moments import (
    AFTER,
    BEFORE,
    DATABASE,
    About,
    Folder,
    Listed,
    about,
    fingerprint,
    listed,
)
from trainer.checks.running import run
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.storage.errors import Damaged
from trainer.storage.store import Store, in_chunks


@dataclass(frozen=True)
class Restored:
    """What came back, and every way in which it is not what was copied."""

    moment: str
    said: About
    differences: list[str]


def restore(folder: Folder, name: str, data_dir: Path, store: Store) -> Restored:
    """Bring one moment back, the last if none is named: files first, then the records.

    The records come last and all at once, so that a restore that was broken off is begun anew.
    Raises Unacceptable where there is no such moment, where there are records already, or where
    the backup is damaged.
    """
    moment = folder.moment(name)
    said = about(moment)
    if said.database != db.engine.dialect.name:
        raise Unacceptable(
            _(
                "This backup is one of %(theirs)s, and the settings name %(ours)s.",
                theirs=said.database,
                ours=db.engine.dialect.name,
            )
        )
    databases.require_empty(db.engine)
    if fingerprint(moment / DATABASE) != said.sha256:
        raise _spoilt(moment / DATABASE)
    for one in listed(moment):
        _put_back(folder.files / one.key, one, store)
    _bring_along(moment, data_dir)
    databases.bring_back(db.engine, moment / DATABASE)
    return Restored(moment.name, said, list(_differences(said, data_dir)))


def _put_back(path: Path, one: Listed, store: Store) -> None:
    try:
        with path.open("rb") as file:
            store.put_back(one.key, in_chunks(file), sha256=one.sha256)
    except (FileNotFoundError, Damaged):
        raise _spoilt(path) from None


def _spoilt(path: Path) -> Unacceptable:
    return Unacceptable(_("The file %(path)s of the backup is missing or was changed.", path=path))


def _bring_along(moment: Path, data_dir: Path) -> None:
    for name in (*BEFORE, *AFTER):
        source = moment / name
        if source.is_dir():
            shutil.copytree(source, data_dir / name, dirs_exist_ok=True)
        elif source.exists():
            shutil.copy2(source, data_dir / name)


def _differences(said: About, data_dir: Path) -> Iterator[str]:
    with db.engine.connect() as connection:
        there = databases.rows_in(connection)
    for table in sorted(said.rows.keys() | there.keys()):
        if said.rows.get(table) != there.get(table):
            yield f"{table}: {said.rows.get(table)} rows were copied, {there.get(table)} are here."
    links = [anchors.parsed(said.ledger)] if said.ledger else []
    yield from verify(anchors.kept(data_dir) + links)


def faults() -> list[str]:
    """Look at the whole of what came back, as `trainer check` does."""
    return [f"{finding.invariant}: {finding.says}" for finding in run()]
