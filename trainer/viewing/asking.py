"""What follows when evidence is submitted: the pages of its documents are drawn, to be read."""

from trainer.logs.events import RevisionFrozen
from trainer.notifications import outbox
from trainer.notifications.models import Task
from trainer.storage.kinds import Kind
from trainer.storage.pages import PAGED


def ask_for_pages(event: RevisionFrozen) -> None:
    """Have the pages of every document of a revision drawn; drafts are not drawn in full."""
    for attached in event.subject.files:
        if Kind(attached.file.kind) in PAGED:
            outbox.ask(Task.PREPARE_PAGES, file_id=attached.file_id)
