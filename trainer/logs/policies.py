"""Whose evidence somebody may read, and what its owner may still do with it."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.content import missing_in, signed_parts
from trainer.logs.kinds import KINDS, Hand, next_part
from trainer.logs.models import (
    AttachedFile,
    CriterionLink,
    EvidenceStatus,
    Item,
    ReadingGrant,
    Revision,
    Scan,
    StoredFile,
)

MOST_FILES = 20


def visible_to(actor: User) -> sa.Select[Item]:
    """Select one's own items, and those of which one may read a submitted revision."""
    revision = aliased(Revision)
    read = sa.exists().where(revision.item_id == Item.id, _readable(actor, revision))
    return sa.select(Item).where(read)


def owned_by(actor: User) -> sa.Select[Item]:
    """Select one's own items, in whatever state, but for what another hand has only begun."""
    shown = sa.exists().where(Revision.item_id == Item.id, handed_on(Revision))
    return sa.select(Item).where(Item.owner_id == actor.id, shown)


def kept_by(actor: User) -> sa.Select[Item]:
    """Select one's own items and those one wrote about others."""
    ids = owned_by(actor).with_only_columns(Item.id)
    return sa.select(Item).where(sa.or_(Item.author_id == actor.id, Item.id.in_(ids)))


def written_by(actor: User) -> sa.ColumnElement[bool]:
    """Say in SQL that an item is this person's to write in."""
    return sa.func.coalesce(Item.author_id, Item.owner_id) == actor.id


def handed_on(revision: type[Revision]) -> sa.ColumnElement[bool]:
    """Say in SQL that a revision is its owner's to see: what others write is once they sign it."""
    return sa.or_(
        Item.author_id.is_(None), revision.offered_at.is_not(None), revision.frozen_at.is_not(None)
    )


def _readable(
    actor: User, revision: type[Revision], *, with_others: bool = False
) -> sa.ColumnElement[bool]:
    return sa.or_(
        Item.author_id == actor.id,
        sa.and_(Item.owner_id == actor.id, handed_on(revision)),
        _granted(actor, revision, with_others=with_others),
    )


def revisions_visible_to(actor: User) -> sa.Select[Revision]:
    """Select every revision of one's own, and of others only what was submitted and granted."""
    return sa.select(Revision).join(Revision.item).where(_readable(actor, Revision))


def files_known_to(actor: User) -> sa.Select[StoredFile]:
    """Select the files of revisions one may read, of which some may be withheld."""
    return sa.select(StoredFile).where(_part_of(_readable(actor, Revision)))


def files_visible_to(actor: User) -> sa.Select[StoredFile]:
    """Select the files one may open: for page, preview, thumbnail, recording and download.

    What shows a customer or colleague is for its owner and for those whose part in the assessment
    needs it.
    """
    closely = _part_of(_readable(actor, Revision, with_others=True))
    alone = StoredFile.shows_others.is_distinct_from(True)
    return files_known_to(actor).where(sa.or_(alone, closely))


def files_kept_for(actor: User) -> sa.Select[StoredFile]:
    """Select those of the files one may open whose bytes are still kept, and not being scanned."""
    scanned = StoredFile.scan.is_distinct_from(Scan.WAITING)
    return files_visible_to(actor).where(StoredFile.removed_at.is_(None), scanned)


