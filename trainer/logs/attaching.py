"""Files of evidence: putting one with a draft, once however often it is sent, and taking it out."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs import policies, queries
from trainer.logs.actions import take_turns
from trainer.logs.models import AttachedFile, Item, Revision, Scan, StoredFile
from trainer.notifications import outbox
from trainer.notifications.models import Task
from trainer.storage.uploads import Upload


def attach(
    revision: Revision, upload: Upload, *, actor: User, client_key: str | None = None
) -> AttachedFile:
    """Add a file that has been taken in to the revision, and have its picture made.

    The same file under the same key is there already, however often it is sent.
    """
    take_turns(Item, revision.item_id)
    owner = revision.item.owner
    if client_key and (known := db.session.scalar(queries.attached_as(client_key))) is not None:
        if (known.file.owner_id, known.file.sha256) != (owner.id, upload.stored.sha256):
            raise Conflict(_("Another file was sent under this name before. Choose it again."))
        return known
    if not (verdict := policies.may_attach(actor, revision)):
        require(policies.may_write(actor, revision))
        raise Unacceptable(verdict.reason, "files")
    return put_in(revision, upload, owner=owner, client_key=client_key)


def put_in(
    revision: Revision, upload: Upload, *, owner: User, client_key: str | None = None
) -> AttachedFile:
    """Make a file part of the revision, kept for its owner; who may is decided above.

    The worker has it scanned and makes what is shown of it.
    """
    file = StoredFile(
        owner=owner,
        client_key=client_key,
        name=upload.name,
        kind=upload.inspected.kind.value,
        media_type=upload.inspected.media_type,
        size=upload.stored.size,
        sha256=upload.stored.sha256,
        key=upload.stored.key,
        scan=Scan.WAITING if upload.awaits_scan else None,
    )
    position = max((one.position for one in revision.files), default=0) + 1
    attached = AttachedFile(file=file, position=position)
    revision.files.append(attached)
    db.session.flush()  # The worker is told the file's id.
    if file.is_prepared or upload.awaits_scan:
        outbox.ask(Task.PREPARE_FILE, file_id=file.id)
    return attached


def detach(attached: AttachedFile, *, actor: User) -> None:
    """Take a file out of a revision not yet submitted; its bytes are swept unless still used.

    One of which bytes were removed, as of an infected one, stays on record.
    """
    revision, file = attached.revision, attached.file
    require(policies.may_write(actor, revision))
    revision.files.remove(attached)
    db.session.delete(attached)
    db.session.flush()  # Whether the file is still part of something is asked of the database.
    used = sa.select(AttachedFile.id).where(AttachedFile.file_id == file.id).limit(1)
    if db.session.scalar(used) is None and file.original_removed_at is None:
        db.session.delete(file)
