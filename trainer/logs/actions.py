"""Every write to evidence: beginning, writing, linking, attaching, submitting, taking back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs import policies, queries, signers
from trainer.logs.content import content_hash
from trainer.logs.earlier.keeping import keep_earlier, words_of
from trainer.logs.events import (
    BroughtBack,
    CriteriaLinked,
    RevisionBegun,
    RevisionFrozen,
    Withdrawn,
)
from trainer.logs.kinds import BY_LEARNER
from trainer.logs.models import (
    Activity,
    AttachedFile,
    CriterionLink,
    EvidenceKind,
    EvidenceStatus,
    Framework,
    Item,
    Revision,
)

WORDS = ("framework", "what", "so_what", "now_what", "details", "unused")
"""What tells the story, whichever questions it answers."""


def start(
    *,
    actor: User,
    client_key: str,
    kind: EvidenceKind = EvidenceKind.LOG,
    about: User | None = None,
) -> Revision:
    """Begin an entry of one's own, or what one writes as an assessor about somebody.

    The same key gives the same entry, however often it is sent.
    """
    owner, author = (actor, None) if about is None else (about, actor)
    take_turns(User, owner.id)
    known = db.session.scalar(sa.select(Item).where(Item.client_key == client_key))
    if known is not None:
        if (known.owner_id, known.writer_id, known.kind) != (owner.id, actor.id, kind):
            raise Conflict(_("This page can't be used to begin an entry. Open a new one."))
        return latest(known)
    if author is not None:
        require(signers.may_write_about(author, owner, kind))
    elif kind not in BY_LEARNER:
        raise Refused(_("Somebody else writes this kind of evidence."))
    return begin(owner, kind, author=author, client_key=client_key)


def begin(
    owner: User, kind: EvidenceKind, *, author: User | None = None, client_key: str
) -> Revision:
    """Give somebody a new item with its first revision; who may is decided above."""
    item = Item(
        owner=owner, author=author, kind=kind, number=_next_number(owner), client_key=client_key
    )
    revision = Revision(item=item, number=1, files=[], links=[], signatures=[], details={})
    db.session.add(revision)
    db.session.flush()  # The page that shows the entry is named by its id.
    return revision


def take_turns(table: type[User | Item], row_id: int) -> None:
    """Let two who change the same thing go one after the other (SQLite has them wait anyway)."""
    db.session.execute(sa.select(table.id).where(table.id == row_id).with_for_update())


def _next_number(owner: User) -> int:
    highest = sa.select(sa.func.max(Item.number)).where(Item.owner_id == owner.id)
    return (db.session.scalar(highest) or 0) + 1


def latest(item: Item) -> Revision:
    """Find the revision that the owner wrote last."""
    last = sa.select(Revision).where(Revision.item_id == item.id, Revision.number == item.latest)
    return db.session.scalars(last).one()


def write(
    revision: Revision,
    *,
    actor: User,
    version: int | None,
    title: str,
    activity: Activity | None,
    happened_on: date | None,
    minutes: int | None,
    place: str,
    what: str,
    so_what: str,
    now_what: str,
    kept_at: str,
    framework: Framework = Framework.REFLECTION,
    details: Mapping[str, Any] | None = None,
    unused: Mapping[str, Any] | None = None,
) -> None:
    """Keep the writer's words as they stand now.

    `version` is the one the words were written over: if it is not the present one, somebody
    would lose what they wrote elsewhere. A page that made the entry and has not heard back yet
    has none; its later words follow its earlier ones.
    """
    require(policies.may_write(actor, revision))
    if version is not None and version != revision.row_version:
        raise Conflict(
            _(
                "This entry was changed somewhere else after this page was opened."
                " Open it again; what you wrote here is kept for you to copy."
            )
        )
    before, saved_at = words_of(revision), revision.saved_at
    revision.title, revision.activity = title, activity
    revision.happened_on, revision.minutes, revision.place = happened_on, minutes, place
    revision.what, revision.so_what, revision.now_what = what, so_what, now_what
    revision.kept_at, revision.framework = kept_at, framework
    revision.details, revision.unused = dict(details or {}), dict(unused or {})
    revision.saved_at = clock.now()
    keep_earlier(revision, before, saved_at)
    db.session.flush()  # The page goes on with the new version.


def hold(revision: Revision) -> None:
    """Keep others from changing a draft until this is kept, and see it as it is now."""
    take_turns(Item, revision.item_id)
    db.session.refresh(revision)


def set_links(revision: Revision, *, actor: User, notes: Mapping[int, str]) -> None:
    """Let the revision claim exactly these criteria, each with its note on where to look."""
    require(policies.may_write(actor, revision))
    present = {link.criterion_id: link for link in revision.links}
    added = notes.keys() - present.keys()
    _refuse_foreign(revision.item.owner, added)
    for criterion_id in sorted(added):
        revision.links.append(CriterionLink(criterion_id=criterion_id, note=notes[criterion_id]))
    for criterion_id, link in present.items():
        if criterion_id in notes:
            link.note = notes[criterion_id]
        else:
            revision.links.remove(link)
            db.session.delete(link)
    if notes.keys() != present.keys():
        publish(CriteriaLinked(actor=actor, subject=revision, criteria=sorted(notes)))


def link(revision: Revision, *, actor: User, criteria: Iterable[int]) -> None:
    """Let the revision claim these criteria too."""
    notes = {one.criterion_id: one.note for one in revision.links}
    set_links(revision, actor=actor, notes={**dict.fromkeys(criteria, ""), **notes})


def _refuse_foreign(owner: User, criteria: set[int]) -> None:
    if not criteria:
        return
    theirs = queries.linkable(owner).with_only_columns(Criterion.id).order_by(None)
    if criteria - set(db.session.scalars(theirs.where(Criterion.id.in_(criteria)))):
        raise Unacceptable(_("One of those criteria isn't in a unit you work towards."), "criteria")


def freeze(item: Item, *, actor: User) -> Revision:
    """Submit an item's latest revision for the first time: from now on it stays as it is."""
    revision = latest(item)
    require(policies.may_freeze(actor, revision))
    item.move_to(EvidenceStatus.SUBMITTED)
    revision.frozen_at = revision.frozen_at or clock.now()
    covered = content_hash(revision)
    publish(RevisionFrozen(actor=actor, subject=revision, content_hash=covered))
    return revision


