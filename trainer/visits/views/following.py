"""What follows from a visit: what the visitor asks for, who takes it up, and the report."""

from typing import cast

import sqlalchemy as sa
from flask import Response, current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import csrf, db
from trainer.points.forms import RaiseForm
from trainer.points.queries import possible_owners
from trainer.storage.store import Store
from trainer.visits import policies
from trainer.visits.actions import following
from trainer.visits.forms import EqaActionForm, ReportForm
from trainer.visits.models import EqaAction, VisitReport
from trainer.visits.queries import centre as queries
from trainer.visits.views.blueprint import bp, one
from trainer.visits.views.entering import enter, shown
from trainer.web.access import actor, public
from trainer.web.responses import done, page
from trainer.web.uploads import to_save


@bp.route("/eqa/<string:token>/actions", methods=["GET", "POST"])
@public
def ask_for_action(token: str) -> ResponseReturnValue:
    """Let a visitor write what the centre is to do, and see what became of it."""
    entered = enter(token)
    form = EqaActionForm.for_request()
    if form.submitted():
        with form.refusals():
            entered = enter(token)
            following.ask_for_action(entered.visit, entered.device, **form.data)
            return done("", "visits.ask_for_action", token=token)
    asked = queries.asked_for(entered.visit)
    answer = shown("visits/eqa_actions.html", entered, form=form, asked=asked)
    answer.status_code = 422 if form.errors else 200
    return answer


csrf.exempt(ask_for_action)
"""As for the door: the cookie of a visit is sent along by no page of another site."""


@bp.route("/visits/<int:visit_id>/asked/<int:action_id>", methods=["GET", "POST"])
def take_up(visit_id: int, action_id: int) -> ResponseReturnValue:
    """Give what the visitor asked for to somebody, by a day."""
    visit = one(visit_id)
    asked = db.one_or_404(
        sa.select(EqaAction).where(EqaAction.id == action_id, EqaAction.visit_id == visit.id)
    )
    form = RaiseForm.for_request(what=asked.what, due_on=asked.due_on or clock.today())
    form.owner.choices = [
        SelectChoice(0, _("Choose…")),
        *(SelectChoice(person.id, person.name) for person in possible_owners()),
    ]
    if form.submitted():
        with form.refusals():
            given = form.data
            owner = db.session.get_one(User, given.pop("owner"))
            following.take_up(asked, actor=actor(), owner=owner, **given)
            said = _("Raised. %(name)s has been told.", name=owner.name)
            return done(said, "visits.shown", visit_id=visit_id, anchor="actions")
    return page("visits/take_up.html", form, visit=visit, asked=asked)


@bp.route("/visits/<int:visit_id>/report", methods=["GET", "POST"])
def report(visit_id: int) -> ResponseReturnValue:
    """Record what came of a visit."""
    visit = one(visit_id)
    form = ReportForm.for_request()
    if form.submitted():
        with form.refusals():
            given = form.data | {"upload": form.upload}
            given.pop("file")
            following.report(visit, actor=actor(), **given)
            return done(_("Recorded."), "visits.shown", visit_id=visit_id, anchor="report")
    verdict = policies.may_report(actor(), visit)
    return page("visits/report.html", form, visit=visit, verdict=verdict)


@bp.get("/visits/<int:visit_id>/report/<int:report_id>")
def report_file(visit_id: int, report_id: int) -> Response:
    """Send the report as it was kept, to be saved."""
    visit = one(visit_id)
    found = db.one_or_404(
        sa.select(VisitReport).where(
            VisitReport.id == report_id,
            VisitReport.visit_id == visit.id,
            VisitReport.key.is_not(None),
        )
    )
    store, key = cast("Store", current_app.extensions["store"]), cast("str", found.key)
    return to_save(
        store.open(key), name=found.name, media_type=found.media_type, size=store.size(key)
    )
