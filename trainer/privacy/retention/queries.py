"""How the schedule stands: each rule with its time, whether it was confirmed, and what is due."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Load, joinedload, raiseload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.privacy.retention.due import due
from trainer.privacy.retention.models import RetentionStart, RetentionTime
from trainer.privacy.retention.schedule import RUNS_AT, SCHEDULE, Kept, Rule


@dataclass(frozen=True)
class Standing:
    """One rule as it holds now, and how much is due by it."""

    rule: Rule
    days: int
    start: RetentionStart | None
    due: int


def standings() -> list[Standing]:
    """Tell of every rule how it stands, in the order of the schedule; nothing is changed."""
    starts = {one.kind: one for one in db.session.scalars(_starts())}
    days = days_now()
    return [
        Standing(rule, days[kind], starts.get(kind), count_due(kind, days[kind]))
        for kind, rule in SCHEDULE.items()
    ]


def days_now() -> dict[Kept, int]:
    """Tell for how many days each kind is kept now."""
    newest = sa.select(sa.func.max(RetentionTime.id)).group_by(RetentionTime.kind)
    changed = db.session.execute(
        sa.select(RetentionTime.kind, RetentionTime.days).where(RetentionTime.id.in_(newest))
    )
    found = {kind: rule.days for kind, rule in SCHEDULE.items()}
    found.update({kind: days for kind, days in changed})
    return found


def count_due(kind: Kept, days: int) -> int:
    """Count what is due by a rule now."""
    return (
        db.session.scalar(sa.select(sa.func.count()).select_from(due(kind, days).subquery())) or 0
    )


def start_of(kind: Kept) -> RetentionStart | None:
    """Find whether it was confirmed that what is due of a kind goes."""
    return db.session.scalars(sa.select(RetentionStart).filter_by(kind=kind)).one_or_none()


def changes(kind: Kept) -> sa.Select[RetentionTime]:
    """Select how the time of a kind was changed, the latest first, ready to list."""
    return (
        sa.select(RetentionTime)
        .where(RetentionTime.kind == kind)
        .order_by(RetentionTime.id.desc())
        .options(joinedload(RetentionTime.set_by), Load(RetentionTime).raiseload("*"))
    )


def leavers_due(days: int) -> sa.Select[User]:
    """Select the people who left and whose time is over, by name, ready to list."""
    over = due(Kept.LEAVERS, days)
    return (
        sa.select(User)
        .where(User.id.in_(over))
        .order_by(User.name, User.id)
        .options(raiseload("*"))
    )


def next_run() -> datetime:
    """Tell when the job worker comes to it next."""
    now = clock.now()
    today = datetime.combine(now.astimezone(UTC).date(), RUNS_AT, UTC)
    return today if now < today else today + timedelta(days=1)


def _starts() -> sa.Select[RetentionStart]:
    return sa.select(RetentionStart).options(
        joinedload(RetentionStart.confirmed_by), Load(RetentionStart).raiseload("*")
    )
