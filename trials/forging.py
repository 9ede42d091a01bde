"""The ledger in the hands of somebody who may write to the database, and knows how it is chained."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from trainer.audit.chain import GENESIS, Link, canonical, hash_of, seal
from trainer.audit.models import LedgerEntry, LedgerHead, SealedText
from trainer.extensions import db


@dataclass
class Forged:
    """One link with its sealed words, as it is or as somebody would have it."""

    link: dict[str, Any]
    words: list[dict[str, Any]] = field(default_factory=list)

    def copy(self) -> "Forged":
        """Make another that says the same."""
        return Forged(dict(self.link), [dict(word) for word in self.words])

    def says(self) -> str:
        """Write down what it says, without its place in the chain."""
        told = {name: str(value) for name, value in self.link.items() if name not in PLACE}
        return canonical(told | {"words": [word["text"] for word in self.words]})


PLACE = {"seq", "previous", "hash"}
Chain = list[Forged]


def read() -> Chain:
    """Take the whole ledger out of the database."""
    columns = LedgerEntry.__table__.columns
    chain = [
        Forged(dict(row))
        for row in db.session.execute(sa.select(*columns).order_by(LedgerEntry.seq)).mappings()
    ]
    by_seq = {one.link["seq"]: one for one in chain}
    words = sa.select(*SealedText.__table__.columns).order_by(SealedText.id)
    for row in db.session.execute(words).mappings():
        by_seq[row["seq"]].words.append(dict(row))
    return chain


def write(chain: Chain) -> None:
    """Put this into the place of the ledger, and move its head to the last link."""
    for table in (SealedText, LedgerEntry):
        db.session.execute(sa.delete(table))
    if chain:
        db.session.execute(sa.insert(LedgerEntry), [one.link for one in chain])
    words = [word | {"seq": one.link["seq"]} for one in chain for word in one.words]
    plain = [{name: value for name, value in word.items() if name != "id"} for word in words]
    if plain:
        db.session.execute(sa.insert(SealedText), plain)
    last = chain[-1].link if chain else {"seq": 0, "hash": GENESIS}
    db.session.execute(sa.update(LedgerHead).values(seq=last["seq"], hash=last["hash"]))


def chain_anew(chain: Chain) -> None:
    """Give every link its number and hash, so that each hangs on the one before."""
    previous = GENESIS
    for seq, one in enumerate(chain, 1):
        one.link |= {"seq": seq, "previous": previous}
        told = {name: value for name, value in one.link.items() if name != "hash"}
        at: datetime = told["at"]
        told["at"] = at.astimezone(UTC).isoformat(timespec="microseconds")
        previous = one.link["hash"] = hash_of(Link(**told))


def edit(chain: Chain, chance: random.Random) -> None:
    """Change one thing that a link says."""
    one = chance.choice(chain)
    EDITS[chance.choice(sorted(EDITS))](one, chain, chance)


def delete(chain: Chain, chance: random.Random) -> None:
    """Take a link out."""
    chain.pop(chance.randrange(len(chain)))


def insert(chain: Chain, chance: random.Random) -> None:
    """Put in a link that was never made."""
    made = chance.choice(chain).copy()
    made.link |= {
        "seq": max(one.link["seq"] for one in chain) + 1,
        "at": made.link["at"] + timedelta(seconds=1),
        "hash": f"{chance.getrandbits(256):064x}",
    }
    chain.insert(chance.randrange(len(chain)), made)


def swap(chain: Chain, chance: random.Random) -> None:
    """Let two links change places."""
    first, second = chance.sample(chain, 2)
    for name in first.link.keys() - PLACE:
        first.link[name], second.link[name] = second.link[name], first.link[name]
    first.words, second.words = second.words, first.words


def truncate(chain: Chain, chance: random.Random) -> None:
    """Cut off the tail."""
    del chain[chance.randrange(len(chain)) :]


def regrow(chain: Chain, chance: random.Random) -> None:
    """Cut off the tail and let another grow in its place, as long or longer."""
    length = len(chain)
    del chain[chance.randrange(1, length) :]
    while len(chain) < length + chance.randrange(3):
        insert(chain, chance)


def _edit_kind(one: Forged, chain: Chain, chance: random.Random) -> None:
    one.link["kind"] = chance.choice(chain).link["kind"]


def _edit_time(one: Forged, _chain: Chain, chance: random.Random) -> None:
    one.link["at"] += timedelta(seconds=chance.randrange(1, 100_000))


def _edit_actor(one: Forged, _chain: Chain, chance: random.Random) -> None:
    one.link["actor_id"] = chance.randrange(1, 9)


def _edit_subject(one: Forged, _chain: Chain, chance: random.Random) -> None:
    one.link["subject_id"] += chance.randrange(1, 9)


def _edit_body(one: Forged, _chain: Chain, chance: random.Random) -> None:
    body = json.loads(one.link["body"])
    if not (names := [name for name, value in body.items() if not isinstance(value, dict)]):
        return
    name = chance.choice(sorted(names))
    body[name] = {int: 7, str: "something else", list: [], bool: False}.get(type(body[name]), 1)
    one.link["body"] = canonical(body)


def _edit_word(one: Forged, _chain: Chain, _chance: random.Random) -> None:
    """Change what was said, and seal it anew."""
    for word in one.words[:1]:
        body = json.loads(one.link["body"])
        word["text"] = f"{word['text']} Not so."
        body[word["field"]] = {"sealed": seal(word["salt"], word["text"])}
        one.link["body"] = canonical(body)


EDITS: dict[str, Callable[[Forged, Chain, random.Random], None]] = {
    "actor": _edit_actor,
    "body": _edit_body,
    "kind": _edit_kind,
    "subject": _edit_subject,
    "time": _edit_time,
    "word": _edit_word,
}
OPERATIONS: dict[str, Callable[[Chain, random.Random], None]] = {
    "edit": edit,
    "delete": delete,
    "insert": insert,
    "swap": swap,
    "truncate": truncate,
    "regrow": regrow,
}
