"""People in their roles and on the register, for whatever needs an assessor or an IQA."""

from datetime import date, timedelta

from tests.factories import make_user
from tests.factories_people import LONG_AGO, appoint, make_holder
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
from trainer.people.models import Role


def make_admin(name: str = "Tess Administrator") -> User:
    """Somebody who is a training administrator."""
    return make_holder(name, Role.TRAINING_ADMIN)


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
    assessor = person or make_user("Daniel Osei")
    appoint(assessor, Role.ASSESSOR)
    enter(assessor, qualification, Duty.ASSESS, standing)
    return assessor


def make_iqa(qualification: Qualification, person: User | None = None) -> User:
    """Somebody who may verify the qualification."""
    iqa = person or make_user("Ruth Calder")
    appoint(iqa, Role.IQA)
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
