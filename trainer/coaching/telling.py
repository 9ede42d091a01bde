"""Whom coaching notes concern: the person, and whoever wrote it."""

from trainer.coaching.events import CoachingNoteAnswered, CoachingNoteShared
from trainer.core.text import gettext as _
from trainer.notifications.telling import tell


def tell_of_note(event: CoachingNoteShared) -> None:
    """Let the person read what was seen of their work."""
    note = event.subject
    words = _("%(name)s wrote a coaching note with you.", name=note.writer.name)
    tell(note.person, words, f"/coaching/{note.id}", actor=event.actor)


def tell_of_answer(event: CoachingNoteAnswered) -> None:
    """Let the writer read what the person makes of it."""
    note = event.subject
    words = _("%(name)s answered your coaching note.", name=note.person.name)
    tell(note.writer, words, f"/coaching/{note.id}", actor=event.actor)
