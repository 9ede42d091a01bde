"""Ask for the pack of a visit, note that it is made, and drop those whose days are over."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask
from trainer.visits import policies
from trainer.visits.events import VisitPackAsked
from trainer.visits.models import Visit, VisitPack, VisitPackStatus

KEPT = timedelta(days=2)
"""So long a pack is there to be saved; it can be made anew at any time."""


def ask_for_pack(visit: Visit, *, actor: User) -> VisitPack:
    """Have everything a visitor asks a centre for made into one paper and one workbook."""
    require(policies.may_arrange(actor))
    pack = VisitPack(visit=visit, asked_by=actor, asked_at=clock.now())
    db.session.add(pack)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.MAKE_VISIT_PACK, pack_id=pack.id)
    publish(VisitPackAsked(actor=actor, subject=pack, visit=visit))
    return pack


def note_made(pack: VisitPack, *, pdf_key: str, xlsx_key: str) -> None:
    """Note where the files of a pack are kept; called by the job worker."""
    pack.move_to(VisitPackStatus.READY)
    pack.pdf_key, pack.xlsx_key = pdf_key, xlsx_key


def drop_old_packs() -> None:
    """Forget packs whose days are over; the nightly sweep removes their bytes."""
    db.session.execute(sa.delete(VisitPack).where(VisitPack.asked_at < clock.now() - KEPT))
