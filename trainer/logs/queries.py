"""Finding evidence to list and to read, and the criteria somebody's entries may be linked to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion, LearningOutcome, UnitVersion
from trainer.logs import policies
from trainer.logs.models import (
    Activity,
    AttachedFile,
    CriterionLink,
    EvidenceStatus,
    GoalUnit,
    Item,
    ReadingGrant,
    Revision,
)
from trainer.logs.suggesting import Candidate
from trainer.registrations.models import Registration, RegistrationStatus

MOST_PLACES = 20
UNDER_WAY = {RegistrationStatus.REGISTERED, RegistrationStatus.ACTIVE}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which of one's entries to list; whatever is not said is not asked for."""

    state: EvidenceStatus | None = None
    activity: Activity | None = None
    unit_id: int | None = None
    words: str = ""


def log_of(owner: User, wanted: Wanted) -> sa.Select[Revision]:
    """Select one's own entries as they were last written, newest first, ready to list."""
    happened = sa.func.coalesce(Revision.happened_on, sa.func.date(Item.created_at))
    return (
        _listed(owner, wanted)
        .order_by(happened.desc(), Item.number.desc())
        .options(
            contains_eager(Revision.item).raiseload("*"),
            selectinload(Revision.files).joinedload(AttachedFile.file).raiseload("*"),
            selectinload(Revision.links)
            .joinedload(CriterionLink.criterion)
            .load_only(Criterion.unit_version_id)
            .raiseload("*"),
            raiseload("*"),
        )
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
    for word in wanted.words.split():
        found = found.where(_says(word))
    return found


def _says(word: str) -> sa.ColumnElement[bool]:
    number = word.upper().removeprefix("E").lstrip("0")
    texts = (Revision.title, Revision.place, Revision.what, Revision.so_what, Revision.now_what)
    somewhere = [text.icontains(word, autoescape=True) for text in texts]
    if number.isascii() and number.isdecimal() and len(number) < 9:  # noqa: PLR2004 - an integer
        somewhere.append(Item.number == int(number))
    return sa.or_(*somewhere)


def latest_of(owner: User) -> sa.Select[Revision]:
    """Select one's entries for the first page, newest first, ready to list."""
    return log_of(owner, Wanted())


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


def revisions_of(actor: User, item_id: int) -> sa.Select[Revision]:
    """Select the revisions of one item that this person may read, the latest first."""
    return (
        policies.revisions_visible_to(actor)
        .where(Revision.item_id == item_id)
        .order_by(Revision.number.desc())
        .options(contains_eager(Revision.item).joinedload(Item.owner))
    )


def own_latest(actor: User, item_id: int) -> sa.Select[Revision]:
    """Select one of the items one writes oneself, as it was last written."""
    return revisions_of(actor, item_id).where(
        policies.written_by(actor), Revision.number == Item.latest
    )


def files_of(revision: Revision) -> sa.Select[AttachedFile]:
    """Select the files of a revision in their order."""
    return (
        sa.select(AttachedFile)
        .where(AttachedFile.revision_id == revision.id)
        .order_by(AttachedFile.position, AttachedFile.id)
        .options(joinedload(AttachedFile.file).raiseload("*"), raiseload("*"))
    )


def links_of(revision: Revision) -> sa.Select[CriterionLink]:
    """Select the criteria a revision claims, by unit, with their words."""
    return (
        sa.select(CriterionLink)
        .join(CriterionLink.criterion)
        .join(Criterion.unit_version)
        .where(CriterionLink.revision_id == revision.id)
        .order_by(UnitVersion.title, UnitVersion.id, Criterion.position)
        .options(
            contains_eager(CriterionLink.criterion)
            .contains_eager(Criterion.unit_version)
            .raiseload("*"),
            raiseload("*"),
        )
    )


def linkable(owner: User) -> sa.Select[Criterion]:
    """Select the criteria of the units somebody works towards, in the order of their units."""
    goals = sa.select(GoalUnit.unit_version_id).where(GoalUnit.user_id == owner.id)
    return (
        sa.select(Criterion)
        .join(Criterion.unit_version)
        .where(Criterion.unit_version_id.in_(goals))
        .order_by(UnitVersion.title, Criterion.unit_version_id, Criterion.position)
        .options(
            contains_eager(Criterion.unit_version).raiseload("*"),
            joinedload(Criterion.outcome).raiseload("*"),
            raiseload("*"),
        )
    )


def candidates(
    owner: User, also: Collection[int] = ()
) -> sa.Select[int, str, str, list[str], str, str, str, int | None]:
    """Select what suggestions are made from: columns only, since there may be hundreds.

    `also` names criteria that are shown whether or not they are worked towards. The last column is
    the number of the entry that was sent for the criterion already, if there is one.
    """
    sent = _sent_for(owner).subquery()
    goals = sa.select(GoalUnit.unit_version_id).where(GoalUnit.user_id == owner.id)
    return (
        sa.select(
            Criterion.id,
            Criterion.number,
            Criterion.text,
            Criterion.words,
            LearningOutcome.title,
            UnitVersion.title,
            UnitVersion.code,
            sent.c.number,
        )
        .join(LearningOutcome, LearningOutcome.id == Criterion.outcome_id)
        .join(UnitVersion, UnitVersion.id == Criterion.unit_version_id)
        .outerjoin(sent, sent.c.criterion_id == Criterion.id)
        .where(sa.or_(Criterion.unit_version_id.in_(goals), Criterion.id.in_(also)))
        .order_by(UnitVersion.title, Criterion.id)
    )


def _sent_for(owner: User) -> sa.Select[int, int]:
    """Select the criteria this person has submitted evidence for, with its latest number."""
    return (
        sa.select(CriterionLink.criterion_id, sa.func.max(Item.number).label("number"))
        .join(Revision, Revision.id == CriterionLink.revision_id)
        .join(Item, sa.and_(Item.id == Revision.item_id, Item.latest == Revision.number))
        .where(Item.owner_id == owner.id, Item.status == EvidenceStatus.SUBMITTED)
        .group_by(CriterionLink.criterion_id)
    )


def as_candidate(row: sa.Row[int, str, str, list[str], str, str, str, int | None]) -> Candidate:
    """Turn a row of `candidates` into what suggestions are made from."""
    criterion_id, number, text, words, outcome, unit, unit_code, _sent = row
    return Candidate(criterion_id, number, text, tuple(words), outcome, unit, unit_code)


def search(owner: User, words: str) -> sa.Select[Criterion]:
    """Select the criteria somebody works towards that hold all these words."""
    found = linkable(owner)
    for word in words.split():
        holds = [
            text.icontains(word, autoescape=True)
            for text in (Criterion.text, Criterion.number, UnitVersion.title, UnitVersion.code)
        ]
        found = found.where(sa.or_(*holds))
    return found


def places_of(owner: User) -> sa.Select[str]:
    """Select where this person's earlier moments were, the latest first."""
    return (
        sa.select(Revision.place)
        .join(Item, Item.id == Revision.item_id)
        .where(Item.owner_id == owner.id, Revision.place != "")
        .group_by(Revision.place)
        .order_by(sa.func.max(Revision.saved_at).desc())
        .limit(MOST_PLACES)
    )


def assessors_of(owner: User) -> sa.Select[User]:
    """Select those who will assess what this person submits now."""
    return (
        sa.select(User)
        .where(
            User.id.in_(
                sa.select(Registration.assessor_id).where(
                    Registration.learner_id == owner.id, Registration.status.in_(UNDER_WAY)
                )
            )
        )
        .order_by(User.name)
        .options(raiseload("*"))
    )


def grants(
    *, reader: User, learner: User, reason: str, on: date, unit: UnitVersion | None = None
) -> sa.Select[ReadingGrant]:
    """Select the leave to read that has been given for this reason and has not ended by a day."""
    found = sa.select(ReadingGrant).where(
        ReadingGrant.reader_id == reader.id,
        ReadingGrant.learner_id == learner.id,
        ReadingGrant.reason == reason,
        sa.or_(ReadingGrant.ends_on.is_(None), ReadingGrant.ends_on > on),
    )
    return found.where(ReadingGrant.unit_version_id == unit.id) if unit is not None else found
