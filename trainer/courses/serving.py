"""Which sessions, and whose bookings, a training administrator looks after: those of their own sites."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.courses.models import CourseSession
from trainer.people.models import Placement, Role
from trainer.registrations.policies import sites_of


def sites_served(actor: User) -> set[int | None]:
    """Name the sites whose sessions somebody arranges; None is every site."""
    return sites_of(actor, {Role.TRAINING_ADMIN})


def serves(actor: User, session: CourseSession) -> Verdict:
    """Say whether a session is for this administrator to arrange.

    One that is held for every site is for those who serve every site.
    """
    sites = sites_served(actor)
    if None in sites or (session.site_id is not None and session.site_id in sites):
        return YES
    return no(_("A training administrator of its site arranges this session."))


def oversees(actor: User, person: User) -> bool:
    """Say whether somebody works at a site this administrator serves."""
    sites, job = sites_served(actor), person.placement()
    return None in sites or (job is not None and job.site_id in sites)


def sessions_at(sites: Collection[int | None]) -> sa.ColumnElement[bool]:
    """Match the sessions that are arranged for these sites."""
    return sa.true() if None in sites else CourseSession.site_id.in_(sites)


def people_at(sites: Collection[int | None], day: Any) -> sa.Select[int]:
    """Select the people who work at these sites on a day."""
    if None in sites:
        return sa.select(User.id)
    return sa.select(Placement.user_id).where(Placement.site_id.in_(sites), Placement.holds_on(day))


def people_served(actor: User) -> sa.Select[int]:
    """Select the people at the sites this administrator serves today."""
    return people_at(sites_served(actor), clock.today())
