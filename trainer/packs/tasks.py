"""What the job worker does for packs: write them into the store, as they stream."""

from typing import cast

from flask import current_app

from trainer.config import Config
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.packs import actions
from trainer.packs.actions import drop_old_arrivals, drop_old_packs
from trainer.packs.models import Pack, PackStatus
from trainer.packs.writing import Tell, Writer
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

__all__ = ["drop_old_arrivals", "drop_old_packs", "give_up_on_pack", "make_pack", "progress_name"]

LARGEST = 50 * 1000 * 1000 * 1000
"""More than anybody's evidence comes to: each piece holds twenty files of 50 MB."""


def progress_name(pack_id: int) -> str:
    """Name a pack where progress is told."""
    return f"pack-{pack_id}"


def make_pack(pack_id: int, config: Config, renderer: Renders, tell: Tell) -> None:
    """Make a pack, once; it is read from the records between two transactions that write."""
    pack = db.session.get(Pack, pack_id)
    if pack is None or pack.status is not PackStatus.WAITING:
        return
    store = cast("Store", current_app.extensions["store"])
    stored = store.put_stream(
        Writer(config, store, renderer, tell).write(pack.learner), limit=LARGEST
    )
    db.session.rollback()
    with unit_of_work():
        pack = db.session.get(Pack, pack_id, with_for_update=True)
        if pack is not None and pack.status is PackStatus.WAITING:
            actions.note_made(pack, stored.key, stored.size)


def give_up_on_pack(pack_id: int) -> None:
    """Note that the pack could not be made, so that whoever waits for it sees it."""
    pack = db.session.get(Pack, pack_id)
    if pack is not None and pack.status is PackStatus.WAITING:
        pack.move_to(PackStatus.FAILED)
