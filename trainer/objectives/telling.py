"""Whom objectives and talks concern: the other of the two."""

from collections.abc import Mapping
from typing import cast

from flask import current_app

from trainer.accounts.models import User
from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.invitations import Invitation, Method
from trainer.notifications.inviting import invite
from trainer.notifications.telling import tell
from trainer.objectives.events import (
    ObjectiveClosed,
    ObjectiveDropped,
    ObjectiveProposed,
    ObjectivesAgreedTo,
    OneToOneCalledOff,
    OneToOneHeld,
    OneToOnePlanned,
)
from trainer.objectives.models import Objective, OneToOne
from trainer.objectives.rules.meeting import times_of


def tell_of_proposal(event: ObjectiveProposed) -> None:
    """Ask the other to read what was proposed or put anew."""
    objective, actor = event.subject, event.actor
    if (other := _other(objective, actor)) is None or actor is None:
        return
    words = (
        _("%(name)s proposes an objective: %(title)s", name=actor.name, title=objective.title)
        if event.number == 1
        else _("%(name)s changed an objective: %(title)s", name=actor.name, title=objective.title)
    )
    tell(other, words, _path(objective), actor=actor)


def tell_of_agreement(event: ObjectivesAgreedTo) -> None:
    """Tell the other that one side agrees."""
    objective, actor = event.subject, event.actor
    if (other := _other(objective, actor)) is None or actor is None:
        return
    words = _("%(name)s agrees to this: %(title)s", name=actor.name, title=objective.title)
    tell(other, words, _path(objective), actor=actor)


def tell_of_outcome(event: ObjectiveClosed) -> None:
    """Let the person read what came of it."""
    objective = event.subject
    words = _("Your manager wrote down what came of this: %(title)s", title=objective.title)
    tell(objective.person, words, _path(objective), actor=event.actor)


def tell_of_dropping(event: ObjectiveDropped) -> None:
    """Tell the other that it is worked on no more."""
    objective, actor = event.subject, event.actor
    if (other := _other(objective, actor)) is None:
        return
    words = _("This objective was dropped: %(title)s", title=objective.title)
    tell(other, words, _path(objective), actor=actor)


def tell_of_talk(event: OneToOnePlanned) -> None:
    """Tell the other when they are to meet, and put it into both calendars."""
    talk, actor = event.subject, event.actor
    if actor is None:
        return
    words = _(
        "%(name)s planned a one-to-one with you. Put on it what you want to talk about.",
        name=actor.name,
    )
    own = _("You planned a one-to-one with %(name)s.", name=talk.other(actor).name)
    _invite_both(talk, actor, {talk.other(actor).id: words, actor.id: own}, Method.REQUEST)


def tell_of_summary(event: OneToOneHeld) -> None:
    """Let the other read what was written down."""
    talk, actor = event.subject, event.actor
    if actor is None:
        return
    words = _("%(name)s wrote down what came of your one-to-one.", name=actor.name)
    tell(talk.other(actor), words, f"/one-to-ones/{talk.id}", actor=actor)


def tell_of_calling_off(event: OneToOneCalledOff) -> None:
    """Tell the other that they will not meet."""
    talk, actor = event.subject, event.actor
    if actor is None:
        return
    words = _("%(name)s called your one-to-one off.", name=actor.name)
    own = _("You called your one-to-one with %(name)s off.", name=talk.other(actor).name)
    _invite_both(talk, actor, {talk.other(actor).id: words, actor.id: own}, Method.CANCEL)


def _invite_both(talk: OneToOne, actor: User, words: Mapping[int, str], method: Method) -> None:
    """Send both what their calendars need: whom they meet and when, and nothing of what about.

    `words` are what each is told, by their id.
    """
    db.session.flush()  # The number of the letter is that of the row as it is now.
    config = cast("Config", current_app.extensions["trainer"])
    starts, ends = times_of(talk, config.zone)
    for person in (talk.person, talk.manager):
        if person.active:
            invitation = Invitation(
                uid=f"one-to-one-{talk.id}-{person.id}",
                letters=talk.row_version,
                title=_("One-to-one with %(name)s", name=talk.other(person).name),
                starts_at=starts,
                ends_at=ends,
                place="",
                path=f"/one-to-ones/{talk.id}",
                email=person.email or "",
                name=person.name,
            )
            invite(person, words[person.id], invitation, method, actor=actor)


def _other(objective: Objective, actor: User | None) -> User | None:
    """Find the other of the two: the manager of today, where the person themselves acted."""
    if actor is None or actor.id != objective.person_id:
        return objective.person
    placement = objective.person.placement(clock.today())
    return placement.manager if placement else None


def _path(objective: Objective) -> str:
    return f"/objectives/{objective.id}"
