"""Rows of records, and the bytes of files, in the hands of somebody who may write to all of them."""

import enum
import hashlib
import json
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from trainer.assessments.models import (
    JudgedFile,
    JudgedItem,
    Judgement,
    Signature,
    Submission,
)
from trainer.audit.chain import canonical
from trainer.audit.record import plain
from trainer.certificates.models import Certificate, CertificateEvent
from trainer.core.database import Base
from trainer.extensions import db
from trainer.logs.content import content_hash
from trainer.logs.models import AttachedFile, Revision, StoredFile
from trials import forging

TABLES: tuple[type[Any], ...] = (
    Submission,
    Judgement,
    JudgedItem,
    JudgedFile,
    Signature,
    StoredFile,
    Certificate,
    CertificateEvent,
)
Row = dict[str, Any]
Rows = list[Row]


def spoil_rows(chance: random.Random) -> str:
    """Change the rows of one table; every second time let the ledger agree, chained anew."""
    model, name = chance.choice(TABLES), chance.choice(sorted(OPERATIONS))
    table = model.__table__
    rows = [dict(row) for row in db.session.execute(sa.select(table)).mappings()]
    before = [dict(row) for row in rows]
    what = OPERATIONS[name](rows, table, chance)
    if rows == before:
        return ""
    try:
        db.session.execute(sa.delete(table))
        if rows:
            db.session.execute(sa.insert(table), rows)
    except IntegrityError:
        return ""  # Nobody could write that.
    agrees = chance.random() < 1 / 2 and _let_the_ledger_agree(model, rows)
    return f"rows, {name}{', the ledger agreeing' if agrees else ''}: {table.name} {what}"


def _edit(rows: Rows, table: sa.Table, chance: random.Random) -> str:
    row = chance.choice(rows)
    (number,) = table.primary_key
    column = chance.choice([one for one in table.columns if one is not number])
    row[column.name] = _other(row[column.name], column, chance)
    return column.name


def _other(value: Any, column: sa.Column[Any], chance: random.Random) -> Any:
    """Make another value of the same kind; the same where there is none."""
    for kind, change in CHANGES.items():
        if isinstance(value, kind):
            return change(value, chance)
    return 1 if column.nullable and isinstance(column.type, sa.Integer) else value


CHANGES: dict[type, Callable[[Any, random.Random], Any]] = {
    enum.Enum: lambda value, chance: chance.choice([one for one in type(value) if one != value]),
    bool: lambda value, _chance: not value,
    int: lambda value, chance: value + chance.choice((-1, 1)),
    date: lambda value, chance: value + timedelta(days=chance.choice((-1, 1))),
    str: lambda value, _chance: f"{value[1:]}{'1' if value[:1] == '0' else '0'}",
    list: lambda value, _chance: [*value, "more"],
    dict: lambda value, _chance: value | {"more": 1},
}


def _delete(rows: Rows, _table: sa.Table, chance: random.Random) -> str:
    rows.pop(chance.randrange(len(rows)))
    return ""


def _insert(rows: Rows, table: sa.Table, chance: random.Random) -> str:
    (number,) = table.primary_key
    made = dict(chance.choice(rows))
    made[number.name] = max(row[number.name] for row in rows) + 1
    for name in ("code", "number", "key", "cycle"):
        if name in made:
            made[name] = _other(made[name], table.columns[name], chance)
    rows.append(made)
    return ""


def _swap(rows: Rows, table: sa.Table, chance: random.Random) -> str:
    """Let two rows exchange what they say in one column."""
    (number,) = table.primary_key
    name = chance.choice([one.name for one in table.columns if one is not number])
    first, second = chance.choice(rows), chance.choice(rows)
    if not _same_moment(first[name], second[name]):
        first[name], second[name] = second[name], first[name]
    return name


def _same_moment(first: Any, second: Any) -> bool:
    """Say whether two times are those of one transaction, which nobody could tell apart."""
    both = isinstance(first, datetime) and isinstance(second, datetime)
    return both and abs(first - second) < timedelta(seconds=1)


def _truncate(rows: Rows, _table: sa.Table, chance: random.Random) -> str:
    del rows[chance.randrange(len(rows)) :]
    return ""


