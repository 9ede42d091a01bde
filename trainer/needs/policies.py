"""Whose needs somebody sees, and who notes, meets and closes them."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.needs.models import Need, NeedStatus
from trainer.skills.policies import people_seen
from trainer.training import policies as training


def visible_to(actor: User) -> sa.Select[Need]:
    """Select the needs of those who report to somebody, and of those at the sites they serve."""
    return sa.select(Need).where(Need.person_id.in_(people_seen(actor)), Need.person_id != actor.id)


def may_note(actor: User, person: User) -> Verdict:
    """Say whether this person may note that the other is to learn something."""
    if actor == person:
        return no(_("Nobody notes their own needs here. Talk to your manager."))
    if not person.active:
        return no(_("%(name)s has left.", name=person.name))
    return training.may_read(actor, person)


def may_settle(actor: User, need: Need) -> Verdict:
    """Say whether this person may say that a need is met, or close it."""
    return first_refusal(_is_open(need), _is_of_another(actor, need))


def _is_open(need: Need) -> Verdict:
    if need.status is not NeedStatus.OPEN:
        return no(_("This was settled already."))
    return YES


def _is_of_another(actor: User, need: Need) -> Verdict:
    if actor.id == need.person_id:
        return no(_("Nobody settles their own needs."))
    return training.may_read(actor, need.person)
