"""Checking in on an objective, saying what came of it, and dropping it."""

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.objectives import policies
from trainer.objectives.events import CheckedIn, ObjectiveClosed, ObjectiveDropped
from trainer.objectives.models import OUTCOMES, Objective, ObjectiveCheckIn, ObjectiveStatus


def check_in(
    objective: Objective, *, actor: User, standing: ObjectiveStatus, note: str
) -> ObjectiveCheckIn:
    """Note in a few words how an objective goes, and whether it is on track."""
    require(policies.may_check_in(actor, objective))
    if not note.strip():
        raise Unacceptable(_("Say in a few words how it goes."), "note")
    objective.move_to(standing)
    made = ObjectiveCheckIn(objective=objective, standing=standing, note=note.strip(), by=actor)
    db.session.add(made)
    publish(CheckedIn(actor=actor, subject=objective, standing=standing))
    return made


def close(objective: Objective, *, actor: User, outcome: ObjectiveStatus, words: str) -> None:
    """Say what came of an objective, and on what that rests."""
    require(policies.may_close(actor, objective))
    if outcome not in OUTCOMES:
        raise Unacceptable(_("Choose what came of it."), "outcome")
    if not words.strip():
        raise Unacceptable(_("Say what that rests on."), "words")
    _end(objective, actor, outcome, words)
    publish(ObjectiveClosed(actor=actor, subject=objective, outcome=outcome))


def drop(objective: Objective, *, actor: User, words: str) -> None:
    """Work on an objective no more, and say why."""
    require(policies.may_drop(actor, objective))
    if not words.strip():
        raise Unacceptable(_("Give a reason. Both of you read it later."), "words")
    _end(objective, actor, ObjectiveStatus.DROPPED, words)
    publish(ObjectiveDropped(actor=actor, subject=objective))


def _end(objective: Objective, actor: User, status: ObjectiveStatus, words: str) -> None:
    objective.move_to(status)
    objective.ended_by, objective.ended_at = actor, clock.now()
    objective.ended_because = words.strip()
