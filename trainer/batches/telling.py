"""Whom a batch concerns beside the holders, whom each certificate tells: whoever signed for it."""

from trainer.batches.events import BatchFileMade, BatchIssued
from trainer.core.text import gettext as _
from trainer.core.text import ngettext
from trainer.notifications.telling import tell


def tell_of_batch(event: BatchIssued) -> None:
    """Tell whoever signed what came of it."""
    batch = event.subject
    words = ngettext(
        "%(num)d certificate of “%(name)s” is issued.",
        "%(num)d certificates of “%(name)s” are issued.",
        event.issued,
        name=batch.name,
    )
    if event.refused:
        words += " " + ngettext("%(num)d could not be.", "%(num)d could not be.", event.refused)
    tell(batch.signed_by, words, f"/certificates/batches/{batch.id}")


def tell_of_file(event: BatchFileMade) -> None:
    """Tell whoever asked that the file is there."""
    words = _("The certificates of “%(name)s” are ready as one file.", name=event.batch.name)
    tell(event.subject.asked_by, words, f"/certificates/batches/{event.batch.id}")
