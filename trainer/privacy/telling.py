"""Whom exports concern: the person they are about."""

from trainer.core.text import gettext as _
from trainer.notifications.telling import tell
from trainer.privacy.events import ExportAsked, ExportMade


def tell_it_was_asked(event: ExportAsked) -> None:
    """Tell somebody that another asked for everything held about them, and why."""
    export = event.subject
    if export.asked_by_id != export.person_id:
        words = _(
            "%(name)s asked for a file of everything held about you: %(reason)s",
            name=export.asked_by.name,
            reason=export.reason,
        )
        tell(export.person, words, f"/data-exports/{export.id}", actor=event.actor)


def tell_it_is_ready(event: ExportMade) -> None:
    """Tell somebody that the file about them is there, and that it goes again."""
    export = event.subject
    words = _("The file of everything held about you is ready. It is kept for a week.")
    tell(export.person, words, f"/data-exports/{export.id}")
