"""What somebody would do to visits and to what was opened, behind the application's back."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from tests.factories_visits import make_device, make_visit
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import Registration
from trainer.visits.models import Page, Visit, VisitOpening


def _visit() -> Visit:
    registration = db.session.scalars(sa.select(Registration).order_by(Registration.id)).first()
    assert registration is not None
    return make_visit(registration)


def _open(visit: Visit, page: Page = Page.OVERVIEW, device_of: Visit | None = None) -> None:
    device = make_device(device_of or visit)
    db.session.add(VisitOpening(visit_id=visit.id, device=device, page=page, at=clock.now()))


def open_what_was_not_chosen() -> None:
    _open(_visit(), Page.UNIT)


def open_afterwards() -> None:
    visit = _visit()
    _open(visit)
    visit.ended_at = clock.now() - timedelta(hours=1)


def open_with_anothers_cookie() -> None:
    visit = _visit()
    _open(visit, device_of=make_visit(visit.portfolios[0].registration, actor=visit.arranged_by))


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "a portfolio opened that was not chosen": (
        "Of a portfolio only what was chosen for the visit is opened.",
        open_what_was_not_chosen,
    ),
    "something opened after the end": (
        "Nothing is opened after a visit was ended.",
        open_afterwards,
    ),
    "something opened by the cookie of another visit": (
        "What is opened under a visit is opened in a browser let in to it.",
        open_with_anothers_cookie,
    ),
}
