"""Have the record of an exercise made as a PDF, and drop those whose days are over."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask
from trainer.standardisation import policies
from trainer.standardisation.events import RecordAsked
from trainer.standardisation.models import Exercise, ExerciseRecord, RecordStatus

KEPT = timedelta(days=2)
"""So long a record is there to be saved; it can be made anew at any time."""


def ask_for_record(exercise: Exercise, *, actor: User) -> ExerciseRecord:
    """Have the record made, of what everybody with a part in it may see now."""
    require(policies.may_see_results(exercise))
    record = ExerciseRecord(exercise=exercise, asked_by=actor)
    db.session.add(record)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.PRINT_EXERCISE, record_id=record.id)
    publish(RecordAsked(actor=actor, subject=record, exercise=exercise))
    return record


def note_printed(record: ExerciseRecord, key: str) -> None:
    """Note where a record's PDF is kept; called by the job worker."""
    record.move_to(RecordStatus.READY)
    record.key = key


def drop_old_records() -> None:
    """Forget records whose days are over; the nightly sweep removes their bytes."""
    old = ExerciseRecord.asked_at < clock.now() - KEPT
    db.session.execute(sa.delete(ExerciseRecord).where(old))
