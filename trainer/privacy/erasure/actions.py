"""Erasing somebody takes two people: one proposes, another confirms; then it is final."""

import secrets

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.core import clock
from trainer.core.database import new_code
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.equality.actions import forget as forget_return
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import Task
from trainer.privacy.erasure import policies
from trainer.privacy.erasure.emptying import empty
from trainer.privacy.erasure.emptying.columns import ERASED
from trainer.privacy.erasure.events import ErasureDropped, ErasureProposed, PersonErased
from trainer.privacy.erasure.models import Erasure, ErasureStatus, Ground
from trainer.privacy.erasure.outside import Known
from trainer.privacy.erasure.whom import Whom

SIGNS = 4
"""How long the sign of a tombstone is: it tells one from another, and nothing of the person."""


def propose(person: User, *, actor: User, proof: Proof, ground: Ground, reason: str) -> Erasure:
    """Propose to erase somebody who left; nothing goes until somebody else confirms it."""
    _hold(person)
    require(policies.may_propose(actor, person))
    require(is_proven(actor, proof))
    erasure = Erasure(
        person=person,
        ground=ground,
        reason=_given(reason, "reason"),
        status=ErasureStatus.PROPOSED,
        proposed_by=actor,
        proposal_proven_at=proof.at,
    )
    db.session.add(erasure)
    publish(
        ErasureProposed(
            actor=actor,
            subject=erasure,
            person=person,
            ground=ground,
            reason=Sealed(erasure.reason),
            reauthenticated_at=proof.at,
        )
    )
    return erasure


def drop(erasure: Erasure, *, actor: User, words: str) -> None:
    """Leave somebody as they are after all; whoever proposed may do so, and anybody else."""
    _hold(erasure)
    require(policies.may_drop(actor, erasure))
    erasure.words = _given(words, "words")
    erasure.move_to(ErasureStatus.DROPPED)
    erasure.decided_by, erasure.decided_at = actor, clock.now()
    publish(
        ErasureDropped(
            actor=actor, subject=erasure, person=erasure.person, words=Sealed(erasure.words)
        )
    )


def confirm(erasure: Erasure, *, actor: User, proof: Proof) -> None:
    """Erase somebody for good, as another proposed."""
    _hold(erasure.person)
    _hold(erasure)
    require(policies.may_confirm(actor, erasure))
    require(is_proven(actor, proof))
    _erase(erasure, new_sign(), actor=actor, proof=proof)


def again(known: Known) -> list[str] | None:
    """Erase somebody once more on a backup brought back from before, and say which bytes are to go.

    Nothing is done, and None returned, where they are not there or erased as it is.
    """
    person = db.session.get(User, known.person_id)
    if person is None or person.created_at != known.account_made or person.erased_at is not None:
        return None
    erasure = db.session.scalar(
        sa.select(Erasure).where(
            Erasure.person_id == person.id, Erasure.status == ErasureStatus.PROPOSED
        )
    )
    if erasure is None:
        erasure = Erasure(
            person=person, ground=Ground.ASKED, reason=ERASED, status=ErasureStatus.PROPOSED
        )
        db.session.add(erasure)
    return _erase(erasure, known.sign, actor=None, proof=None)


def new_sign() -> str:
    """Draw the sign of a tombstone that nobody has yet."""
    while True:
        sign = new_code(SIGNS)
        if db.session.scalar(sa.select(Erasure.id).where(Erasure.tombstone == sign)) is None:
            return sign


def _erase(erasure: Erasure, sign: str, *, actor: User | None, proof: Proof | None) -> list[str]:
    person, whom = erasure.person, Whom.of(erasure.person, sign)
    erasure.is_under_way, erasure.tombstone = True, sign
    emptied = empty(whom)
    forget_return(person)
    _put_up_tombstone(person, whom)
    erasure.move_to(ErasureStatus.DONE)
    erasure.decided_by, erasure.decided_at = actor, clock.now()
    erasure.texts, erasure.sealed = emptied.texts, emptied.sealed
    erasure.files = len(emptied.keys)
    db.session.flush()
    erasure.is_under_way = False
    publish(
        PersonErased(
            actor=actor,
            subject=erasure,
            person=person,
            tombstone=sign,
            ground=erasure.ground,
            texts=erasure.texts,
            files=erasure.files,
            sealed=erasure.sealed,
            reauthenticated_at=proof.at if proof else None,
        )
    )
    outbox.ask(Task.CLEAR_ERASED, keys=emptied.keys)
    return emptied.keys


def _put_up_tombstone(person: User, whom: Whom) -> None:
    person.name = person.known_as = whom.tombstone
    person.staff_number = f"ERASED-{whom.sign}"
    person.email = person.password = None
    person.fs_uniquifier = secrets.token_hex(32)
    person.active, person.theme = False, ""
    person.erased_at = clock.now()


def _given(words: str, field: str) -> str:
    if not words.strip():
        raise Unacceptable(_("Say why, in a sentence."), field)
    return words.strip()


def _hold(row: User | Erasure) -> None:
    """Make whoever else decides about this row wait, and see it as it is now."""
    table = type(row)
    db.session.execute(sa.select(table.id).where(table.id == row.id).with_for_update())
    db.session.refresh(row)
