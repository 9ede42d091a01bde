"""Who orders a learner's pack, and who may save it."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.packs.models import Pack, PackArrival
from trainer.people.models import Role
from trainer.people.policies import may_read_record


def visible_to(actor: User) -> sa.Select[Pack]:
    """Select the packs of somebody's own work, and those they ordered for others."""
    return sa.select(Pack).where(sa.or_(Pack.learner_id == actor.id, Pack.asked_by_id == actor.id))


def may_order(actor: User, learner: User) -> Verdict:
    """Say whether this person may order the learner's pack: themselves, or a training administrator."""
    if actor == learner:
        return YES
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only %(name)s and training administrators order this.", name=learner.name))
    return may_read_record(actor, learner)


def may_save(actor: User, pack: Pack) -> Verdict:
    """Say whether this person may save the pack: it holds the learner's own words, so they do."""
    if actor.id != pack.learner_id:
        return no(_("It holds %(name)s’s own words, so only they save it.", name=pack.learner.name))
    return YES


def may_bring_in(actor: User) -> Verdict:
    """Say whether this person brings packs in from elsewhere, and says whose keys are trusted."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("Only a training administrator brings packs in."))
    return YES


def may_bring_in_for(actor: User, learner: User) -> Verdict:
    """Say whether this person may bring a pack in for the learner: never for themselves."""
    if actor == learner:
        return no(_("Nobody brings in their own. Another training administrator has to do it."))
    if not learner.active:
        return no(_("%(name)s has left.", name=learner.name))
    return first_refusal(may_bring_in(actor), may_read_record(actor, learner))


def arrivals_visible_to(actor: User) -> sa.Select[PackArrival]:
    """Select the packs this person sent here and has not dealt with yet."""
    return sa.select(PackArrival).where(PackArrival.uploaded_by_id == actor.id)
