"""Visits to test with: arranged, with a code, and somebody let in by it."""

from datetime import date, timedelta
from typing import Any

from tests.browsing import Browser, Visitor
from tests.factories_register import make_admin
from tests.factories_witnesses import settings
from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import Registration
from trainer.visits.actions import arranging, letting_in
from trainer.visits.actions.arranging import Arrangement
from trainer.visits.links import token_of
from trainer.visits.models import Visit, VisitDevice, VisitKind


def arrangement(**other: Any) -> Arrangement:
    """What is agreed about a visit that begins today."""
    today = clock.today()
    given: dict[str, Any] = {
        "awarding_organisation": "Northern Awards",
        "kind": VisitKind.REMOTE_SAMPLING,
        "eqa_name": "Nia Verifier",
        "eqa_organisation": "Northern Awards",
        "eqa_email": "nia@example.org",
        "starts_on": today,
        "ends_on": today + timedelta(days=5),
        "qualifications": [],
        "sites": [],
        "people": [],
    }
    return Arrangement(**given | other)


def make_visit(
    *registrations: Registration,
    actor: User | None = None,
    also: tuple[int, ...] = (),
    **other: Any,
) -> Visit:
    """A visit that begins today, about these registrations' qualifications, each of them chosen."""
    actor = actor or make_admin()
    about = [one.version.qualification_id for one in registrations] + list(also)
    starts_on: date | None = other.pop("starts_on", None)
    asked = arrangement(qualifications=about, **other)
    visit = arranging.arrange(asked, actor=actor, config=settings())
    visit.starts_on, visit.ends_on = clock.today() + timedelta(days=1), asked.ends_on
    ids = [one.id for one in registrations]
    arranging.choose(visit, actor=actor, shown=ids, chosen=ids)
    visit.starts_on = starts_on or asked.starts_on
    db.session.commit()
    return visit


def make_code(visit: Visit) -> str:
    """The code of a visit, made by whoever arranged it."""
    code = letting_in.make_code(visit, actor=visit.arranged_by, config=settings())
    db.session.commit()
    return code


def address_of(visit: Visit, rest: str = "") -> str:
    """Where a visitor reads."""
    return f"/eqa/{token_of(settings().secret_key, visit.salt)}{rest}"


def make_device(visit: Visit) -> VisitDevice:
    """A browser in which the code was given."""
    code = make_code(visit)
    letting_in.let_in(
        visit, None, config=settings(), code=code, address="203.0.113.7", browser="Firefox, Linux"
    )
    db.session.commit()
    return visit.devices[-1]


def let_in(browser: Browser, visit: Visit) -> Visitor:
    """Somebody who has given the code in a browser of their own."""
    visitor = Browser(browser.app)()
    visitor.send(address_of(visit), 303, {"code": make_code(visit)})
    return visitor
