"""The chain: every link hangs on the one before, and nobody forges one unnoticed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.factories import make_user
from trainer.accounts.models import User
from trainer.audit import guards
from trainer.audit.chain import Link, hash_of
from trainer.audit.models import LedgerEntry, LedgerHead, SealedText
from trainer.audit.verify import verify
from trainer.core.events import LedgerEvent, Sealed, publish
from trainer.extensions import db


@dataclass(frozen=True, kw_only=True)
class Praised(LedgerEvent):
    """Something for tests to write into the ledger."""

    subject: User
    words: Sealed
    round: int


def praise(person: User, words: str) -> None:
    publish(Praised(actor=person, subject=person, words=Sealed(words), round=1))
    db.session.commit()


@pytest.fixture
def chain(ada: User) -> list[LedgerEntry]:
    for words in ("Well asked.", "Well kept.", "Well said."):
        praise(ada, words)
    return list(db.session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.seq)))


def forge_actor(seq: int) -> None:
    """Take an actor out of a link, and give it the hash that it would then have."""
    entry = db.session.scalars(sa.select(LedgerEntry).where(LedgerEntry.seq == seq)).one()
    forged = Link(
        seq=seq,
        kind=entry.kind,
        at=entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        actor_id=None,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        body=entry.body,
        previous=entry.previous,
    )
    db.session.execute(
        sa.update(LedgerEntry)
        .where(LedgerEntry.seq == seq)
        .values(actor_id=None, hash=hash_of(forged))
    )


def lift_guards() -> None:
    """Do what a database administrator could: drop the triggers before tampering."""
    dialect = db.engine.dialect.name
    if dialect == "sqlite":
        names = db.session.scalars(sa.text("SELECT name FROM sqlite_master WHERE type='trigger'"))
        for name in list(names):
            db.session.execute(sa.text(f"DROP TRIGGER {name}"))
    else:
        made = guards.statements(dialect).values()
        for table in sorted({one.split(" ON ")[1].split()[0] for one in made}):
            db.session.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def test_links_are_gapless_and_hang_on_each_other(chain: list[LedgerEntry]) -> None:
    assert [entry.seq for entry in chain] == [1, 2, 3]
    assert chain[0].previous == "0" * 64
    assert [entry.previous for entry in chain[1:]] == [entry.hash for entry in chain[:-1]]
    assert verify() == []


def test_words_lie_beside_the_chain_not_in_it(chain: list[LedgerEntry]) -> None:
    assert "Well asked" not in chain[0].body
    assert db.session.scalars(sa.select(SealedText.text)).first() == "Well asked."


def test_what_is_rolled_back_leaves_no_link(ada: User) -> None:
    publish(Praised(actor=ada, subject=ada, words=Sealed("Never mind."), round=1))
    db.session.rollback()
    praise(ada, "Well asked.")
    assert db.session.scalar(sa.select(sa.func.count(LedgerEntry.seq))) == 1
    assert verify() == []


TAMPERINGS: dict[str, Callable[[], object]] = {
    "an edited kind": lambda: db.session.execute(
        sa.update(LedgerEntry).where(LedgerEntry.seq == 2).values(kind="Blamed")
    ),
    "an edited body": lambda: db.session.execute(
        sa.update(LedgerEntry)
        .where(LedgerEntry.seq == 2)
        .values(body=sa.func.replace(LedgerEntry.body, '"round":1', '"round":2'))
    ),
    "another actor": lambda: db.session.execute(
        sa.update(LedgerEntry).where(LedgerEntry.seq == 2).values(actor_id=None)
    ),
    "a later time": lambda: db.session.execute(
        sa.update(LedgerEntry)
        .where(LedgerEntry.seq == 2)
        .values(at=sa.select(LedgerEntry.at).where(LedgerEntry.seq == 3).scalar_subquery())
    ),
    "a link taken out": lambda: (
        db.session.execute(sa.delete(SealedText).where(SealedText.seq == 2)),
        db.session.execute(sa.delete(LedgerEntry).where(LedgerEntry.seq == 2)),
    ),
    "the last link taken off": lambda: (
        db.session.execute(sa.delete(SealedText).where(SealedText.seq == 3)),
        db.session.execute(sa.delete(LedgerEntry).where(LedgerEntry.seq == 3)),
    ),
    "a link swapped for another": lambda: db.session.execute(
        sa.update(LedgerEntry)
        .where(LedgerEntry.seq == 2)
        .values(body=sa.select(LedgerEntry.body).where(LedgerEntry.seq == 3).scalar_subquery())
    ),
    "other sealed words": lambda: db.session.execute(
        sa.update(SealedText).where(SealedText.seq == 2).values(text="Badly kept.")
    ),
    "sealed words taken away": lambda: db.session.execute(
        sa.delete(SealedText).where(SealedText.seq == 2)
    ),
    "sealed words emptied without an erasure": lambda: db.session.execute(
        sa.update(SealedText).where(SealedText.seq == 2).values(text=None)
    ),
    "another actor, under a hash made anew": lambda: forge_actor(2),
    "a head moved back": lambda: db.session.execute(sa.update(LedgerHead).values(seq=2)),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_past_the_guards_is_found(chain: list[LedgerEntry], tampering: str) -> None:
    lift_guards()
    TAMPERINGS[tampering]()
    db.session.flush()
    db.session.expire_all()
    assert verify() != []


def test_a_chain_made_anew_is_found_by_an_anchor_from_before(
    chain: list[LedgerEntry], ada: User
) -> None:
    anchor, ada_id = (chain[-1].seq, chain[-1].hash), ada.id
    lift_guards()
    db.session.execute(sa.delete(SealedText))
    db.session.execute(sa.delete(LedgerEntry))
    db.session.execute(sa.delete(LedgerHead))
    db.session.commit()
    db.session.expunge_all()
    ada = db.session.get_one(User, ada_id)
    for words in ("Well asked.", "Badly kept.", "Well said."):
        praise(ada, words)

    assert verify() == []
    assert verify([anchor]) == [
        f"The chain no longer passes through {anchor[0]}:{anchor[1]}, as it once did."
    ]


FORGERIES = {
    "update": "UPDATE ledger_entries SET kind = 'Blamed' WHERE seq = 2",
    "delete": "DELETE FROM ledger_entries WHERE seq = 2",
    "replace": "INSERT OR REPLACE INTO ledger_entries SELECT * FROM ledger_entries WHERE seq = 2",
    "upsert": (
        "INSERT INTO ledger_entries SELECT * FROM ledger_entries WHERE seq = 2"
        " ON CONFLICT (seq) DO UPDATE SET kind = 'Blamed'"
    ),
    "head": "DELETE FROM ledger_head",
    "sealed": "DELETE FROM sealed_texts WHERE seq = 2",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_database_refuses_a_forgery(chain: list[LedgerEntry], forgery: str) -> None:
    statement = FORGERIES[forgery]
    if db.engine.dialect.name == "sqlite":
        statement = statement.replace(" WHERE seq = 2 ON", " WHERE seq = 2 AND true ON")
    elif forgery == "replace":
        statement = "TRUNCATE ledger_entries CASCADE"
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.execute(sa.text(statement))
    assert verify() == []


def test_an_actor_may_be_the_system(app: object) -> None:
    nia = make_user()
    publish(Praised(actor=None, subject=nia, words=Sealed("By rule."), round=2))
    db.session.commit()
    assert db.session.scalar(sa.select(LedgerEntry.actor_id)) is None
    assert verify() == []
