"""Ask for an export, note that it is made, and let it go when its days are over."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask as ask_for
from trainer.privacy import policies
from trainer.privacy.events import ExportAsked, ExportGone, ExportMade
from trainer.privacy.models import DataExport, ExportStatus

KEPT = timedelta(days=7)
"""So long an export is there to be saved; it can be asked for again at any time."""


def ask(person: User, *, actor: User, reason: str = "") -> DataExport:
    """Have everything held about somebody put into one file; one on its way is the one."""
    require(policies.may_ask(actor, person))
    if actor.id != person.id and not reason.strip():
        raise Unacceptable(_("Say why it is made: they are told."), "reason")
    waiting = sa.select(DataExport).where(
        DataExport.person_id == person.id, DataExport.status == ExportStatus.WAITING
    )
    if (found := db.session.scalar(waiting)) is not None:
        return found
    export = DataExport(person=person, asked_by=actor, asked_at=clock.now(), reason=reason)
    db.session.add(export)
    db.session.flush()  # The work to be done names it by its id.
    ask_for(Task.MAKE_DATA_EXPORT, export_id=export.id)
    publish(ExportAsked(actor=actor, subject=export, person=person))
    return export


def note_made(export: DataExport, key: str, size: int) -> None:
    """Note where an export is kept; called by the job worker."""
    export.move_to(ExportStatus.READY)
    export.key, export.size, export.made_at = key, size, clock.now()
    publish(ExportMade(actor=None, subject=export, size=size))


def let_go() -> None:
    """Forget the files of exports whose days are over; the nightly sweep removes their bytes."""
    over = sa.select(DataExport).where(
        DataExport.status == ExportStatus.READY, DataExport.made_at < clock.now() - KEPT
    )
    for export in db.session.scalars(over):
        export.move_to(ExportStatus.GONE)
        export.key = None
        publish(ExportGone(actor=None, subject=export))
