"""Changing how long a kind of record is kept, confirming that what is due goes, and removing it."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.privacy.retention import policies, queries
from trainer.privacy.retention.due import MODELS, due
from trainer.privacy.retention.events import RecordsRemoved, RetentionBegun, RetentionTimeSet
from trainer.privacy.retention.models import RetentionStart, RetentionTime
from trainer.privacy.retention.schedule import BATCH, LONGEST, Kept, Rule


def set_time(
    rule: Rule, *, actor: User, days: int, reason: str, proof: Proof, goes: int | None = None
) -> None:
    """Keep a kind of record for so many days from now on, or raise `Unacceptable` if that is too few.

    Where what is due goes each day already, a shorter time asks how much goes by it.
    """
    require(policies.may_manage(actor))
    require(is_proven(actor, proof))
    if not rule.least <= days <= LONGEST:
        raise Unacceptable(
            _(
                "From %(least)d to %(most)d days. %(why)s",
                least=rule.least,
                most=LONGEST,
                why=rule.why_least,
            ),
            "days",
        )
    if not reason.strip():
        raise Unacceptable(_("Say why."), "reason")
    _is_seen(rule, days, goes)
    time = RetentionTime(kind=rule.kind, days=days, reason=reason.strip(), set_by=actor)
    db.session.add(time)
    publish(
        RetentionTimeSet(
            actor=actor,
            subject=time,
            kind=rule.kind,
            days=days,
            reason=Sealed(time.reason),
            reauthenticated_at=proof.at,
        )
    )


def begin(rule: Rule, *, actor: User, proof: Proof) -> None:
    """Let what is due by a rule go from the next run on, having seen how much that is."""
    require(policies.may_begin(actor, rule, queries.start_of(rule.kind)))
    require(is_proven(actor, proof))
    start = RetentionStart(
        kind=rule.kind,
        due_then=queries.count_due(rule.kind, queries.days_now()[rule.kind]),
        confirmed_by=actor,
    )
    db.session.add(start)
    publish(
        RetentionBegun(
            actor=actor,
            subject=start,
            kind=rule.kind,
            due_then=start.due_then,
            reauthenticated_at=proof.at,
        )
    )


def _is_seen(rule: Rule, days: int, goes: int | None) -> None:
    if days >= queries.days_now()[rule.kind] or queries.start_of(rule.kind) is None:
        return
    if (due_then := queries.count_due(rule.kind, days)) != (goes or 0):
        raise Unacceptable(
            _(
                "By this time %(number)d go with the next run, and can’t be brought back."
                " Write this number here if they may go.",
                number=due_then,
            ),
            "goes",
        )


def remove_some(kind: Kept) -> int:
    """Remove some of what is due of a kind that was confirmed; return how many rows went."""
    start = queries.start_of(kind)
    if start is None:
        return 0
    model, days = MODELS[kind], queries.days_now()[kind]
    chosen = db.session.scalars(due(kind, days).order_by(model.id).limit(BATCH)).all()
    if not chosen:
        return 0
    db.session.execute(
        sa.delete(model).where(model.id.in_(chosen)).execution_options(synchronize_session=False)
    )
    publish(RecordsRemoved(actor=None, subject=start, kind=kind, days=days, rows=len(chosen)))
    return len(chosen)
