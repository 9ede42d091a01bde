"""Putting actions into a plan, putting them anew, and both sides agreeing; then ending them."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.development import policies
from trainer.development.events import (
    ActionAgreedTo,
    ActionDropped,
    ActionEnded,
    ActionProposed,
)
from trainer.development.models import (
    DevelopmentAction,
    DevelopmentOutcome,
    DevelopmentSource,
    DevelopmentStatus,
)
from trainer.extensions import db


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an action says: why, what, with whose support, by when, and how one will know."""

    need: str
    source: DevelopmentSource
    action: str
    support: str = ""
    due_on: date
    measure: str = ""


def propose(
    person: User, *, actor: User, said: Said, origin: str | None = None
) -> DevelopmentAction:
    """Put an action into somebody's plan; whoever does agrees to it by that, the other is asked.

    `origin` names where it was agreed, such as `appraisal:12`. Raises `Unacceptable` for a day that is past.
    """
    require(policies.may_propose(actor, person))
    action = _new(person, origin)
    _put(action, said, actor)
    _agree_to(action, actor)
    _announce(action, actor)
    return action


def put_down(person: User, *, actor: User, said: Said, origin: str) -> DevelopmentAction:
    """Put down what somebody else decided the person is to work on, such as a panel; both are asked.

    Whether this may be is for whoever calls to know.
    """
    action = _new(person, origin)
    _put(action, said, actor)
    _announce(action, actor)
    return action


def change(action: DevelopmentAction, *, actor: User, known: int, said: Said) -> None:
    """Put an action anew over the version that was `known`; the other side agrees again.

    Raises `Conflict` if it has changed since, so that neither's words are lost.
    """
    require(policies.may_change(actor, action))
    if action.number != known:
        raise Conflict(
            _("This was changed since you opened it. What it says now stands beside your words.")
        )
    if said == words_of(action):
        return
    if action.status is not DevelopmentStatus.PROPOSED:
        action.move_to(DevelopmentStatus.PROPOSED)
    action.number = known + 1
    _put(action, said, actor)
    _agree_to(action, actor)
    _announce(action, actor)


def agree(action: DevelopmentAction, *, actor: User, known: int) -> None:
    """Agree to an action as it was `known`. Raises `Conflict` if it has changed since."""
    require(policies.may_agree(actor, action))
    if action.number != known:
        raise Conflict(_("This has changed since you looked. Read it again, then agree."))
    _agree_to(action, actor)
    both = action.person_agreed_at is not None and action.manager_agreed_at is not None
    if both:
        action.move_to(DevelopmentStatus.AGREED)
    publish(ActionAgreedTo(actor=actor, subject=action, number=known, both=both))


def end(action: DevelopmentAction, *, actor: User, outcome: DevelopmentOutcome, words: str) -> None:
    """Say whether it helped, by the measure both had agreed, and on what that rests."""
    require(policies.may_end(actor, action))
    if not words.strip():
        raise Unacceptable(_("Say what that rests on."), "words")
    action.outcome = outcome
    _close(action, actor, DevelopmentStatus.ENDED, words)
    publish(ActionEnded(actor=actor, subject=action, outcome=outcome))


def drop(action: DevelopmentAction, *, actor: User, words: str) -> None:
    """Do nothing more about it, and say why."""
    require(policies.may_drop(actor, action))
    if not words.strip():
        raise Unacceptable(_("Give a reason. Both of you read it later."), "words")
    _close(action, actor, DevelopmentStatus.DROPPED, words)
    publish(ActionDropped(actor=actor, subject=action))


def words_of(action: DevelopmentAction) -> Said:
    """Return what an action says now."""
    return Said(
        need=action.need,
        source=action.source,
        action=action.action,
        support=action.support,
        due_on=action.due_on,
        measure=action.measure,
    )


def _new(person: User, origin: str | None) -> DevelopmentAction:
    action = DevelopmentAction(
        person=person, origin=origin, number=1, status=DevelopmentStatus.PROPOSED
    )
    db.session.add(action)
    return action


def _put(action: DevelopmentAction, said: Said, actor: User) -> None:
    if said.due_on < clock.today() and said.due_on != action.due_on:
        raise Unacceptable(_("That day is past. Choose one that lies ahead."), "due_on")
    action.need, action.source, action.action = said.need.strip(), said.source, said.action.strip()
    action.support, action.due_on, action.measure = said.support, said.due_on, said.measure
    action.person_agreed_at = action.manager_agreed_at = action.agreed_manager = None
    action.proposed_by_id, action.proposed_at = actor.id, clock.now()


def _announce(action: DevelopmentAction, actor: User) -> None:
    db.session.flush()  # The other is led to its page by its number.
    publish(ActionProposed(actor=actor, subject=action, number=action.number))


def _agree_to(action: DevelopmentAction, actor: User) -> None:
    if actor == action.person:
        action.person_agreed_at = clock.now()
    else:
        action.manager_agreed_at, action.agreed_manager = clock.now(), actor


def _close(action: DevelopmentAction, actor: User, status: DevelopmentStatus, words: str) -> None:
    action.move_to(status)
    action.ended_by, action.ended_at, action.words = actor, clock.now(), words.strip()
