"""Order packs, note that they are made, and forget those whose days are over."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask
from trainer.packs import policies
from trainer.packs.events import PackMade, PackOrdered
from trainer.packs.models import Pack, PackStatus

KEPT = timedelta(days=7)
"""So long a pack is there to be saved; it can be ordered again at any time."""


def order(learner: User, *, actor: User) -> Pack:
    """Have a learner's pack made; while one is on its way, that is the one."""
    require(policies.may_order(actor, learner))
    waiting = db.session.scalar(
        sa.select(Pack).where(Pack.learner_id == learner.id, Pack.status == PackStatus.WAITING)
    )
    if waiting is not None:
        return waiting
    pack = Pack(learner=learner, asked_by=actor, asked_at=clock.now())
    db.session.add(pack)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.MAKE_PACK, pack_id=pack.id)
    publish(PackOrdered(actor=actor, subject=pack, learner=learner))
    return pack


def note_made(pack: Pack, key: str, size: int) -> None:
    """Note where a pack is kept; called by the job worker."""
    pack.move_to(PackStatus.READY)
    pack.key, pack.size = key, size
    publish(PackMade(actor=None, subject=pack, size=size))


def drop_old_packs() -> None:
    """Forget packs whose days are over; the nightly sweep removes their bytes."""
    db.session.execute(sa.delete(Pack).where(Pack.asked_at < clock.now() - KEPT))
