"""People with a marker in everything held about them: who is erased leaves nothing that says who it was."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from flask import Flask

from trainer.accounts.models import User
from trainer.app import create_app
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.privacy.erasure import actions
from trainer.privacy.erasure.outside import Known
from trainer.privacy.erasure.tasks import clear_away
from trainer.privacy.inventory import INVENTORY, Kind, Treatment
from trainer.privacy.inventory.reading import METADATA, is_text, of_person, treatment
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work
from trials.generated import Generated, marker, unchecked, unguarded
from trials.scene import lay_tables, settings

STAY = {Treatment.KEPT, Treatment.SECRET}
"""What the inventory says may stay, as it says nothing of the person by itself."""
IDENTIFIERS = ("name", "staff_number", "email")


@dataclass
class Outcome:
    """How many were erased, in how many places was looked, and what was found there."""

    erased: int = 0
    places: int = 0
    faults: list[str] = field(default_factory=list)


def run(folder: Path, *, people: int) -> Outcome:
    """Write so many people on a database of its own, erase every second, and look for them."""
    app = create_app(settings(folder))
    lay_tables(app)
    with app.app_context():
        return _look(app, people)


def _look(app: Flask, people: int) -> Outcome:
    config, store = (
        cast("Config", app.extensions["trainer"]),
        cast("Store", app.extensions["store"]),
    )
    outcome, generated = Outcome(), Generated(store)
    with unit_of_work(), unguarded():
        accounts = {person: generated.person(person) for person in range(1, people + 1)}
        db.session.flush()
    others = {person: account for person, account in accounts.items() if person % 2 == 0}
    before = {person: _fingerprints(account) for person, account in others.items()}
    for person in accounts.keys() - others.keys():
        _erase(accounts[person], person, store, config)
        outcome.erased += 1
        for place in _said_of(person):
            outcome.faults.append(f"still said of {person}: {place}")
    outcome.places = sum(1 for _column in _columns())
    outcome.faults += [
        f"changed of {person}, who is not erased: {table}"
        for person, account in others.items()
        for table, found in _fingerprints(account).items()
        if found != before[person][table]
    ]
    db.session.remove()
    db.engine.dispose()
    outcome.faults += _on_disk(config.data_dir, accounts.keys() - others.keys())
    return outcome


def _erase(account: int, person: int, store: Store, config: Config) -> None:
    """Erase somebody as a restored backup does: their rows are not such as could be proposed."""
    with unit_of_work(), unchecked():
        made = db.session.get_one(User, account).created_at
        keys = actions.again(Known(account, made, f"X{person:03}", clock.now()))
    if keys is None:
        raise ValueError(f"Nobody is erased: {person}")
    clear_away(keys, store, config)


def _columns() -> Iterator[sa.Column[Any]]:
    for name, declared in INVENTORY.items():
        for column in METADATA.tables[name].columns:
            stays = treatment(column) in STAY or column.name in declared.whose
            if is_text(column) and not stays and declared.kind is Kind.ABOUT:
                yield column


def _said_of(person: int) -> Iterator[str]:
    """Name every column that is to say nothing more of somebody and does."""
    for column in _columns():
        said = sa.cast(column, sa.Text).contains(f"mark{person}.", autoescape=True)
        if db.session.scalar(sa.select(sa.func.count()).where(said)):
            yield str(column)


def _fingerprints(account: int) -> dict[str, str]:
    found = {}
    for name, declared in INVENTORY.items():
        if declared.kind is Kind.ABOUT:
            table = METADATA.tables[name]
            rows = sa.select(table).where(of_person(name, account))
            said = repr(sorted(map(repr, db.session.execute(rows))))
            found[name] = hashlib.sha256(said.encode()).hexdigest()
    db.session.rollback()
    return found


def _on_disk(folder: Path, erased: set[int]) -> Iterator[str]:
    """Look for what tells an erased person from others in each file there is, the database's too."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        for person in erased:
            for column in IDENTIFIERS:
                if marker(person, "users", column).encode() in content:
                    yield f"{column} of {person} in {path.relative_to(folder)}"
