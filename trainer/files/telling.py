"""Whom it concerns when something is wrong with a file."""

from trainer.core.text import gettext as _
from trainer.files.events import VirusFound
from trainer.notifications.telling import tell


def tell_of_virus(event: VirusFound) -> None:
    """Tell the owner plainly that the file is gone, why, and what to do."""
    file = event.subject
    words = _(
        "%(name)s had a virus (%(virus)s), so it was removed. Check your device, and add a clean"
        " copy.",
        name=file.name,
        virus=event.virus,
    )
    tell(file.owner, words, f"/files/{file.code}/about")
