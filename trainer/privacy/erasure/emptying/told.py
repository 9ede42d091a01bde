"""What Trainer itself wrote to others and names somebody: their name there becomes the tombstone."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.audit.models import TrailEntry
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, SentMail
from trainer.privacy.erasure.whom import Whom

TEXTS = (Notice.text, OutboxItem.trouble, SentMail.to, SentMail.subject, SentMail.body)
STRUCTURED = (OutboxItem.payload, TrailEntry.body)


def rename(whom: Whom) -> int:
    """Put the tombstone where they were named by name, address or number; return in how many texts."""
    return sum(_in_texts(whom)) + sum(_in_structures(whom))


def _in_texts(whom: Whom) -> Iterator[int]:
    for column in TEXTS:
        table = column.class_.__table__
        written = table.c[column.key]
        named = sa.or_(*(written.contains(one, autoescape=True) for one in whom.identifiers))
        yield _put_anew(written, named, whom.replaced_in)


def _in_structures(whom: Whom) -> Iterator[int]:
    for column in STRUCTURED:
        table = column.class_.__table__
        written = sa.cast(table.c[column.key], sa.Text)
        named = sa.or_(
            *(written.contains(_as_json(one), autoescape=True) for one in whom.identifiers)
        )
        yield _put_anew(table.c[column.key], named, partial(_renamed, whom=whom))


def _put_anew(
    column: sa.Column[Any], named: sa.ColumnElement[bool], renamed: Callable[[Any], Any]
) -> int:
    """Write anew what says something else once they are renamed; return in how many rows."""
    table, changed = column.table, 0
    for number, said in db.session.execute(sa.select(table.c.id, column).where(named)).all():
        if (now := renamed(said)) != said:
            db.session.execute(sa.update(table).where(table.c.id == number).values({column: now}))
            changed += 1
    return changed


def _renamed(said: Any, whom: Whom) -> Any:
    """Rename them in every text of a structure; numbers and the names of its fields stay."""
    match said:
        case str():
            return whom.replaced_in(said)
        case list():
            return [_renamed(one, whom) for one in said]
        case dict():
            return {field: _renamed(one, whom) for field, one in said.items()}
        case _:
            return said


def _as_json(words: str) -> str:
    return json.dumps(words)[1:-1]
