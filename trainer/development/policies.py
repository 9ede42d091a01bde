"""Who reads whose plan of development, and who of the two does what."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.development.models import OPEN, DevelopmentAction, DevelopmentStatus
from trainer.figures.policies import people_visible_to
from trainer.people.policies import leads


def visible_to(actor: User) -> sa.Select[DevelopmentAction]:
    """Select the actions this person may read: their own, of those below them, and HR's sites.

    Assessors, quality assurers and training administrators read none but their own.
    """
    people = people_visible_to(actor).with_only_columns(User.id)
    return sa.select(DevelopmentAction).where(DevelopmentAction.person_id.in_(people))


def may_propose(actor: User, person: User) -> Verdict:
    """Say whether this person may put something into the other's plan: themselves or their manager."""
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    if actor == person or leads(actor, person):
        return YES
    return no(_("Only %(name)s and their manager write in this plan.", name=person.name))


def may_change(actor: User, action: DevelopmentAction) -> Verdict:
    """Say whether this person may put the action anew; both then agree again."""
    return first_refusal(_is_open(action), may_propose(actor, action.person))


def may_agree(actor: User, action: DevelopmentAction) -> Verdict:
    """Say whether this person may agree: one of the two, whose side has not yet."""
    if action.status is not DevelopmentStatus.PROPOSED:
        return no(_("Both of you have agreed to this."))
    given = action.person_agreed_at if actor == action.person else action.manager_agreed_at
    if given is not None:
        return no(_("You have agreed. It waits for the other of you."))
    return may_propose(actor, action.person)


def may_do(actor: User, action: DevelopmentAction) -> Verdict:
    """Say whether this person may choose how it is done, or say that it is: one of the two."""
    return first_refusal(_is_open(action), may_propose(actor, action.person))


def may_end(actor: User, action: DevelopmentAction) -> Verdict:
    """Say whether this person may say if it helped: the manager; without one, the person."""
    manager = _manager_of(action.person)
    if manager is None and actor == action.person:
        return _is_open(action)
    if not leads(actor, action.person):
        return no(_("Their manager says whether it helped, after talking about it."))
    return _is_open(action)


def may_drop(actor: User, action: DevelopmentAction) -> Verdict:
    """Say whether this person may drop it: either of the two, with a reason the other reads."""
    return first_refusal(_is_open(action), may_propose(actor, action.person))


def _manager_of(person: User) -> User | None:
    placement = person.placement()
    return placement.manager if placement else None


def _is_open(action: DevelopmentAction) -> Verdict:
    if action.status in OPEN:
        return YES
    return no(_("This is over. What it said stays as it is."))
