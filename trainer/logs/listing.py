"""Finding the entries of one's own log: asked for by kind, state, unit, period and words, in an order."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, contains_eager, raiseload, selectinload

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion, UnitVersion
from trainer.core.database import Columns
from trainer.extensions import db
from trainer.logs import policies
from trainer.logs.frameworks import ANSWERS
from trainer.logs.kinds import STAR
from trainer.logs.models import (
    Activity,
    AttachedFile,
    CriterionLink,
    EvidenceStatus,
    Item,
    Revision,
    StoredFile,
)
from trainer.logs.tagging import tagged

DAY: sa.ColumnElement[date] = sa.func.coalesce(Revision.happened_on, sa.func.date(Item.created_at))
"""The day an entry stands under: when it happened, or was begun."""


class Order(StrEnum):
    """In what order entries are listed."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LONGEST = "longest"
    NAME = "name"
    SAVED = "saved"

    @property
    def is_by_day(self) -> bool:
        """Whether the entries of one month stand together."""
        return self in {Order.NEWEST, Order.OLDEST}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which of one's entries to list; whatever is not said is not asked for."""

    state: EvidenceStatus | None = None
    activity: Activity | None = None
    unit_id: int | None = None
    tag: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    order: Order = Order.NEWEST


_BY: dict[Order, tuple[Any, ...]] = {
    Order.NEWEST: (DAY.desc(), Item.number.desc()),
    Order.OLDEST: (DAY, Item.number),
    Order.LONGEST: (sa.func.coalesce(Revision.minutes, 0).desc(), Item.number.desc()),
    Order.NAME: (sa.func.lower(Revision.title), Item.number),
    Order.SAVED: (Revision.saved_at.desc(), Item.number.desc()),
}


def log_of(owner: User, wanted: Wanted) -> Columns:
    """Select one's own entries as they were last written, as columns to list."""
    item: Bundle[Any] = Bundle(
        "item", Item.id, Item.number, Item.status, Item.tags, Item.awaits, Item.created_at
    )
    row: Bundle[Any] = Bundle(
        "entry",
        Revision.id,
        Revision.number,
        Revision.title,
        Revision.happened_on,
        Revision.minutes,
        Revision.activity,
        Revision.offered_at,
        item,
    )
    return _listed(owner, wanted).with_only_columns(row).order_by(*_BY[wanted.order])


@dataclass
class Beside:
    """What belongs to a listed entry: its files, a picture among them, and what it claims."""

    files: int = 0
    picture: str = ""
    criteria: int = 0
    units: int = 0


def beside(revision_ids: Collection[int]) -> dict[int, Beside]:
    """Count the files and claims of the entries of one page; one that has none of them, too."""
    found = {one: Beside() for one in revision_ids}
    for revision, code, is_pictured in db.session.execute(_files_of(found)):
        entry = found[revision]
        entry.files += 1
        entry.picture = entry.picture or (code if is_pictured else "")
    for revision, criteria, units in db.session.execute(_claims_of(found)):
        found[revision].criteria, found[revision].units = criteria, units
    return found


def _files_of(revision_ids: Collection[int]) -> Columns:
    return (
        sa.select(AttachedFile.revision_id, StoredFile.code, StoredFile.thumb_key.is_not(None))
        .join(AttachedFile.file)
        .where(AttachedFile.revision_id.in_(revision_ids))
        .order_by(AttachedFile.position)
    )


def _claims_of(revision_ids: Collection[int]) -> Columns:
    units = sa.func.count(Criterion.unit_version_id.distinct())
    return (
        sa.select(CriterionLink.revision_id, sa.func.count(), units)
        .join(CriterionLink.criterion)
        .where(CriterionLink.revision_id.in_(revision_ids))
        .group_by(CriterionLink.revision_id)
    )


