"""Turn events into lines: a chained link for what a record rests on, a trail line for the rest."""

import dataclasses
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import event as sa_event
from sqlalchemy.orm import Session

from trainer.audit.chain import GENESIS, Link, canonical, hash_of, seal
from trainer.audit.models import LedgerEntry, LedgerHead, SealedText, TrailEntry
from trainer.core import clock, sqlite
from trainer.core.database import Base
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.extensions import db

PENDING = "ledger_pending"


def record(event: Event) -> None:
    """Write the event down, in the transaction of the change it speaks of."""
    if isinstance(event, LedgerEvent):
        db.session.connection()  # A transaction is under way now, so its rollback is noticed.
        db.session.info.setdefault(PENDING, []).append((event, clock.now()))
    else:
        db.session.add(
            TrailEntry(
                kind=type(event).__name__,
                actor_id=event.actor.id if event.actor else None,
                subject_type=type(event.subject).__name__,
                subject_id=_identity(event.subject),
                body={name: plain(value) for name, value in _told(event) if not _sealed(value)},
            )
        )


@contextmanager
def apart() -> Iterator[None]:
    """Give what is written within a short transaction of its own, after the request's has ended.

    For what must be kept although the request failed or only read: a failed sign-in, a logged
    read. The request's own transaction is rolled back first, so nothing it left undone is kept.
    """
    db.session.rollback()
    with sqlite.write_lock():
        yield
        db.session.commit()


def record_apart(event: Event) -> None:
    """Write a line of its own after the request's work ended: a read, a refusal."""
    with apart():
        record(event)


def chain_on_commit(session: type[Session] | Any) -> None:
    """Let every commit of this session chain what was announced, as its last step."""
    if not sa_event.contains(session, "before_commit", _chain_pending):
        sa_event.listen(session, "before_commit", _chain_pending)
        sa_event.listen(session, "after_soft_rollback", _forget_pending)


def _forget_pending(session: Session, _transaction: object) -> None:
    session.info.pop(PENDING, None)


def _chain_pending(session: Session) -> None:
    pending = session.info.pop(PENDING, [])
    if not pending:
        return
    session.flush()  # The links speak of rows by their ids.
    head = session.get(LedgerHead, 1, with_for_update=True, populate_existing=True)
    if head is None:
        head = LedgerHead(id=1, seq=0, hash=GENESIS)
        session.add(head)
    for event, at in pending:
        _append(session, head, event, at)
    session.flush()


def _append(session: Session, head: LedgerHead, event: LedgerEvent, at: datetime) -> None:
    link, sealed = link_after(head.seq, head.hash, event, at)
    fingerprint = hash_of(link)
    session.add(LedgerEntry(**{**vars(link), "at": at}, hash=fingerprint))
    session.flush()  # The sealed words point at their link.
    session.add_all(SealedText(**words) for words in sealed)
    head.seq, head.hash = link.seq, fingerprint


def link_after(
    seq: int, previous: str, event: LedgerEvent, at: datetime
) -> tuple[Link, list[dict[str, Any]]]:
    """Make the link that follows one, and the words sealed beside it, as rows yet to be written."""
    body: dict[str, Any] = {}
    sealed: list[dict[str, Any]] = []
    for name, value in _told(event):
        if _sealed(value):
            salt = secrets.token_hex(16)
            sealed.append({"seq": seq + 1, "field": name, "salt": salt, "text": value.text})
            body[name] = {"sealed": seal(salt, value.text)}
        else:
            body[name] = plain(value)
    link = Link(
        seq=seq + 1,
        kind=type(event).__name__,
        at=at.astimezone(UTC).isoformat(timespec="microseconds"),
        actor_id=event.actor.id if event.actor else None,
        subject_type=type(event.subject).__name__,
        subject_id=event.subject.id,
        body=canonical(body),
        previous=previous,
    )
    return link, sealed


def _told(event: Event) -> list[tuple[str, Any]]:
    return [
        (field.name, getattr(event, field.name))
        for field in dataclasses.fields(event)
        if field.name not in {"actor", "subject"}
    ]


def _sealed(value: object) -> bool:
    return isinstance(value, Sealed)


def _identity(subject: Any) -> int | None:
    if subject is None:
        return None
    if subject.id is None:
        db.session.flush()  # The trail line needs the new row's id.
    return int(subject.id)


def plain(value: Any) -> Any:
    """Write a value as a line of ledger or trail holds it."""
    match value:
        case Base():
            return _identity(value)
        case Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case list() | tuple():
            return [plain(one) for one in value]
        case _:
            return value
