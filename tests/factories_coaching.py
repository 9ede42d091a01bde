"""Coaching notes, to test with; `writer` must be above the person in the line."""

from datetime import date, timedelta

from trainer.accounts.models import User
from trainer.coaching import actions
from trainer.coaching.actions import Said
from trainer.coaching.models import CoachingKind, CoachingNote
from trainer.core import clock
from trainer.extensions import db

SEEN = "She let the caller finish and said the order number back."


def said(
    seen: str = SEEN,
    *,
    next_step: str = "Say what happens next before the caller asks.",
    next_by: date | None = None,
    levels: dict[int, int] | None = None,
) -> Said:
    return Said(
        kind=CoachingKind.CALL,
        happened_on=clock.today(),
        seen=seen,
        next_step=next_step,
        next_by=next_by or (clock.today() + timedelta(days=14) if next_step else None),
        levels=levels or {},
    )


def make_draft(person: User, writer: User, words: Said | None = None) -> CoachingNote:
    """A note that only its writer reads."""
    note = actions.write(person, actor=writer, said=words or said())
    db.session.commit()
    return note


def make_note(person: User, writer: User, words: Said | None = None) -> CoachingNote:
    """A note that is shared."""
    note = make_draft(person, writer, words)
    actions.share(note, actor=writer)
    db.session.commit()
    return note
