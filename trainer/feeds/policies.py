"""Who brings work products in, for whom, and who sees what is in them."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.feeds.models import OfferStatus, WorkProduct
from trainer.people import policies as people
from trainer.people.models import Role


def may_bring_in(actor: User) -> Verdict:
    """Say whether this person may bring files in: training administrators, and who leads a team."""
    if actor.holds(Role.TRAINING_ADMIN) or people.may_lead(actor):
        return YES
    return no(_("Training administrators do this, and managers for their team."))


def brings_in_for(actor: User) -> sa.Select[User]:
    """Select for whom this person may bring work products in: never for themselves.

    A training administrator does for everyone they see, a manager for their direct reports.
    """
    theirs = (
        people.visible_to(actor)
        if actor.holds(Role.TRAINING_ADMIN)
        else sa.select(User).where(User.id.in_(people.reports_to(actor)))
    )
    return theirs.where(User.id != actor.id, User.active.is_(True))


def visible_to(actor: User) -> sa.Select[WorkProduct]:
    """Select the work products whose words this person may read: those offered to them."""
    return sa.select(WorkProduct).where(WorkProduct.person_id == actor.id)


def may_use(actor: User, product: WorkProduct) -> Verdict:
    """Say whether this person may make it evidence: whom it is about, and once."""
    return _may_decide(actor, product, OfferStatus.OFFERED)


def may_set_aside(actor: User, product: WorkProduct) -> Verdict:
    """Say whether this person may decide against it."""
    return _may_decide(actor, product, OfferStatus.OFFERED)


def may_take_up(actor: User, product: WorkProduct) -> Verdict:
    """Say whether this person may take it back among those offered."""
    return _may_decide(actor, product, OfferStatus.SET_ASIDE)


def _may_decide(actor: User, product: WorkProduct, status: OfferStatus) -> Verdict:
    if product.person_id != actor.id:
        return no(_("Only the person it is about decides whether it becomes evidence."))
    if product.status is not status:
        return no(_("You have decided on this already. Open the list again."))
    return YES