def _part_of(readable: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return (
        sa.select(AttachedFile.id)
        .join(Revision, Revision.id == AttachedFile.revision_id)
        .join(Item, Item.id == Revision.item_id)
        .where(AttachedFile.file_id == StoredFile.id, readable)
        .exists()
    )


def _granted(actor: User, revision: type[Revision], *, with_others: bool) -> sa.ColumnElement[bool]:
    """Say in SQL whether a current grant lets this person read a revision.

    Drafts are nobody's but their writer's, until they lie before those who sign them. A grant for
    one unit opens only what claims it.
    """
    today, item = clock.today(), aliased(Item)
    claims_unit = (
        sa.select(CriterionLink.id)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .where(
            CriterionLink.revision_id == revision.id,
            Criterion.unit_version_id == ReadingGrant.unit_version_id,
        )
        .correlate(revision, ReadingGrant)
    )
    grant = (
        sa.select(ReadingGrant.id)
        .join(item, item.owner_id == ReadingGrant.learner_id)
        .where(
            item.id == revision.item_id,
            ReadingGrant.reader_id == actor.id,
            ReadingGrant.starts_on <= today,
            sa.or_(ReadingGrant.ends_on.is_(None), ReadingGrant.ends_on > today),
            sa.or_(ReadingGrant.unit_version_id.is_(None), claims_unit.exists()),
        )
        .correlate(revision)
    )
    if with_others:
        grant = grant.where(ReadingGrant.sees_others)
    shown = sa.or_(revision.frozen_at.is_not(None), revision.offered_at.is_not(None))
    return sa.and_(shown, grant.exists())


def is_usable() -> sa.ColumnElement[bool]:
    """Match the items something may rest on: neither set aside nor void."""
    return sa.and_(Item.held_at.is_(None), Item.status != EvidenceStatus.VOID)


def may_be_used(item: Item) -> Verdict:
    """Say whether an item may be written, sent, judged and signed on: not while it is set aside."""
    if item.held_at is not None:
        return no(_("%(label)s is set aside while somebody looks into it.", label=item.label))
    if item.status is EvidenceStatus.VOID:
        return no(_("%(label)s was found void, so nothing can rest on it.", label=item.label))
    return YES


def may_write(actor: User, revision: Revision) -> Verdict:
    """Say whether this person may change the revision: its writer, until it is handed on."""
    if not (verdict := is_writer(actor, revision.item)):
        return verdict
    if revision.item.status is EvidenceStatus.WITHDRAWN:
        return no(_("You withdrew this entry. Bring it back to go on writing."))
    return first_refusal(may_be_used(revision.item), _is_open(revision))


def _is_open(revision: Revision) -> Verdict:
    if revision.is_frozen or not revision.is_latest:
        return no(_("This was submitted and stays as it is. Begin the next revision to change it."))
    if revision.item.status is not EvidenceStatus.DRAFT:
        return no(_("This entry can't be changed any more."))
    if revision.offered_at is not None:
        return no(_("This lies before those who sign it. Take it back to change it."))
    return YES


def is_writer(actor: User, item: Item) -> Verdict:
    """Say whether an item is this person's to change; what a witness confirmed is nobody's."""
    if KINDS[item.kind].hand is Hand.WITNESS:
        return no(_("A witness confirmed this, so it stays as it is. Ask for another testimony."))
    if item.writer_id == actor.id:
        return YES
    if item.author is None:
        return no(_("Only the person whose log this is may write in it."))
    return no(_("Only %(name)s, who wrote this, may change it.", name=item.author.name))


def may_attach(actor: User, revision: Revision) -> Verdict:
    """Say whether this person may add one more file to the revision."""
    if not (verdict := may_write(actor, revision)):
        return verdict
    if len(revision.files) >= MOST_FILES:
        return no(_("An entry can hold %(most)s files. Remove one first.", most=MOST_FILES))
    return YES


def may_freeze(actor: User, revision: Revision) -> Verdict:
    """Say whether the revision holds enough to be submitted, and what it still lacks."""
    if KINDS[revision.item.kind].signers:
        return _may_freeze_signed(actor, revision)
    return first_refusal(may_write(actor, revision), is_whole(revision))


def is_whole(revision: Revision) -> Verdict:
    """Say whether the revision holds all that its kind asks, and claims something."""
    if not revision.has_content:
        return no(_("Say what happened, add a file, or say where the evidence is kept."))
    if missing := missing_in(revision):
        return no(" ".join(missing))
    if not revision.links:
        return no(_("Link at least one criterion, or keep this as a draft."))
    return first_refusal(*(may_be_sent(attached.file) for attached in revision.files))


def may_be_sent(file: StoredFile) -> Verdict:
    """Say whether a file is clean, and the people it shows protected, so that it can be submitted."""
    if file.scan is Scan.INFECTED:
        return no(_("%(name)s had a virus and was removed. Take it out here.", name=file.name))
    if file.shows_others and file.safeguard is None:
        return no(
            _(
                "%(name)s shows somebody else. Cover names and faces, or say how they agreed.",
                name=file.name,
            )
        )
    if file.shows_others is None and file.asks_who_is_shown:
        return no(
            _(
                "Say of %(name)s whether a customer or colleague can be seen or heard in it.",
                name=file.name,
            )
        )
    return YES


def _may_freeze_signed(actor: User, revision: Revision) -> Verdict:
    item = revision.item
    if item.owner_id != actor.id:
        return no(_("Only the person whose log this is may submit from it."))
    if item.status is not EvidenceStatus.DRAFT or not revision.is_latest:
        return no(_("This can't be submitted now."))
    if not (verdict := may_be_used(item)):
        return verdict
    if next_part(item.kind, signed_parts(revision)) is not None or revision.offered_at is None:
        return no(_("This has to be signed before it can be submitted."))
    return YES if revision.links else no(_("Link at least one criterion first."))


def may_revise(actor: User, item: Item) -> Verdict:
    """Say whether this person may begin the next revision: its writer, once it was submitted."""
    if not (verdict := is_writer(actor, item)):
        return verdict
    if item.status is not EvidenceStatus.SUBMITTED:
        return no(_("Only what was submitted can be revised."))
    return may_be_used(item)


def may_withdraw(actor: User, item: Item) -> Verdict:
    """Say whether this person may take the item back: owner and writer, unless it is void."""
    if actor.id not in {item.owner_id, item.writer_id}:
        return no(_("Only the person whose log this is may withdraw it."))
    if not item.can_move_to(EvidenceStatus.WITHDRAWN):
        return no(_("This entry has been withdrawn or set aside already."))
    return may_be_used(item)


def may_bring_back(actor: User, item: Item) -> Verdict:
    """Say whether this person may take a withdrawn item up again: its writer."""
    if KINDS[item.kind].hand is Hand.WITNESS:
        return no(_("Ask the witness for another testimony instead."))
    if not (verdict := is_writer(actor, item)):
        return verdict
    if item.status is not EvidenceStatus.WITHDRAWN:
        return no(_("Only what was withdrawn can be brought back."))
    return YES


def may_copy(actor: User, item: Item) -> Verdict:
    """Say whether this person may begin another entry like this one: whoever wrote it of themselves."""
    if item.owner_id != actor.id or KINDS[item.kind].hand is not Hand.LEARNER:
        return no(_("Only the person whose log this is may write another like it."))
    return YES


def may_tag(actor: User, item: Item) -> Verdict:
    """Say whether this person may choose the words an entry is found by: whose it is, at any time."""
    if item.owner_id != actor.id:
        return no(_("Only the person whose log this is may change its tags."))
    return YES


def may_read_file(actor: User, file: StoredFile) -> Verdict:
    """Say whether this person may open the file: whoever may read a revision it is part of."""
    found = files_visible_to(actor).where(StoredFile.id == file.id)
    if db.session.scalar(found) is not None:
        return YES
    if file.shows_others:
        return no(
            _(
                "It shows a customer or colleague. Only its owner, and those who assess or check"
                " this work, may open it."
            )
        )
    return no(_("That file isn't open to you."))


def may_read_original(actor: User, file: StoredFile) -> Verdict:
    """Say whether this person may have the very bytes that were sent.

    A photo or a film may tell where it was taken, so its original goes to its owner alone.
    """
    if file.original_removed_at is not None:
        return no(_("The original has been removed; its fingerprint is kept."))
    if file.is_original_private and file.owner_id != actor.id:
        return no(_("The original stays with its owner: it may tell where it was taken."))
    return may_read_file(actor, file)
