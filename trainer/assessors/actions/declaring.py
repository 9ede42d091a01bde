"""Declaring ties between people, and saying that they are over."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors import policies
from trainer.assessors.events import ConflictDeclared, ConflictEnded
from trainer.assessors.models import ConflictKind, ConflictOfInterest
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db


def declare(*, holder: User, other: User, kind: ConflictKind, actor: User) -> ConflictOfInterest:
    """Declare a tie between two people; all kinds but being the line manager bar judging."""
    require(policies.may_declare(actor, holder))
    if holder == other:
        raise Unacceptable(_("Name somebody else."), "other")
    held = sa.select(ConflictOfInterest.id).where(
        ConflictOfInterest.holder_id == holder.id,
        ConflictOfInterest.other_id == other.id,
        ConflictOfInterest.kind == kind,
        ConflictOfInterest.ended_at.is_(None),
    )
    if db.session.scalar(held) is not None:
        raise Unacceptable(_("This has been declared already."), "other")
    conflict = ConflictOfInterest(holder=holder, other=other, kind=kind)
    db.session.add(conflict)
    publish(ConflictDeclared(actor=actor, subject=conflict, holder=holder, other=other, kind=kind))
    return conflict


def end_conflict(conflict: ConflictOfInterest, *, actor: User) -> None:
    """Say that a tie is over; it stays on record for the time it held."""
    require(policies.may_end_conflict(actor, conflict))
    conflict.ended_at = clock.now()
    publish(
        ConflictEnded(actor=actor, subject=conflict, holder=conflict.holder, other=conflict.other)
    )
