"""INV29: of who was erased nothing is left but the tombstone, the decisions and the hashes."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry, SealedText
from trainer.checks.finding import Check, rows
from trainer.extensions import db
from trainer.privacy.erasure.emptying import left_of
from trainer.privacy.erasure.events import PersonErased
from trainer.privacy.erasure.models import Erasure, ErasureStatus
from trainer.privacy.erasure.whom import Whom


def is_erased(person: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[bool]:
    """Say of a column of people whether they were erased: then no words are left to be hashed again."""
    return sa.exists().where(User.id == person, User.erased_at.is_not(None))


def _words_left() -> Iterator[str]:
    erased = (
        sa.select(User, Erasure.tombstone)
        .join(Erasure, Erasure.person_id == User.id)
        .where(Erasure.status == ErasureStatus.DONE)
    )
    for person, sign in db.session.execute(erased).all():
        for place in left_of(Whom.of(person, sign or "")):
            yield f"Of person {person.id}, who was erased, something is left in {place}."


_DONE = sa.exists().where(
    Erasure.person_id == User.id,
    Erasure.status == ErasureStatus.DONE,
    LedgerEntry.subject_type == Erasure.__name__,
    LedgerEntry.subject_id == Erasure.id,
    LedgerEntry.kind == PersonErased.__name__,
)
UNSAID = sa.select(User.id).where(User.erased_at.is_not(None) != _DONE)
NAMED = sa.select(User.id).where(
    User.erased_at.is_not(None),
    sa.or_(User.active, User.email.is_not(None), User.password.is_not(None)),
)
UNDER_WAY = sa.select(Erasure.id).where(Erasure.is_under_way)
UNEXPLAINED = sa.select(SealedText.id).where(
    SealedText.text.is_(None), ~sa.exists().where(User.erased_at.is_not(None))
)

CHECKS = [
    Check("INV29", "Of who was erased no words and no files are left.", _words_left),
    Check(
        "INV29",
        "Who was erased has no address and no way in.",
        rows(NAMED, "Person %s was erased, and can still be reached or come in."),
    ),
    Check(
        "INV29",
        "The ledger tells of each erasure, and of no other.",
        rows(UNSAID, "Person %s and the ledger say different things about an erasure."),
    ),
    Check(
        "INV29",
        "The guards open for an erasure in its own transaction, and never longer.",
        rows(UNDER_WAY, "Erasure %s was left under way, and the guards with it."),
    ),
    Check(
        "INV29",
        "Sealed words are empty only where somebody was erased.",
        rows(UNEXPLAINED, "Sealed words %s were emptied, and nobody was erased."),
    ),
]
