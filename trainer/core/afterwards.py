"""What is done beside the database, and only once the change it belongs to is on record."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event as sa_event
from sqlalchemy.orm import Session

AFTERWARDS = "afterwards"


def once_kept(session: Session, act: Callable[[], None]) -> None:
    """Do something to a file, say, once this session's transaction is kept, and not if it is lost."""
    session.info.setdefault(AFTERWARDS, []).append(act)


def act_on_commit(session: Any) -> None:
    """Let every commit of this session do what was put off until then."""
    if not sa_event.contains(session, "after_commit", _act):
        sa_event.listen(session, "after_commit", _act)
        sa_event.listen(session, "after_soft_rollback", _forget)


def _act(session: Session) -> None:
    for act in session.info.pop(AFTERWARDS, []):
        act()


def _forget(session: Session, _transaction: object) -> None:
    session.info.pop(AFTERWARDS, None)
