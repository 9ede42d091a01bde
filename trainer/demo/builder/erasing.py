"""Come here for those who left: one is erased, one is to be erased, and one is held."""

from datetime import timedelta
from functools import partial

from flask import current_app

from trainer.core import clock
from trainer.demo.builder.cast import person, proof_of
from trainer.demo.builder.timeline import Timeline
from trainer.extensions import db
from trainer.files import actions as holding
from trainer.notifications.models import OutboxItem, Task
from trainer.privacy.erasure import actions
from trainer.privacy.erasure.models import Erasure, ErasureStatus, Ground
from trainer.privacy.erasure.tasks import clear_away

HR, SYSTEM, TRAINING = "bh1003", "bh1008", "bh1005"
ERASED, PROPOSED, HELD = "bh1605", "bh1406", "bh1306"
HELD_SINCE, DUE_SINCE = 40, 9
"""So many days ago a hold was placed, and was to be looked at again."""
LAST = 1
"""Once everybody has read their notices: of who is erased nothing more is done."""


def plan(timeline: Timeline) -> None:
    """Have somebody erased by two, another proposed, and a third kept for a claim."""
    timeline.plan(
        LAST, 21, partial(_propose, ERASED, "Asked for by letter, five months after leaving.")
    )
    timeline.plan(LAST, 22, _confirm, alone=True)
    timeline.plan(LAST, 22, _clear_away, minute=10, alone=True)
    timeline.plan(HELD_SINCE, 11, _hold)
    timeline.plan(LAST, 23, partial(_propose, PROPOSED, "Asked for by e-mail to HR, filed there."))


def _propose(number: str, reason: str) -> None:
    proposer = person(HR)
    actions.propose(
        person(number),
        actor=proposer,
        proof=proof_of(proposer),
        ground=Ground.ASKED,
        reason=reason,
    )


def _confirm() -> None:
    second = person(SYSTEM)
    waits = db.select(Erasure).where(Erasure.status == ErasureStatus.PROPOSED)
    actions.confirm(db.session.scalars(waits).one(), actor=second, proof=proof_of(second))


def _clear_away() -> None:
    """Do at once what the worker would do next."""
    asked = db.select(OutboxItem).where(OutboxItem.task == Task.CLEAR_ERASED)
    [item] = db.session.scalars(asked)
    store, config = current_app.extensions["store"], current_app.extensions["trainer"]
    clear_away(item.payload["keys"], store, config)


def _hold() -> None:
    """Keep what a claim needs; by now somebody should have looked whether it still does."""
    holding.place_hold(
        person(HELD),
        actor=person(TRAINING),
        reason="A claim about the last month’s pay is before the tribunal. Ask HR for the letter.",
        review_on=clock.today() + timedelta(days=HELD_SINCE - DUE_SINCE),
    )
