"""What follows from a visit: what the visitor asks for, who does it, and the report."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.points.actions import raise_point
from trainer.points.models import ActionPoint
from trainer.storage.uploads import Upload
from trainer.visits import policies
from trainer.visits.events import EqaActionAsked, EqaActionTakenUp, VisitReported
from trainer.visits.models import EqaAction, Visit, VisitDevice, VisitReport


def ask_for_action(
    visit: Visit, device: VisitDevice, *, what: str, due_on: date | None
) -> EqaAction:
    """Keep what an external quality assurer asks the centre to do, as they wrote it."""
    require(policies.may_read(visit, device))
    if due_on is not None and due_on < clock.today():
        raise Unacceptable(_("That day has passed. Choose today or later."), "due_on")
    asked = EqaAction(visit=visit, device_id=device.id, what=what, due_on=due_on)
    db.session.add(asked)
    publish(EqaActionAsked(actor=None, subject=asked, visit=visit))
    return asked


def take_up(asked: EqaAction, *, actor: User, what: str, owner: User, due_on: date) -> ActionPoint:
    """Give what the visitor asked for to somebody of the centre, to be done by a day."""
    db.session.scalar(
        sa.select(EqaAction)
        .where(EqaAction.id == asked.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if asked.point_id is not None:
        raise Conflict(_("This has been taken up already."))
    point = raise_point(asked.visit, actor=actor, what=what, owner=owner, due_on=due_on)
    asked.point = point
    publish(EqaActionTakenUp(actor=actor, subject=asked, point=point))
    return point


def report(
    visit: Visit, *, actor: User, outcome: str, next_on: date | None, upload: Upload | None
) -> VisitReport:
    """Record what came of a visit, with the report itself where there is a file."""
    require(policies.may_report(actor, visit))
    recorded = VisitReport(
        visit=visit,
        outcome=outcome,
        next_on=next_on,
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    if upload is not None:
        recorded.name, recorded.key = upload.name, upload.stored.key
        recorded.media_type = upload.inspected.media_type
        recorded.size, recorded.sha256 = upload.stored.size, upload.stored.sha256
    db.session.add(recorded)
    publish(
        VisitReported(
            actor=actor,
            subject=recorded,
            visit=visit,
            outcome=Sealed(outcome),
            next_on=next_on,
            sha256=recorded.sha256,
        )
    )
    return recorded
