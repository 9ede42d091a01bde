"""Who says whom a file shows, and who may have parts of it painted over."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs import policies
from trainer.logs.models import AttachedFile, EvidenceStatus, Item, Revision, StoredFile


def may_say_who_is_shown(actor: User, file: StoredFile) -> Verdict:
    """Say whether this person tells whom else the file shows: its owner, or whoever wrote with it."""
    wrote = sa.exists().where(
        AttachedFile.file_id == file.id,
        AttachedFile.revision_id == Revision.id,
        Revision.item_id == Item.id,
        Item.author_id == actor.id,
    )
    if file.owner_id == actor.id or db.session.scalar(sa.select(wrote)):
        return YES
    return no(_("Only the person whose file this is says who is shown in it."))


def may_say_nobody_is_shown(file: StoredFile) -> Verdict:
    """Say whether a flag may be taken off the file again: not once it was submitted."""
    if file.shows_others and is_fixed(file):
        return no(_("It was submitted as showing somebody else, and stays protected."))
    return YES


def is_fixed(file: StoredFile) -> bool:
    """Say whether the file is part of what was submitted, or lies before those who sign it."""
    handed = sa.exists().where(
        AttachedFile.file_id == file.id,
        AttachedFile.revision_id == Revision.id,
        sa.or_(Revision.frozen_at.is_not(None), Revision.offered_at.is_not(None)),
    )
    return bool(db.session.scalar(sa.select(handed)))


def may_cover(actor: User, file: StoredFile) -> Verdict:
    """Say whether this person may have parts of the file painted over: of a photo, in a draft."""
    if file.kind != "photo":
        return no(_("Only in a photo can parts be covered here. Cover them yourself, and add it."))
    if not (verdict := may_say_who_is_shown(actor, file)):
        return verdict
    if is_fixed(file) and draft_with(actor, file) is None:
        return no(
            _(
                "This was submitted and stays as it is. Begin the next revision of the entry, and"
                " cover it there."
            )
        )
    return YES


def draft_with(actor: User, file: StoredFile) -> AttachedFile | None:
    """Find where the file is part of a draft that this person writes."""
    found = (
        sa.select(AttachedFile)
        .join(AttachedFile.revision)
        .join(Revision.item)
        .where(
            AttachedFile.file_id == file.id,
            Revision.frozen_at.is_(None),
            Revision.offered_at.is_(None),
            Revision.number == Item.latest,
            Item.status == EvidenceStatus.DRAFT,
            policies.written_by(actor),
        )
        .order_by(AttachedFile.id)
        .limit(1)
    )
    return db.session.scalar(found)
