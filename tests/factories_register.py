"""People in their roles and on the register, for whatever needs an assessor or a quality assurer."""

from datetime import date, timedelta

from tests.factories import make_user
from trainer.accounts.models import User
from trainer.assessors.models import (
    ConflictKind,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
    Standing,
)
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Appointment, AppointmentStatus, Placement, Role, Site

LONG_AGO = date(2020, 1, 1)


def appoint(
    person: User, role: Role, *, starts_on: date = LONG_AGO, ends_on: date | None = None
) -> User:
    """Give somebody a role, asked for and confirmed by nobody in particular."""
    db.session.add(
        Appointment(
            holder=person,
            role=role,
            status=AppointmentStatus.CONFIRMED,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    db.session.commit()
    return person


def make_admin(name: str = "Tess Administrator") -> User:
    """Somebody who is a training administrator."""
    return appoint(make_user(name), Role.TRAINING_ADMIN)


def make_site(name: str = "Harbour Street", code: str = "HS") -> Site:
    """A place where people work."""
    site = Site(code=code, name=name)
    db.session.add(site)
    db.session.commit()
    return site


def place(
    person: User,
    *,
    manager: User | None = None,
    site: Site | None = None,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> Placement:
    """Give somebody a job at a site under a manager."""
    placement = Placement(
        user=person,
        manager=manager,
        site=site or make_site(f"Site of {person.staff_number}", person.staff_number),
        job_title="Customer assistant",
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(placement)
    db.session.commit()
    return placement


def enter(
    person: User,
    qualification: Qualification,
    duty: Duty,
    standing: Standing = Standing.QUALIFIED,
    *,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> RegisterEntry:
    """Put somebody on the register, recorded by nobody in particular."""
    entry = RegisterEntry(
        holder=person,
        qualification=qualification,
        duty=duty,
        standing=standing,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(entry)
    db.session.commit()
    return entry


def make_assessor(
    qualification: Qualification,
    person: User | None = None,
    standing: Standing = Standing.QUALIFIED,
) -> User:
    """Somebody who may assess the qualification."""
    assessor = appoint(person or make_user("Daniel Osei"), Role.ASSESSOR)
    enter(assessor, qualification, Duty.ASSESS, standing)
    return assessor


def make_iqa(qualification: Qualification, person: User | None = None) -> User:
    """Somebody who may verify the qualification."""
    iqa = appoint(person or make_user("Ruth Calder"), Role.IQA)
    enter(iqa, qualification, Duty.VERIFY)
    return iqa


def make_conflict(
    holder: User, other: User, kind: ConflictKind = ConflictKind.FAMILY, *, days_ago: int = 1
) -> ConflictOfInterest:
    """A tie between two people, declared some days ago and not ended."""
    tie = ConflictOfInterest(
        holder=holder,
        other=other,
        kind=kind,
        declared_at=clock.now() - timedelta(days=days_ago),
    )
    db.session.add(tie)
    db.session.commit()
    return tie
