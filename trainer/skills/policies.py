"""Whose skills somebody sees together, who says how many must hold one, and who reminds of it."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Placement, Role
from trainer.people.policies import leads
from trainer.registrations.policies import READERS, sites_of
from trainer.skills.models import CoverageTarget
from trainer.training import policies as training
from trainer.training.rules.standing import TO_DO, Standing


def people_seen(actor: User) -> sa.Select[int]:
    """Select whom the matrix shows somebody: who reports to them, and whoever is at the sites they serve."""
    return training.those_seen(actor, sites_of(actor, READERS))


def people_seen_in_units(actor: User) -> sa.Select[int]:
    """Select whose units the matrix shows somebody: HR reads no decisions on units of individuals."""
    return training.those_seen(actor, sites_of(actor, {Role.TRAINING_ADMIN}))


def sites_managed(actor: User) -> set[int]:
    """Name the site somebody manages today: people there report to them, and they to nobody there.

    One statement.
    """
    today = clock.today()
    own, above, below = aliased(Placement), aliased(Placement), aliased(Placement)
    led = sa.select(below.id).where(
        below.manager_id == actor.id, below.site_id == own.site_id, *_on(below, today)
    )
    under = sa.select(above.id).where(
        above.user_id == own.manager_id, above.site_id == own.site_id, *_on(above, today)
    )
    managed = sa.select(own.site_id).where(
        own.user_id == actor.id, *_on(own, today), led.exists(), ~under.exists()
    )
    return set(db.session.scalars(managed))


def _on(placement: type[Placement], day: date) -> list[sa.ColumnElement[bool]]:
    return [
        placement.starts_on <= day,
        sa.or_(placement.ends_on.is_(None), placement.ends_on > day),
    ]


def sites_overseen(actor: User) -> set[int | None]:
    """Name the sites whose targets somebody sees; None is every site."""
    return sites_of(actor, READERS) | sites_managed(actor)


def targets_visible_to(actor: User) -> sa.Select[CoverageTarget]:
    """Select the targets of the sites somebody serves or manages."""
    sites = sites_overseen(actor)
    if None in sites:
        return sa.select(CoverageTarget)
    return sa.select(CoverageTarget).where(CoverageTarget.site_id.in_(sites))


def may_see_targets(actor: User) -> Verdict:
    """Say whether there are places whose targets this person sees."""
    if sites_of(actor, READERS) or sites_managed(actor):
        return YES
    return no(_("Whoever manages a site, training administrators and HR see these."))


def sites_set(actor: User) -> set[int | None]:
    """Name the sites for which somebody sets targets; None is every site."""
    return sites_of(actor, {Role.TRAINING_ADMIN}) | sites_managed(actor)


def people_named(actor: User) -> sa.Select[int]:
    """Select whose names somebody reads beside a target: whom the matrix shows them, and their own."""
    return sa.select(User.id).where(sa.or_(User.id == actor.id, User.id.in_(people_seen(actor))))


def may_set_somewhere(actor: User) -> Verdict:
    """Say whether this person says of any site how many must hold a skill."""
    if sites_set(actor):
        return YES
    return no(_("Whoever manages a site, or a training administrator, sets this."))


def may_set(actor: User, site_id: int) -> Verdict:
    """Say whether this person says how many at a site must hold a skill."""
    if {None, site_id} & sites_set(actor):
        return YES
    return no(_("Whoever manages the site, or a training administrator of it, sets this."))


def may_change(actor: User, target: CoverageTarget) -> Verdict:
    """Say whether this person may change a target or end it."""
    if target.ended_on is not None:
        return no(_("This is a target no more."))
    return may_set(actor, target.site_id)


def may_remind(
    actor: User, person: User, standing: Standing | None, *, reminded_today: bool
) -> Verdict:
    """Say whether this person may remind the other of a skill with which they stand like this."""
    return first_refusal(
        _reminds(actor, person), _has_something_to_do(person, standing, reminded_today)
    )


def _reminds(actor: User, person: User) -> Verdict:
    if actor == person:
        return no(_("Nobody reminds themselves."))
    if leads(actor, person) or training.may_record(actor, person):
        return YES
    return no(
        _("The manager of %(name)s or a training administrator reminds them.", name=person.name)
    )


def _has_something_to_do(person: User, standing: Standing | None, reminded_today: bool) -> Verdict:
    if standing is None or standing.state not in TO_DO:
        return no(_("There is nothing to do."))
    if reminded_today:
        return no(_("%(name)s was reminded of this today.", name=person.name))
    return YES
