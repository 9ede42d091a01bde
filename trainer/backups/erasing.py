"""Erase once more, in records brought back, whoever was erased after they were copied."""

from collections.abc import Iterator
from pathlib import Path

from trainer.backups.moments import Folder
from trainer.config import Config
from trainer.privacy.erasure import actions, outside
from trainer.privacy.erasure.outside import Known
from trainer.privacy.erasure.tasks import clear_away
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work


def erase_again(folder: Folder, given: Path | None, store: Store, config: Config) -> int:
    """Erase everybody whom any moment of the folder or the given list names; return how many.

    Later moments know of erasures that the one brought back does not.
    """
    known = {one.person_id: one for path in _lists(folder, given) for one in outside.kept(path)}
    return sum(_erase(one, store, config) for one in known.values())


def _lists(folder: Folder, given: Path | None) -> Iterator[Path]:
    yield from (folder.moments / name / outside.FILE for name in folder.names())
    if given is not None:
        yield given


def _erase(known: Known, store: Store, config: Config) -> bool:
    with unit_of_work():
        keys = actions.again(known)
    if keys is None:
        return False
    clear_away(keys, store, config)
    return True
