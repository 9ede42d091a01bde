"""Come here to change the keys so that the ledger tells of it: `recorded(step, actor=…)`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.core.events import LedgerEvent, Sealed, publish
from trainer.signing.events import Key, KeyRevoked, KeyTakenUp
from trainer.signing.register import KeyRecord, Register
from trainer.web.transactions import unit_of_work

if TYPE_CHECKING:
    from trainer.accounts.models import User

Step = Callable[[Register], Register]


def recorded(step: Step, *, actor: "User | None") -> Step:
    """Let a step on the list of keys stand in the ledger before the list says so.

    Files and database can't be written in one transaction. What fails between the two leaves a
    line about a key that is not in use, which `trainer check` names; never a key without a line.
    """

    def done(register: Register) -> Register:
        changed = step(register)
        with unit_of_work():
            for event in _differences(register, changed, actor):
                publish(event)
        return changed

    return done


def _differences(before: Register, after: Register, actor: "User | None") -> list[LedgerEvent]:
    return [
        *(_revoked(one, after, actor) for one in after.keys if _is_newly_revoked(one, before)),
        *(
            _taken_up(one, before, after, actor)
            for one in after.keys
            if before.called(one.id) is None
        ),
    ]


def _is_newly_revoked(record: KeyRecord, before: Register) -> bool:
    known = before.called(record.id)
    return record.revoked_at is not None and known is not None and known.revoked_at is None


def _revoked(record: KeyRecord, register: Register, actor: "User | None") -> KeyRevoked:
    return KeyRevoked(
        actor=actor,
        subject=Key.of(record, register),
        key_id=record.id,
        purpose=record.purpose,
        reason=Sealed(record.reason),
    )


def _taken_up(
    record: KeyRecord, before: Register, after: Register, actor: "User | None"
) -> KeyTakenUp:
    earlier = before.in_use(record.purpose)
    return KeyTakenUp(
        actor=actor,
        subject=Key.of(record, after),
        key_id=record.id,
        purpose=record.purpose,
        origin=record.origin,
        fingerprint=record.fingerprint,
        before=earlier.id if earlier else None,
    )
