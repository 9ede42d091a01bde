"""Professional bodies to test with, and who stands how with them."""

from datetime import date, timedelta

from trainer.accounts.models import User
from trainer.bodies.models import BodyGrade, Membership, ProfessionalBody
from trainer.core import clock
from trainer.extensions import db

DAY = date(2020, 1, 1)


def make_body(name: str = "Guild of Service", code: str = "GOS") -> ProfessionalBody:
    """A body with two grades, Affiliate and Member."""
    body = ProfessionalBody(code=code, name=name)
    body.grades = [BodyGrade(name="Affiliate", position=0), BodyGrade(name="Member", position=1)]
    db.session.add(body)
    db.session.commit()
    return body


def make_membership(
    body: ProfessionalBody, holder: User | None = None, *, days_left: int | None = None
) -> Membership:
    """A membership of somebody, or of the organisation; it lasts, or ends so many days from now."""
    ends_on = None if days_left is None else clock.today() + timedelta(days=days_left)
    membership = Membership(body=body, holder=holder, starts_on=DAY, ends_on=ends_on)
    db.session.add(membership)
    db.session.commit()
    return membership
