"""Who sees action points, who answers them, and who says that one is done."""

from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role
from trainer.points.models import ActionPoint, PointStatus
from trainer.points.subjects import kind_of, name_of

_P = PointStatus
SEE_ALL = frozenset({Role.IQA, Role.TRAINING_ADMIN})
"""The roles that follow up every action point of the centre."""


def sees_all(actor: User) -> bool:
    """Say whether this person follows up what others are to do."""
    return any(actor.holds(role) for role in SEE_ALL)


def visible_to(actor: User) -> sa.Select[ActionPoint]:
    """Select the action points somebody sees: their own, those they raised, or all."""
    if sees_all(actor):
        return sa.select(ActionPoint)
    return sa.select(ActionPoint).where(
        sa.or_(ActionPoint.owner_id == actor.id, ActionPoint.raised_by_id == actor.id)
    )


def may_see(actor: User, point: ActionPoint) -> bool:
    """Say whether this action point is among those somebody sees."""
    return sees_all(actor) or actor.id in {point.owner_id, point.raised_by_id}


def may_raise(actor: User, about: Any) -> Verdict:
    """Say whether this person may ask for something to be done about a thing, as its kind says."""
    kind = kind_of(name_of(about))
    if kind is None:
        return no(_("Nothing is asked for about this."))
    return kind.may_raise(actor, about)


def may_answer(actor: User, point: ActionPoint) -> Verdict:
    """Say whether this person may write what was done."""
    if actor.id != point.owner_id:
        return no(_("Only %(name)s can say what was done.", name=point.owner.name))
    if point.status is not _P.OPEN:
        return no(_("This is answered already."))
    return YES


def may_close(actor: User, point: ActionPoint) -> Verdict:
    """Say whether this person may find it done: nobody does of what they did themselves."""
    if point.status is _P.CLOSED:
        return no(_("This is closed already."))
    if point.status is _P.OPEN:
        return no(_("%(name)s has not said yet what was done.", name=point.owner.name))
    return _follows_up(actor, point)


def may_reopen(actor: User, point: ActionPoint) -> Verdict:
    """Say whether this person may ask for it to be done after all."""
    if point.status is _P.OPEN:
        return no(_("This is open already."))
    return _follows_up(actor, point)


def _follows_up(actor: User, point: ActionPoint) -> Verdict:
    if actor.id == point.owner_id:
        return no(_("You can't decide on what you did yourself. Somebody else looks at it."))
    if actor.id != point.raised_by_id and not actor.holds(Role.IQA):
        return no(_("Whoever raised it, or a quality assurer, decides whether it is done."))
    return YES
