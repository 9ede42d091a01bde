"""Who is to be erased and who was, and what would go."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Load, joinedload

from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.extensions import db
from trainer.privacy.erasure.emptying import foresee
from trainer.privacy.erasure.emptying.files import count_files
from trainer.privacy.erasure.emptying.sealed import count_seals
from trainer.privacy.erasure.models import Erasure, ErasureStatus
from trainer.privacy.erasure.whom import Whom

NO_SIGN = ""


@dataclass(frozen=True)
class Forecast:
    """What an erasure would take, and how many decisions would stay under the tombstone."""

    by_table: dict[str, int]
    sealed: int
    files: int
    decisions: int

    @property
    def texts(self) -> int:
        """How many texts would be emptied."""
        return sum(self.by_table.values())


def forecast(person: User) -> Forecast:
    """Count what an erasure of somebody would take; nothing is changed."""
    decided = sa.select(sa.func.count()).where(LedgerEntry.actor_id == person.id)
    return Forecast(
        by_table=foresee(Whom.of(person, NO_SIGN)),
        sealed=count_seals(person.id),
        files=count_files(person.id),
        decisions=db.session.scalar(decided) or 0,
    )


def listed() -> sa.Select[Erasure]:
    """Select every erasure that was proposed, the latest first, ready to list."""
    people = (Erasure.person, Erasure.proposed_by, Erasure.decided_by)
    return (
        sa.select(Erasure)
        .order_by(Erasure.id.desc())
        .options(*(joinedload(one) for one in people), Load(Erasure).raiseload("*"))
    )


def waiting() -> sa.Select[Erasure]:
    """Select the erasures that wait for somebody to confirm them."""
    return listed().where(Erasure.status == ErasureStatus.PROPOSED)
