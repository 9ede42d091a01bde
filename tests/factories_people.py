"""Sites, teams, jobs and roles to test with, filled in wherever the test isn't about them."""

import itertools
from datetime import date

from tests.factories import make_user
from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.core import clock
from trainer.extensions import db
from trainer.people.actions import Post
from trainer.people.models import (
    Appointment,
    AppointmentStatus,
    Placement,
    Role,
    Site,
    Team,
)

LONG_AGO = date(2020, 1, 6)

_codes = itertools.count(1)


def make_site(name: str = "Harbour Street", code: str = "") -> Site:
    """A place where people work."""
    site = Site(code=code or f"S{next(_codes):03d}", name=name)
    db.session.add(site)
    db.session.commit()
    return site


def make_team(site: Site, name: str = "Service desk") -> Team:
    """A team at a site."""
    team = Team(site=site, name=name)
    db.session.add(team)
    db.session.commit()
    return team


def make_placement(
    person: User,
    *,
    site: Site | None = None,
    team: Team | None = None,
    manager: User | None = None,
    job_title: str = "Assistant",
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> Placement:
    """A job somebody has, since long ago and until further notice."""
    placement = Placement(
        user=person,
        site=site or make_site(),
        team=team,
        manager=manager,
        job_title=job_title,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(placement)
    db.session.commit()
    return placement


def appoint(
    holder: User,
    role: Role,
    *,
    site: Site | None = None,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> Appointment:
    """A role somebody holds, asked for and confirmed by two others."""
    appointment = Appointment(
        holder=holder,
        role=role,
        site=site,
        status=AppointmentStatus.CONFIRMED,
        starts_on=starts_on,
        ends_on=ends_on,
        asked_by=make_user("Asker Gone"),
        decided_by=make_user("Decider Gone"),
        decided_at=clock.now(),
    )
    db.session.add(appointment)
    db.session.commit()
    return appointment


def make_holder(name: str, role: Role, *, site: Site | None = None, password: str = "") -> User:
    """Somebody new who holds a role."""
    person = make_user(name, password=password or None)
    appoint(person, role, site=site)
    return person


def proof_of(person: User) -> Proof:
    """Proof that this person has just entered their password."""
    return Proof(user_id=person.id, at=clock.now())


def post_at(
    site: Site,
    *,
    manager: User | None = None,
    team: Team | None = None,
    job_title: str = "Adviser",
    starts_on: date | None = None,
) -> Post:
    """A post to put somebody in, from today unless told otherwise."""
    return Post(
        site=site,
        team=team,
        manager=manager,
        job_title=job_title,
        starts_on=starts_on or clock.today(),
    )
