"""Send a file, say yes to what it would do, and note what the job worker found."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue import policies
from trainer.catalogue.codes import accept
from trainer.catalogue.incoming.models import IncomingFile, IncomingStatus
from trainer.catalogue.incoming.queries import KEPT
from trainer.catalogue.incoming.report import Report
from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import Task


def send_file(*, actor: User, name: str, key: str, size: int) -> IncomingFile:
    """Have a file read whose bytes are kept under this key; nothing changes until somebody says so."""
    require(policies.may_import(actor))
    file = IncomingFile(uploaded_by=actor, name=name[-200:], key=key, size=size)
    db.session.add(file)
    db.session.flush()  # The work is named by the file's number.
    outbox.ask(Task.READ_CATALOGUE_FILE, file_id=file.id)
    return file


def confirm(file: IncomingFile, *, actor: User, seen: str, override: str) -> None:
    """Have a file published as it was looked at; a number with a slip in it needs a reason."""
    require(policies.may_import(actor))
    db.session.refresh(file, with_for_update=True)
    if file.seen != seen:
        raise Conflict(
            _("The catalogue has changed since you looked. Look through the changes again.")
        )
    for slip in file.report.get("slips", []):
        accept(slip["code"], reason=override, field="override")
    file.move_to(IncomingStatus.PUBLISHING)
    file.override, file.trouble = override, ""
    outbox.ask(Task.PUBLISH_CATALOGUE_FILE, file_id=file.id)


def note_report(file: IncomingFile, report: Report, seen: str, trouble: str = "") -> None:
    """Keep what was found out about a file, for the person who sent it to look through."""
    file.move_to(IncomingStatus.FAULTY if report["fault_count"] else IncomingStatus.READY)
    file.report, file.seen, file.trouble = report, seen, trouble


def note_published(file: IncomingFile) -> None:
    """Note that all of a file is in the catalogue."""
    file.move_to(IncomingStatus.PUBLISHED)


def give_up(file_id: int) -> None:
    """Note that a file could not be dealt with, however often it was tried."""
    file = db.session.get(IncomingFile, file_id)
    if file is not None and file.is_under_way:
        file.move_to(IncomingStatus.FAILED)


def drop_old_files() -> list[str]:
    """Forget files nobody came back to within a day; return where their bytes are kept."""
    old = sa.delete(IncomingFile).where(
        IncomingFile.status != IncomingStatus.PUBLISHING, IncomingFile.at <= clock.now() - KEPT
    )
    return list(db.session.scalars(old.returning(IncomingFile.key)))
