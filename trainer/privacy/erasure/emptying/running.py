"""Do it, all in the present transaction; or count what would go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from trainer.audit.models import SealedText, TrailEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.privacy.erasure.emptying.blanks import blank
from trainer.privacy.erasure.emptying.columns import Taking, key_of, takings
from trainer.privacy.erasure.emptying.files import count_files, forget_files
from trainer.privacy.erasure.emptying.sealed import count_seals, seals
from trainer.privacy.erasure.emptying.told import rename
from trainer.privacy.erasure.whom import Whom
from trainer.privacy.inventory.reading import METADATA, of_person

DOORS = (
    *("login_sessions", "passkeys", "calendar_addresses"),
    *("reset_codes", "authenticator_apps", "recovery_codes"),
)
"""What somebody came in by: rows of no use without them, taken away whole."""


@dataclass(frozen=True)
class Emptied:
    """How many texts and sealed words were emptied, and where the bytes lie that are to go."""

    texts: int
    sealed: int
    keys: list[str]


def empty(whom: Whom) -> Emptied:
    """Take everything that says who this is, or that is by or of them, out of the records.

    What leads from a row to the person is followed while it still does: they themselves come last.
    """
    db.session.flush()
    keys = forget_files(whom)
    _take_away(whom)
    texts = sum(_take(one, whom) for one in takings(whom))
    sealed = sum(_rows(_sealing(one.filled)) for one in seals(whom.id))
    sealed += _rows(_sealing(SealedText.text == whom.name))
    texts += rename(whom)
    db.session.expire_all()
    return Emptied(texts, sealed, keys)


def foresee(whom: Whom) -> dict[str, int]:
    """Count, for each table, how many texts of somebody would be emptied. One statement."""
    counted = [
        sa.select(
            sa.literal(one.column.table.name).label("name"),
            sa.select(sa.func.count())
            .select_from(one.column.table)
            .where(one.filled)
            .scalar_subquery()
            .label("texts"),
        )
        for one in takings(whom)
    ]
    found: dict[str, int] = {}
    for name, texts in db.session.execute(sa.union_all(*counted)):
        if texts:
            found[name] = found.get(name, 0) + texts
    return found


def _take(taking: Taking, whom: Whom) -> int:
    table, column = taking.column.table, taking.column
    if not taking.is_structured:
        return _rows(sa.update(table).where(taking.filled).values({column: taking.instead}))
    key, change = key_of(table), STRUCTURES.get(str(column), _blanked)
    rows = db.session.execute(sa.select(key, column).where(taking.filled)).all()
    for number, said in rows:
        changed = {column: change(said, whom)}
        db.session.execute(sa.update(table).where(key == number).values(changed))
    return len(rows)


def _blanked(said: Any, _whom: Whom) -> Any:
    return blank(said)


def _without_holder(said: Any, whom: Whom) -> Any:
    """Keep what a certificate says, so that it can be checked, but not whose it is."""
    return {**said, "learner": whom.tombstone}


STRUCTURES: dict[str, Callable[[Any, Whom], Any]] = {"certificates.payload": _without_holder}


def _take_away(whom: Whom) -> None:
    for name in DOORS:
        table = METADATA.tables[name]
        db.session.execute(sa.delete(table).where(table.c.user_id == whom.id))
    trail = METADATA.tables[TrailEntry.__tablename__]
    db.session.execute(sa.delete(trail).where(of_person(trail.name, whom.id)))


def _sealing(filled: sa.ColumnElement[bool]) -> sa.Update:
    return (
        sa.update(SealedText)
        .where(filled)
        .values(text=None, erased_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def _rows(statement: sa.Update) -> int:
    return int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]


def left_of(whom: Whom) -> list[str]:
    """Name every place where something is still said of somebody who was erased."""
    counted = [
        sa.select(
            sa.literal(str(one.column)).label("place"),
            sa.select(sa.func.count())
            .select_from(one.column.table)
            .where(one.said_still)
            .scalar_subquery()
            .label("texts"),
        )
        for one in takings(whom)
        if not one.is_structured
    ]
    found = [place for place, texts in db.session.execute(sa.union_all(*counted)) if texts]
    found += [
        str(one.column) for one in takings(whom) if one.is_structured and _says_still(one, whom)
    ]
    if count_seals(whom.id):
        found.append("sealed_texts.text")
    return found + (["files"] if count_files(whom.id) else [])


def _says_still(taking: Taking, whom: Whom) -> bool:
    change = STRUCTURES.get(str(taking.column), _blanked)
    said = db.session.scalars(sa.select(taking.column).where(taking.filled))
    return any(change(one, whom) != one for one in said)
