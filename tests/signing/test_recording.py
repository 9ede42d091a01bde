"""Whatever becomes of a key stands in the ledger, and first of all there."""

import json
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry, SealedText
from trainer.audit.verify import verify
from trainer.config import Config
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.signing import making
from trainer.signing.recording import Step, recorded
from trainer.signing.register import Purpose, Register
from trainer.signing.store import KeyStore


def told() -> list[dict[str, Any]]:
    links = db.session.scalars(
        sa.select(LedgerEntry).where(LedgerEntry.kind.like("Key%")).order_by(LedgerEntry.seq)
    )
    return [
        json.loads(one.body)
        | {"kind": one.kind, "by": one.actor_id, "of": (one.subject_type, one.subject_id)}
        for one in links
    ]


@pytest.fixture
def rotate(store: KeyStore, own: Config) -> Step:
    return partial(making.rotate_document_key, store, own)


def test_a_rotation_names_both_keys_and_who_did_it(
    app: Flask, store: KeyStore, rotate: Step, ada: User
) -> None:
    before = store.document_key_id()
    store.change(recorded(rotate, actor=ada))
    (link,) = told()
    record = store.register().called(store.document_key_id())
    assert record is not None
    assert link["kind"] == "KeyTakenUp"
    assert link["of"] == ("Key", len(store.register().keys))
    assert (link["key_id"], link["before"], link["by"]) == (record.id, before, ada.id)
    assert (link["fingerprint"], link["origin"]) == (record.fingerprint, "trial")
    assert verify() == []


def test_making_everything_anew_names_each_key(app: Flask, store: KeyStore, own: Config) -> None:
    store.change(recorded(partial(making.make_keys, store, own), actor=None))
    assert [one["purpose"] for one in told()] == list(Purpose)
    assert {one["origin"] for one in told()} == {"made"}


def test_a_revocation_is_told_with_its_reason_sealed_and_its_successor(
    app: Flask, store: KeyStore, own: Config
) -> None:
    gone = store.document_key_id()
    revoke = partial(making.revoke_key, store, own, key_id=gone, reason="It was copied.")
    store.change(recorded(revoke, actor=None))
    revoked, successor = told()
    assert (revoked["kind"], revoked["key_id"], revoked["of"]) == ("KeyRevoked", gone, ("Key", 3))
    assert (successor["kind"], successor["before"]) == ("KeyTakenUp", gone)
    assert db.session.scalars(sa.select(SealedText.text)).all() == ["It was copied."]


def test_what_is_refused_is_not_told(app: Flask, store: KeyStore, own: Config) -> None:
    def refuse(_register: Register) -> Register:
        raise Conflict("No.")

    with pytest.raises(Conflict):
        store.change(recorded(refuse, actor=None))
    assert told() == []


def test_a_key_whose_line_can_t_be_written_is_not_taken_up(
    app: Flask, store: KeyStore, rotate: Step
) -> None:
    def full(_session: object) -> None:
        raise OSError("No space left on device")

    before = store.register()
    sa.event.listen(db.session, "before_commit", full)
    try:
        with pytest.raises(OSError, match="No space"):
            store.change(recorded(rotate, actor=None))
    finally:
        sa.event.remove(db.session, "before_commit", full)
    assert store.register() == before
