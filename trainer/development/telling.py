"""Whom a plan of development concerns: the other of the two."""

from trainer.accounts.models import User
from trainer.core.text import gettext as _
from trainer.development.events import (
    ActionAgreedTo,
    ActionDropped,
    ActionEnded,
    ActionProposed,
)
from trainer.development.models import DevelopmentAction
from trainer.notifications.telling import tell

SHOWN = 80


def tell_of_proposal(event: ActionProposed) -> None:
    """Ask the other to read what was put into the plan, or put anew."""
    action, actor = event.subject, event.actor
    if (other := _other(action, actor)) is None or actor is None:
        return
    words = (
        _("%(name)s put this into a development plan: %(what)s", name=actor.name, what=_what(action))
        if event.number == 1
        else _("%(name)s changed this in a development plan: %(what)s", name=actor.name, what=_what(action))
    )  # fmt: skip
    tell(other, words, _path(action), actor=actor)


def tell_of_agreement(event: ActionAgreedTo) -> None:
    """Tell the other that both agree now."""
    action, actor = event.subject, event.actor
    if (other := _other(action, actor)) is None or actor is None:
        return
    words = _("%(name)s agrees to this: %(what)s", name=actor.name, what=_what(action))
    tell(other, words, _path(action), actor=actor)


def tell_of_outcome(event: ActionEnded) -> None:
    """Let the person read whether it helped."""
    action = event.subject
    words = _("It was written down whether this helped: %(what)s", what=_what(action))
    tell(action.person, words, _path(action), actor=event.actor)


def tell_of_dropping(event: ActionDropped) -> None:
    """Tell the other that nothing more is done about it."""
    action, actor = event.subject, event.actor
    if (other := _other(action, actor)) is None:
        return
    words = _("This was dropped from a development plan: %(what)s", what=_what(action))
    tell(other, words, _path(action), actor=actor)


def _other(action: DevelopmentAction, actor: User | None) -> User | None:
    """Find the other of the two: the manager of today, where the person themselves acted."""
    if actor is None or actor.id != action.person_id:
        return action.person
    placement = action.person.placement()
    return placement.manager if placement else None


def _what(action: DevelopmentAction) -> str:
    words = action.action
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1].rstrip()}…"


def _path(action: DevelopmentAction) -> str:
    return f"/development/{action.id}"
