"""Come here to tell somebody something: under the bell always, and by e-mail as they like it."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications import letters
from trainer.notifications.models import Notice, Task
from trainer.notifications.outbox import ask, send_mail

if TYPE_CHECKING:
    from trainer.accounts.models import User

DIGEST_REACHES_BACK = timedelta(days=7)


def tell(
    user: "User",
    text: str,
    path: str,
    *,
    actor: "User | None" = None,
    has_own_letter: bool = False,
) -> None:
    """Tell somebody what happened and on which page to see it; nobody is told of their own deeds.

    `path` is an address within Trainer, such as `/certificates/mine`. What has a letter of its own,
    written elsewhere, stands under the bell and in no other letter.
    """
    if actor is not None and actor.id == user.id:
        return
    notice = _noted(user, text, path)
    if has_own_letter:
        notice.mailed_at = clock.now()
    elif user.is_mailed_at_once:
        _mail(user, notice)


def tell_each(
    people: "Iterable[User]", text: str, path: str, *, actor: "User | None" = None
) -> None:
    """Tell several people the same, each of them once, those first who were here first."""
    for person in sorted(set(people), key=lambda one: one.id):
        tell(person, text, path, actor=actor)


def warn(user: "User", text: str, path: str) -> None:
    """Tell somebody at once of what touches the safety of their account, even of their own deeds.

    It goes by e-mail however they like to be told things otherwise.
    """
    notice = _noted(user, text, path)
    if user.active:
        _mail(user, notice)


def _noted(user: "User", text: str, path: str) -> Notice:
    if not is_within(path):
        raise ValueError(f"A notice may only lead to a page of ours, not to {path!r}.")
    notice = Notice(user_id=user.id, text=text, path=path)
    db.session.add(notice)
    return notice


def _mail(user: "User", notice: Notice) -> None:
    if user.email is None:
        return
    letter = letters.about(notice, to=user.email)
    send_mail(to=letter.to, subject=letter.subject, body=letter.body)
    notice.mailed_at = clock.now()


def is_within(path: str) -> bool:
    """Say whether an address leads to a page of ours, wherever it is opened."""
    return path.startswith("/") and not path.startswith(("//", "/\\"))


def ask_for_digests(config: Config) -> int:
    """Ask for the day's one letter to everyone not told by mail yet, once its hour has come.

    What happens after that hour waits for tomorrow's letter. Marking the notices and asking for
    the letter are one transaction, so nothing is mailed twice. Return how many were asked for.
    """
    moment = digest_moment(config)
    if clock.now() < moment:
        return 0
    asked = 0
    unmailed = db.session.scalars(_unmailed(moment)).all()
    for user_id, notices in groupby(unmailed, key=lambda notice: notice.user_id):
        together = list(notices)
        ask(Task.DIGEST, user_id=user_id, notice_ids=[notice.id for notice in together])
        for notice in together:
            notice.mailed_at = clock.now()
        asked += 1
    return asked


def digest_moment(config: Config) -> datetime:
    """Tell when today's letter is due, by the organisation's clock."""
    today = clock.today(config.zone)
    return datetime.combine(today, time(config.digest_hour), ZoneInfo(config.zone))


def _unmailed(until: datetime) -> sa.Select[Notice]:
    return (
        sa.select(Notice)
        .where(
            Notice.mailed_at.is_(None),
            Notice.created_at < until,
            Notice.created_at >= until - DIGEST_REACHES_BACK,
            Notice.user.has(active=True),
            ~Notice.user.has(email=None),
        )
        .order_by(Notice.user_id, Notice.id)
        .with_for_update(skip_locked=True)
    )
