"""What Trainer itself wrote to others and names somebody: their name there becomes the tombstone."""

import json
from collections.abc import Iterator

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
        for known in whom.identifiers:
            table = column.class_.__table__
            written = table.c[column.key]
            changed = db.session.execute(
                sa.update(table)
                .where(written.contains(known, autoescape=True))
                .values({written: sa.func.replace(written, known, whom.tombstone)})
            )
            yield int(changed.rowcount)  # type: ignore[attr-defined]


def _in_structures(whom: Whom) -> Iterator[int]:
    for column in STRUCTURED:
        table = column.class_.__table__
        written = sa.cast(table.c[column.key], sa.Text)
        named = sa.or_(
            *(written.contains(_as_json(one), autoescape=True) for one in whom.identifiers)
        )
        rows = db.session.execute(sa.select(table.c.id, table.c[column.key]).where(named)).all()
        for number, said in rows:
            db.session.execute(
                sa.update(table)
                .where(table.c.id == number)
                .values({table.c[column.key]: json.loads(_renamed(json.dumps(said), whom))})
            )
        yield len(rows)


def _renamed(written: str, whom: Whom) -> str:
    for known in whom.identifiers:
        written = written.replace(_as_json(known), _as_json(whom.tombstone))
    return written


def _as_json(words: str) -> str:
    return json.dumps(words)[1:-1]
