"""What the job worker does with files that were sent: read and compare them, and publish them.

Reading takes long, so it happens outside any transaction that writes.
"""

from collections.abc import Callable

from trainer.catalogue.actions import import_catalogue
from trainer.catalogue.comparing import compare, known
from trainer.catalogue.exchange.recognising import read_file
from trainer.catalogue.importing import Plan
from trainer.catalogue.incoming import actions
from trainer.catalogue.incoming.models import IncomingFile, IncomingStatus
from trainer.catalogue.incoming.report import Report, report_on
from trainer.core.errors import TrainerError
from trainer.extensions import db
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

Tell = Callable[[int, int], None]
"""Is told how much is published, and of how much."""


def progress_name(file_id: int) -> str:
    """Name a file's publishing where progress is told."""
    return f"catalogue-file-{file_id}"


def look_into(file_id: int, store: Store) -> None:
    """Read a file and find out what it would change; asked again, leave it as it is."""
    plan = _read(file_id, IncomingStatus.READING, store)
    if plan is None:
        return
    report, seen = _compared(plan)
    with unit_of_work():
        if (file := _held(file_id, IncomingStatus.READING)) is not None:
            actions.note_report(file, report, seen)


def publish(file_id: int, store: Store, tell: Tell) -> None:
    """Publish a file as it was looked at, once; where that is not possible, say why and show it anew."""
    plan = _read(file_id, IncomingStatus.PUBLISHING, store)
    if plan is None:
        return
    try:
        done_with = _carry_out(file_id, plan, tell)
    except TrainerError as refusal:
        report, seen = _compared(_read(file_id, IncomingStatus.PUBLISHING, store) or plan)
        with unit_of_work():
            if (file := _held(file_id, IncomingStatus.PUBLISHING)) is not None:
                actions.note_report(file, report, seen, refusal.sentence)
    else:
        for key in done_with:
            store.delete(key)


def tidy(store: Store) -> None:
    """Drop files nobody came back to."""
    with unit_of_work():
        keys = actions.drop_old_files()
    for key in keys:
        store.delete(key)


def _read(file_id: int, status: IncomingStatus, store: Store) -> Plan | None:
    file = db.session.get(IncomingFile, file_id)
    if file is None or file.status is not status:
        db.session.rollback()
        return None
    key, name, holds = file.key, file.name, known()
    db.session.rollback()
    return read_file(b"".join(store.open(key)), source=name, known=holds)


def _compared(plan: Plan) -> tuple[Report, str]:
    comparison = None if plan.faults else compare(plan)
    report = report_on(plan, comparison)
    db.session.rollback()
    return report, comparison.fingerprint if comparison else ""


def _held(file_id: int, status: IncomingStatus) -> IncomingFile | None:
    """Hold a file until the commit, unless somebody else has dealt with it."""
    file = db.session.get(IncomingFile, file_id, with_for_update=True)
    return file if file is not None and file.status is status else None


def _carry_out(file_id: int, plan: Plan, tell: Tell) -> list[str]:
    """Publish in one transaction; return the bytes that are not needed any more."""
    with unit_of_work():
        file = _held(file_id, IncomingStatus.PUBLISHING)
        if file is None:
            return []
        import_catalogue(
            plan,
            actor=file.uploaded_by,
            override=file.override,
            seen=file.seen,
            progress=tell,
        )
        actions.note_published(file)
        return [file.key]
