"""Finding evidence to list and to read, and the criteria somebody's entries may be linked to."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, raiseload

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion, LearningOutcome, UnitVersion
from trainer.logs import policies
from trainer.logs.models import (
    AttachedFile,
    CriterionLink,
    EvidenceStatus,
    GoalUnit,
    Item,
    ReadingGrant,
    Revision,
    StoredFile,
)
from trainer.logs.suggesting import Candidate
from trainer.registrations.models import Registration, RegistrationStatus

MOST_PLACES = 20
UNDER_WAY = {RegistrationStatus.REGISTERED, RegistrationStatus.ACTIVE}


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


def attached_as(client_key: str) -> sa.Select[AttachedFile]:
    """Select where the file lies that a device sent under this key."""
    return (
        sa.select(AttachedFile)
        .join(AttachedFile.file)
        .where(StoredFile.client_key == client_key)
        .order_by(AttachedFile.id.desc())
        .limit(1)
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