def revise(item: Item, *, actor: User) -> Revision:
    """Begin the next revision of something submitted, with the same words, files and criteria."""
    require(policies.may_revise(actor, item))
    item.move_to(EvidenceStatus.DRAFT)
    revision = _next_revision(item)
    publish(RevisionBegun(actor=actor, subject=revision))
    return revision


def _next_revision(item: Item) -> Revision:
    old = latest(item)
    files = [AttachedFile(file_id=one.file_id, position=one.position) for one in old.files]
    links = [CriterionLink(criterion_id=one.criterion_id, note=one.note) for one in old.links]
    item.latest = old.number + 1
    revision = Revision(
        item=item,
        number=item.latest,
        signatures=[],
        happened_on=old.happened_on,
        minutes=old.minutes,
        kept_at=old.kept_at,
        files=files,
        links=links,
        **_words_of(old),
    )
    db.session.add(revision)
    return revision


def _words_of(revision: Revision) -> dict[str, object]:
    return {name: getattr(revision, name) for name in ("title", "activity", "place", *WORDS)}


def withdraw(item: Item, *, actor: User) -> None:
    """Take an item back. It keeps its number; what reacts to it is in `trainer/reactions.py`."""
    require(policies.may_withdraw(actor, item))
    item.move_to(EvidenceStatus.WITHDRAWN)
    put_aside(item)
    publish(Withdrawn(actor=actor, subject=item))


def put_aside(item: Item) -> None:
    """Let an item wait for nobody's name any longer."""
    item.awaits = None
    revision = latest(item)
    if not revision.is_frozen:
        revision.offered_at = None


def bring_back(item: Item, *, actor: User) -> Revision:
    """Take a withdrawn item up again as a draft; what was submitted goes on in a new revision."""
    require(policies.may_bring_back(actor, item))
    item.move_to(EvidenceStatus.DRAFT)
    last = latest(item)
    revision = _next_revision(item) if last.is_frozen else last
    publish(BroughtBack(actor=actor, subject=item))
    return revision


def copy_forward(item: Item, *, actor: User, client_key: str) -> Revision:
    """Begin another entry like this one: the same sort of moment, told in the same way.

    It claims the same criteria, where they are still worked towards. Words, day and files are its own.
    """
    require(policies.may_copy(actor, item))
    revision, model = start(actor=actor, client_key=client_key, kind=item.kind), latest(item)
    revision.activity, revision.place = model.activity, model.place
    revision.framework, revision.item.tags = model.framework, item.tags
    claimed = {one.criterion_id for one in model.links}
    live = queries.linkable(actor).with_only_columns(Criterion.id).order_by(None)
    link(revision, actor=actor, criteria=db.session.scalars(live.where(Criterion.id.in_(claimed))))
    return revision