OPERATIONS: dict[str, Callable[[Rows, sa.Table, random.Random], str]] = {
    "edit": _edit,
    "delete": _delete,
    "insert": _insert,
    "swap": _swap,
    "truncate": _truncate,
}


def _let_the_ledger_agree(model: type[Base], rows: Rows) -> bool:
    """Write into the links what the rows say now, take out those of rows that are gone."""
    chain, numbers = forging.read(), {row["id"]: row for row in rows}
    before = [one.says() for one in chain]
    for one in list(chain):
        if one.link["subject_type"] != model.__name__:
            continue
        if (row := numbers.get(one.link["subject_id"])) is None:
            chain.remove(one)
            continue
        body = json.loads(one.link["body"])
        told = {name: plain(row[name]) for name in body.keys() & row.keys()}
        plainly = {name: value for name, value in told.items() if not isinstance(body[name], dict)}
        one.link["body"] = canonical(body | plainly)
    if before == [one.says() for one in chain]:
        return False
    forging.chain_anew(chain)
    forging.write(chain)
    return True


def spoil_file(chance: random.Random, kept: Path) -> str:
    """Change the bytes of a file, and so many of the rows that would tell."""
    files = list(db.session.scalars(sa.select(StoredFile).order_by(StoredFile.id)))
    file, name = chance.choice(files), chance.choice(sorted(HARMS))
    path = kept / file.key
    HARMS[name](path, kept / chance.choice([one for one in files if one is not file]).key)
    if not path.exists():
        return f"file, {name}: –"
    depth = chance.randrange(len(COVER) + 1)
    content = path.read_bytes()
    for step in COVER[:depth]:
        step(file, hashlib.sha256(content).hexdigest(), len(content))
        db.session.flush()
    return f"file, {name}, {depth} of {len(COVER)} traces covered: –"


def _one_byte(path: Path, _other_path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    _put(path, bytes(content))


def _cut_short(path: Path, _other_path: Path) -> None:
    _put(path, path.read_bytes()[:-7])


def _lengthen(path: Path, _other_path: Path) -> None:
    _put(path, path.read_bytes() + b" And more.")


def _exchange(path: Path, other_path: Path) -> None:
    first, second = path.read_bytes(), other_path.read_bytes()
    _put(path, second)
    _put(other_path, first)


def _remove(path: Path, _other_path: Path) -> None:
    path.unlink()


def _put(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


HARMS: dict[str, Callable[[Path, Path], None]] = {
    "one byte": _one_byte,
    "cut short": _cut_short,
    "lengthened": _lengthen,
    "exchanged": _exchange,
    "removed": _remove,
}


def _cover_file(file: StoredFile, sha256: str, size: int) -> None:
    file.sha256, file.size = sha256, size


def _cover_judged_files(file: StoredFile, sha256: str, size: int) -> None:
    db.session.execute(
        sa.update(JudgedFile).where(JudgedFile.file_id == file.id).values(sha256=sha256, size=size)
    )


def _cover_contents(file: StoredFile, _sha256: str, _size: int) -> None:
    db.session.expire_all()
    for revision in _revisions(file):
        for table in (Submission, JudgedItem):
            db.session.execute(
                sa.update(table)
                .where(table.revision_id == revision.id)
                .values(content_hash=content_hash(revision))
            )


def _cover_ledger(file: StoredFile, _sha256: str, _size: int) -> None:
    chain = forging.read()
    for revision in _revisions(file):
        submissions = sa.select(Submission.id).where(Submission.revision_id == revision.id)
        numbers = set(db.session.scalars(submissions))
        for one in chain:
            body = json.loads(one.link["body"])
            if one.link["kind"] == "Submitted" and one.link["subject_id"] in numbers:
                body["content_hash"] = content_hash(revision)
            one.link["body"] = canonical(body)
    forging.chain_anew(chain)
    forging.write(chain)


def _revisions(file: StoredFile) -> list[Revision]:
    attached = sa.select(AttachedFile.revision_id).where(AttachedFile.file_id == file.id)
    return list(db.session.scalars(sa.select(Revision).where(Revision.id.in_(attached))))


COVER = (_cover_file, _cover_judged_files, _cover_contents, _cover_ledger)
