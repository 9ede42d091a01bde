"""Which rows are due by each rule now. Nothing of somebody who is held is, and no decision ever."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from trainer.accounts.events import SignInFailed
from trainer.accounts.models import LoginSession, User
from trainer.audit.models import TrailEntry
from trainer.certificates.models import Certificate
from trainer.claims.models import ReceivedCertificate
from trainer.core import clock
from trainer.files.retention import DECIDED, holding
from trainer.malpractice.models import Case
from trainer.notifications.models import Notice, OutboxItem, OutboxStatus
from trainer.people.models import Placement
from trainer.privacy.erasure.models import Erasure, ErasureStatus
from trainer.privacy.inventory.reading import of_person
from trainer.privacy.retention.schedule import Kept
from trainer.registrations.models import Registration

MODELS: dict[Kept, Any] = {
    Kept.TRAIL: TrailEntry,
    Kept.FAILED_SIGN_INS: TrailEntry,
    Kept.SESSIONS: LoginSession,
    Kept.NOTICES: Notice,
    Kept.OUTBOX: OutboxItem,
    Kept.LEAVERS: User,
}
"""Of which table a rule speaks."""


def due(kind: Kept, days: int) -> sa.Select[int]:
    """Select the ids of what is due by a rule now: kept for this many days, and not held."""
    before = clock.now() - timedelta(days=days)
    return sa.select(MODELS[kind].id).where(_CONDITIONS[kind](before))


def _held() -> sa.Select[int]:
    """Select the people of whom nothing is removed: a hold, an appeal or a case stands."""
    concerned = sa.select(Case.concerned_id).where(Case.status.not_in(DECIDED))
    people = sa.union(*holding(), concerned).cte("held").c
    return sa.select(next(iter(people)))


def _in_trail(before: datetime) -> sa.ColumnElement[bool]:
    held = _held()
    about = of_person(TrailEntry.__tablename__, held)
    return sa.and_(
        TrailEntry.at <= before,
        sa.or_(TrailEntry.actor_id.is_(None), TrailEntry.actor_id.not_in(held)),
        ~sa.func.coalesce(about, sa.false()),
    )


def _trail(before: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(_in_trail(before), TrailEntry.kind != SignInFailed.__name__)


def _failed(before: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(_in_trail(before), TrailEntry.kind == SignInFailed.__name__)


def _sessions(before: datetime) -> sa.ColumnElement[bool]:
    ended = sa.func.coalesce(LoginSession.ended_at, LoginSession.expires_at)
    return sa.and_(ended <= before, LoginSession.user_id.not_in(_held()))


def _notices(before: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(Notice.created_at <= before, Notice.user_id.not_in(_held()))


def _outbox(before: datetime) -> sa.ColumnElement[bool]:
    """Tell the work that was done long ago; it doesn't say of whom it is, so any hold keeps all."""
    return sa.and_(
        OutboxItem.status == OutboxStatus.DONE,
        OutboxItem.done_at <= before,
        ~_held().exists(),
    )


def _leavers(before: datetime) -> sa.ColumnElement[bool]:
    day = clock.day_of(before)
    jobs = sa.select(Placement.id).where(
        Placement.user_id == User.id,
        sa.or_(Placement.ends_on.is_(None), Placement.ends_on > day),
    )
    had_one = sa.select(Placement.id).where(Placement.user_id == User.id)
    certified = sa.select(Certificate.id).where(
        Certificate.learner_id == User.id, Certificate.issued_at > before
    )
    awarded = (
        sa.select(ReceivedCertificate.id)
        .join(Registration, Registration.id == ReceivedCertificate.registration_id)
        .where(Registration.learner_id == User.id, ReceivedCertificate.awarded_on > day)
    )
    proposed = sa.select(Erasure.id).where(
        Erasure.person_id == User.id, Erasure.status == ErasureStatus.PROPOSED
    )
    return sa.and_(
        User.active.is_(False),
        User.erased_at.is_(None),
        had_one.exists(),
        *(~one.exists() for one in (jobs, certified, awarded, proposed)),
        User.id.not_in(_held()),
    )


_CONDITIONS = {
    Kept.TRAIL: _trail,
    Kept.FAILED_SIGN_INS: _failed,
    Kept.SESSIONS: _sessions,
    Kept.NOTICES: _notices,
    Kept.OUTBOX: _outbox,
    Kept.LEAVERS: _leavers,
}
