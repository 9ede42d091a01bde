"""INV26: the keys that are believed are those the ledger tells of, and no others."""

import json
from collections.abc import Iterator
from itertools import takewhile

import sqlalchemy as sa
from flask import current_app

from trainer.audit.models import LedgerEntry
from trainer.checks.finding import Check
from trainer.extensions import db
from trainer.signing.register import KeyRecord, Origin, Purpose
from trainer.signing.store import KeyStore


def _untold() -> Iterator[str]:
    keys, told = _keys().register().keys, _told("KeyTakenUp")
    for record in keys[_of_trial(keys) :]:
        if told.get(record.id, {}).get("fingerprint") != record.fingerprint:
            yield f"The ledger knows nothing of the key {record.id}, which is in the list of keys."
    for key_id in told.keys() - {record.id for record in keys}:
        yield f"The ledger tells of the key {key_id}, which is not in the list of keys."


def _of_trial(keys: tuple[KeyRecord, ...]) -> int:
    """Count the keys that were made by themselves, before anybody made one."""
    first = takewhile(lambda one: one.origin is Origin.TRIAL, keys[: len(Purpose)])
    return len(list(first))


def _unrevoked() -> Iterator[str]:
    told = set(_told("KeyRevoked"))
    listed = {one.id for one in _keys().register().keys if one.revoked_at is not None}
    for key_id in sorted(told ^ listed):
        yield f"The ledger and the list of keys differ on whether the key {key_id} was revoked."


def _exchanged() -> Iterator[str]:
    keys = _keys()
    for record in keys.register().keys:
        if not keys.is_as_made(record):
            yield f"The public file of the key {record.id} is gone, or that of another."


def _told(kind: str) -> dict[str, dict[str, str]]:
    """Collect what the ledger tells of keys, by their ids."""
    bodies = db.session.scalars(sa.select(LedgerEntry.body).where(LedgerEntry.kind == kind))
    return {body["key_id"]: body for body in map(json.loads, bodies)}


def _keys() -> KeyStore:
    return KeyStore(current_app.extensions["trainer"])


CHECKS = [
    Check("INV26", "Every key is in the ledger, and every key of the ledger in the list.", _untold),
    Check("INV26", "A key is revoked where the ledger says so, and nowhere else.", _unrevoked),
    Check("INV26", "The public file of a key is the one it was made with.", _exchanged),
]
