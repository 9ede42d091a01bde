"""Evidence that lies before somebody for their name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.core.database import Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import EvidenceKind, EvidenceStatus, Item, Part, Revision, label_of
from trainer.logs.signers import GOING_ON, claims_under
from trainer.registrations.models import Registration

MOST_SHOWN = 50


@dataclass(frozen=True)
class Awaiting:
    """A piece of evidence that waits for somebody's name, and in which part."""

    item_id: int
    number: int
    title: str
    kind: EvidenceKind
    part: Part
    owner: str
    author: str | None

    @property
    def label(self) -> str:
        """The number people say and write: `E007`."""
        return label_of(self.number)


def awaiting_name_of(person: User) -> Sequence[Awaiting]:
    """List the evidence that waits for this person's name, what was handed on first first."""
    return [Awaiting(*row) for row in db.session.execute(*_awaiting(person.id))]


def count_awaiting_name(person_id: Any) -> sa.ScalarSelect[int]:
    """Count it."""
    return (
        sa.select(sa.func.count(Item.id))
        .join(Revision, sa.and_(Revision.item_id == Item.id, Revision.number == Item.latest))
        .where(_waits_for(person_id))
        .scalar_subquery()
    )


@prepared
def _awaiting(person_id: Any) -> Columns:
    owner, author = aliased(User), aliased(User)
    return (
        sa.select(
            Item.id, Item.number, Revision.title, Item.kind, Item.awaits, owner.name, author.name
        )
        .join(Revision, sa.and_(Revision.item_id == Item.id, Revision.number == Item.latest))
        .join(owner, owner.id == Item.owner_id)
        .join(author, author.id == Item.author_id, isouter=True)
        .where(_waits_for(person_id))
        .order_by(Revision.offered_at, Item.id)
        .limit(MOST_SHOWN)
    )


def _waits_for(person_id: Any) -> sa.ColumnElement[bool]:
    asked = (
        sa.select(Registration.id)
        .where(
            Registration.learner_id == Item.owner_id,
            Registration.status.in_(GOING_ON),
            sa.or_(
                sa.and_(Item.awaits == Part.ASSESSOR, Registration.assessor_id == person_id),
                sa.and_(Item.awaits == Part.IQA, Registration.iqa_id == person_id),
            ),
            claims_under(Revision),
        )
        .correlate(Item, Revision)
    )
    return sa.and_(
        Item.awaits.is_not(None),
        Item.held_at.is_(None),
        Item.status == EvidenceStatus.DRAFT,
        sa.or_(
            sa.and_(Item.awaits == Part.LEARNER, Item.owner_id == person_id),
            sa.and_(Item.owner_id != person_id, asked.exists()),
        ),
    )
