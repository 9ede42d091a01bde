"""Raise an action point, answer it, and find it done or not."""

from datetime import date
from typing import Any

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.points import policies, queries, subjects
from trainer.points.events import (
    PointAnswered,
    PointClosed,
    PointFellDue,
    PointRaised,
    PointReopened,
)
from trainer.points.models import ActionPoint, PointEntry, PointStatus, Step


def raise_point(about: Any, *, actor: User, what: str, owner: User, due_on: date) -> ActionPoint:
    """Ask somebody to do something about a thing by a day."""
    require(policies.may_raise(actor, about))
    if not owner.active:
        raise Unacceptable(_("%(name)s has left. Choose somebody else.", name=owner.name), "owner")
    _check_day(due_on)
    point = ActionPoint(
        about_kind=subjects.name_of(about),
        about_id=about.id,
        what=_words(what, _("Say what is to be done."), "what"),
        owner=owner,
        due_on=due_on,
        raised_by=actor,
    )
    db.session.add(point)
    publish(
        PointRaised(
            actor=actor,
            subject=point,
            about_kind=point.about_kind,
            about_id=point.about_id,
            owner=owner,
            due_on=due_on,
        )
    )
    return point


def answer(point: ActionPoint, *, actor: User, words: str) -> None:
    """Say what was done."""
    require(policies.may_answer(actor, point))
    point.move_to(PointStatus.ANSWERED)
    _note(point, Step.ANSWERED, actor, _words(words, _("Say what was done."), "words"))
    publish(PointAnswered(actor=actor, subject=point))


def close(point: ActionPoint, *, actor: User, words: str = "") -> None:
    """Find that it is done."""
    require(policies.may_close(actor, point))
    point.move_to(PointStatus.CLOSED)
    _note(point, Step.CLOSED, actor, words.strip())
    publish(PointClosed(actor=actor, subject=point))


def reopen(point: ActionPoint, *, actor: User, words: str, due_on: date) -> None:
    """Ask for it to be done after all, by another day, and say why."""
    require(policies.may_reopen(actor, point))
    _check_day(due_on)
    point.move_to(PointStatus.OPEN)
    point.due_on, point.overdue_told_at = due_on, None
    _note(point, Step.REOPENED, actor, _words(words, _("Say what is still to be done."), "words"))
    publish(PointReopened(actor=actor, subject=point, due_on=due_on))


def tell_of_overdue() -> None:
    """Note each action point whose day has passed, once, so that its owner is told."""
    for point in db.session.scalars(queries.newly_overdue(clock.today())).all():
        point.overdue_told_at = clock.now()
        publish(PointFellDue(actor=None, subject=point))


def _check_day(due_on: date) -> None:
    if due_on < clock.today():
        raise Unacceptable(_("That day has passed. Choose today or later."), "due_on")


def _words(given: str, objection: str, field: str) -> str:
    if not given.strip():
        raise Unacceptable(objection, field)
    return given.strip()


def _note(point: ActionPoint, step: Step, author: User, words: str) -> None:
    db.session.add(
        PointEntry(point=point, step=step, author=author, owner_id=point.owner_id, words=words)
    )
