"""Who brings figures in, and who sees whose: the person, their line of managers, and HR."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Placement, Role
from trainer.people.policies import line_below, serves_everywhere, sites_served


def may_bring_in(actor: User) -> Verdict:
    """Say whether this person says what is measured and brings figures in: HR for every site."""
    if serves_everywhere(actor, {Role.HR}):
        return YES
    return no(_("HR for every site brings figures in."))


def people_visible_to(actor: User) -> sa.Select[User]:
    """Select the people whose figures this person sees.

    Assessors, quality assurers and training administrators see none but their own.
    """
    sites = sites_served(actor, {Role.HR})
    if None in sites:
        return sa.select(User)
    seen = [User.id == actor.id, User.id.in_(line_below(actor))]
    if sites:
        at_sites = sa.select(Placement.user_id).where(
            Placement.site_id.in_(sites), Placement.holds_on(clock.today())
        )
        seen.append(User.id.in_(at_sites))
    return sa.select(User).where(sa.or_(*seen))
