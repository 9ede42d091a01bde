"""What the page of a file tells: where it is used, and who opened it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload

from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.core.database import Columns
from trainer.extensions import db
from trainer.files.models import FileRemoval, Hold, HoldReview, OriginalOpening
from trainer.logs import policies
from trainer.logs.events import FileRead
from trainer.logs.models import AttachedFile, Item, Revision, StoredFile
from trainer.people.policies import visible_to

MOST_OPENINGS = 50


@dataclass(frozen=True)
class Opening:
    """Somebody opened a file of another: who, what they were shown, and when they last did.

    Without a name it was an external quality assurer, who has no account.
    """

    name: str
    shown_as: str
    at: datetime


def items_with(actor: User, file: StoredFile) -> sa.Select[Item]:
    """Select the entries this person may read that the file is part of."""
    part = sa.exists().where(
        Revision.item_id == Item.id,
        AttachedFile.revision_id == Revision.id,
        AttachedFile.file_id == file.id,
    )
    return policies.visible_to(actor).where(part).order_by(Item.number).options(raiseload("*"))


def openings_of(file: StoredFile) -> list[Opening]:
    """List who else opened a file and what of it, the latest first; each once a kind and a day."""
    found: dict[tuple[str, str, object], Opening] = {}
    for at, name, body in db.session.execute(_trail(file)):
        opening = Opening(name or "", body["shown_as"], at)
        found.setdefault((opening.name, opening.shown_as, at.date()), opening)
    return list(found.values())[:MOST_OPENINGS]


def _trail(file: StoredFile) -> Columns:
    return (
        sa.select(TrailEntry.at, User.name, TrailEntry.body)
        .outerjoin(User, User.id == TrailEntry.actor_id)
        .where(
            TrailEntry.subject_type == StoredFile.__name__,
            TrailEntry.subject_id == file.id,
            TrailEntry.kind == FileRead.__name__,
        )
        .order_by(TrailEntry.id.desc())
    )


def reasons_given(file: StoredFile) -> sa.Select[OriginalOpening]:
    """Select who wanted the original of a covered photo, and why, the latest first."""
    return (
        sa.select(OriginalOpening)
        .where(OriginalOpening.file_id == file.id)
        .order_by(OriginalOpening.id.desc())
        .options(joinedload(OriginalOpening.reader).raiseload("*"), raiseload("*"))
    )


def removals_of(file: StoredFile) -> sa.Select[FileRemoval]:
    """Select what was removed of a file, in order."""
    return (
        sa.select(FileRemoval)
        .where(FileRemoval.file_id == file.id)
        .order_by(FileRemoval.id)
        .options(raiseload("*"))
    )


def holds(actor: User) -> sa.Select[Hold]:
    """Select the holds that stand on people this person looks after."""
    theirs = visible_to(actor).with_only_columns(User.id)
    return sa.select(Hold).where(Hold.lifted_at.is_(None), Hold.learner_id.in_(theirs))


def listed_holds(actor: User) -> sa.Select[Hold]:
    """Select the same holds ready to list, those first that are to be looked at soonest."""
    people = (joinedload(Hold.learner), joinedload(Hold.placed_by))
    return holds(actor).order_by(Hold.review_on, Hold.id).options(*people)


def due_holds(actor: User) -> sa.Select[Hold]:
    """Select the holds of others that this person is to look at again, the longest due first."""
    due = holds(actor).where(Hold.review_on <= clock.today(), Hold.learner_id != actor.id)
    return due.order_by(Hold.review_on, Hold.id).options(joinedload(Hold.learner))


def reviews_of(hold: Hold) -> sa.Select[HoldReview]:
    """Select when a hold was looked at and kept, the latest first."""
    return (
        sa.select(HoldReview)
        .where(HoldReview.hold_id == hold.id)
        .order_by(HoldReview.id.desc())
        .options(joinedload(HoldReview.kept_by).raiseload("*"), raiseload("*"))
    )
