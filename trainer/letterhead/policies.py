"""Who sees to how documents look."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.letterhead.models import Letterhead, LetterheadStatus, Preview
from trainer.people.models import Role


def may_administer(actor: User) -> Verdict:
    """Say whether this person sees to the letterhead."""
    if not actor.holds(Role.TRAINING_ADMIN):
        return no(_("A training administrator sees to the letterhead."))
    return YES


def visible_to(actor: User) -> sa.Select[Letterhead]:
    """Select the versions this person may look at."""
    return sa.select(Letterhead).where(sa.true() if may_administer(actor) else sa.false())


def may_put_to_use(actor: User, letterhead: Letterhead) -> Verdict:
    """Say whether documents may look like this from now on: only once it has been seen."""
    return first_refusal(may_administer(actor), _is_shown(letterhead))


def may_make_again(actor: User, letterhead: Letterhead) -> Verdict:
    """Say whether the specimen may be tried once more."""
    if letterhead.preview is not Preview.FAILED:
        return no(_("The specimen is made or on its way."))
    return may_administer(actor)


def _is_shown(letterhead: Letterhead) -> Verdict:
    if letterhead.status is LetterheadStatus.IN_USE:
        return no(_("This is in use already."))
    if letterhead.status is LetterheadStatus.EARLIER:
        return no(_("This was in use once. Begin a new one from it."))
    if letterhead.preview is not Preview.READY:
        return no(_("It can be put to use once its specimen is there to be looked at."))
    return YES