def whole_log_of(owner: User, wanted: Wanted) -> sa.Select[Revision]:
    """Select the same entries with all that is printed or taken away of them."""
    criterion = selectinload(Revision.links).joinedload(CriterionLink.criterion)
    return (
        _listed(owner, wanted)
        .order_by(*_BY[wanted.order])
        .options(
            contains_eager(Revision.item).raiseload("*"),
            selectinload(Revision.files).joinedload(AttachedFile.file).raiseload("*"),
            criterion.load_only(Criterion.number, Criterion.unit_version_id)
            .joinedload(Criterion.unit_version)
            .load_only(UnitVersion.code, UnitVersion.title)
            .raiseload("*"),
            raiseload("*"),
        )
    )


def days_of(owner: User, first: date, last: date) -> Columns:
    """Select what stands in a calendar from one day to another: columns only."""
    wanted = Wanted(since=first, until=last, order=Order.OLDEST)
    return (
        _listed(owner, wanted)
        .with_only_columns(
            DAY.label("day"),
            Item.id,
            Item.number,
            Item.status,
            Revision.title,
            Revision.activity,
            Revision.minutes,
        )
        .order_by(*_BY[wanted.order])
    )


def minutes_of(owner: User, wanted: Wanted) -> sa.Select[int]:
    """Select how many minutes the listed entries took together."""
    listed = _listed(owner, wanted).with_only_columns(Revision.minutes).subquery()
    return sa.select(sa.func.coalesce(sa.func.sum(listed.c.minutes), 0))


def _listed(owner: User, wanted: Wanted) -> sa.Select[Revision]:
    """Select the latest revisions that are asked for; what was withdrawn only by name."""
    states = {wanted.state} if wanted.state else set(EvidenceStatus) - {EvidenceStatus.WITHDRAWN}
    found = (
        sa.select(Revision)
        .join(Revision.item)
        .where(
            Item.owner_id == owner.id,
            Revision.number == Item.latest,
            Item.status.in_(states),
            policies.handed_on(Revision),
        )
    )
    if wanted.activity:
        found = found.where(Revision.activity == wanted.activity)
    if wanted.unit_id:
        found = found.where(
            Revision.links.any(
                CriterionLink.criterion.has(Criterion.unit_version_id == wanted.unit_id)
            )
        )
    if wanted.tag:
        found = found.where(tagged(wanted.tag))
    if wanted.since:
        found = found.where(wanted.since <= DAY)
    if wanted.until:
        found = found.where(wanted.until >= DAY)
    for word in wanted.words.split():
        found = found.where(_says(word))
    return found


def _says(word: str) -> sa.ColumnElement[bool]:
    number = word.upper().removeprefix("E").lstrip("0")
    texts = (
        Item.tags,
        Revision.title,
        Revision.place,
        Revision.what,
        Revision.so_what,
        Revision.now_what,
    )
    asked = [Revision.details[one.name].as_string() for one in STAR]
    somewhere = [text.icontains(word, autoescape=True) for text in (*texts, *asked)]
    answers, as_kept = Revision.details[ANSWERS].as_string(), json.dumps(word)[1:-1]
    somewhere.append(answers.icontains(as_kept, autoescape=True))
    if number.isascii() and number.isdecimal() and len(number) < 9:  # noqa: PLR2004 - an integer
        somewhere.append(Item.number == int(number))
    return sa.or_(*somewhere)


def is_anything_of(owner: User) -> sa.Select[int]:
    """Select one of the person's entries, if there are any, however they stand."""
    return sa.select(Item.id).where(Item.owner_id == owner.id).limit(1)


def units_in_log(owner: User) -> sa.Select[int, str]:
    """Select the units that the person's entries claim criteria of, to choose among."""
    claimed = (
        sa.select(Criterion.unit_version_id)
        .join(CriterionLink, CriterionLink.criterion_id == Criterion.id)
        .join(Revision, Revision.id == CriterionLink.revision_id)
        .join(Item, Item.id == Revision.item_id)
        .where(Item.owner_id == owner.id)
    )
    return (
        sa.select(UnitVersion.id, UnitVersion.title)
        .where(UnitVersion.id.in_(claimed))
        .order_by(UnitVersion.title, UnitVersion.id)
    )
