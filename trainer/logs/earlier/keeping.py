"""Keep what a draft said before it says something else: not each letter, but each sitting."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

import sqlalchemy as sa

from trainer.core import clock
from trainer.extensions import db
from trainer.logs.earlier.models import EarlierWords
from trainer.logs.models import Activity, Framework, Revision

WORDS = (
    "title", "activity", "happened_on", "minutes", "place", "kept_at",
    "framework", "what", "so_what", "now_what", "details", "unused",
)  # fmt: skip
APART = timedelta(minutes=5)
MUCH = 200
MOST = 30

_TEXTS = ("title", "place", "kept_at", "what", "so_what", "now_what", "details", "unused")


def words_of(revision: Revision) -> dict[str, Any]:
    """Write down all that its writer typed, as plain values."""
    return {name: _plain(getattr(revision, name)) for name in WORDS}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def put_into(revision: Revision, words: Mapping[str, Any]) -> None:
    """Let a revision say what was written down of it before."""
    values = dict(words)
    values["activity"] = Activity(words["activity"]) if words["activity"] else None
    values["framework"] = Framework(words["framework"])
    day = words["happened_on"]
    values["happened_on"] = date.fromisoformat(day) if day else None
    for name, value in values.items():
        setattr(revision, name, value)


def keep_earlier(revision: Revision, before: Mapping[str, Any], saved_at: datetime) -> None:
    """Keep what a revision said until now, if it says something else and that is worth it."""
    after = words_of(revision)
    if before == after or not _length(before):
        return
    last = sa.select(sa.func.max(EarlierWords.kept_at)).where(
        EarlierWords.revision_id == revision.id
    )
    since = db.session.scalar(last) or revision.item.created_at
    if is_worth_keeping(before, after, clock.now() - since):
        keep(revision, before, saved_at)


def is_worth_keeping(
    before: Mapping[str, Any], after: Mapping[str, Any], since_last: timedelta
) -> bool:
    """Say whether words are to be kept: once every few minutes, and whenever much is taken out."""
    return since_last >= APART or _length(before) - _length(after) >= MUCH


def keep(revision: Revision, words: Mapping[str, Any], saved_at: datetime) -> None:
    """Keep these words of a revision, and let go of the oldest once there are many."""
    db.session.add(EarlierWords(revision_id=revision.id, words=dict(words), saved_at=saved_at))
    db.session.flush()  # The oldest are found by their ids.
    newest = (
        sa.select(EarlierWords.id)
        .where(EarlierWords.revision_id == revision.id)
        .order_by(EarlierWords.id.desc())
        .limit(MOST)
    )
    db.session.execute(
        sa.delete(EarlierWords).where(
            EarlierWords.revision_id == revision.id, EarlierWords.id.not_in(newest)
        )
    )


def _length(words: Mapping[str, Any]) -> int:
    return sum(_letters(words[name]) for name in _TEXTS)


def _letters(value: Any) -> int:
    if isinstance(value, dict):
        return sum(map(_letters, value.values()))
    if isinstance(value, list):
        return sum(map(_letters, value))
    return len(value) if isinstance(value, str) else 0
