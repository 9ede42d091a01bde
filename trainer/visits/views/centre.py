"""Visits as the centre follows them: the list, the page of one, its code, and its end."""

from flask import Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from trainer.audit.record import record_apart
from trainer.extensions import db
from trainer.visits import policies
from trainer.visits.actions import arranging, letting_in
from trainer.visits.events import OpeningsExported
from trainer.visits.forms import KINDS
from trainer.visits.queries import centre as queries
from trainer.visits.views.blueprint import bp, one, settings
from trainer.visits.words import PAGES
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.forms import Form, OnceForm
from trainer.web.once import remember_where_it_led
from trainer.web.responses import done

PAGE = 50
LATEST = 10
COLUMNS = ("when", "page", "learner", "staff_number", "about", "browser", "device")


@bp.get("/visits")
def listed() -> ResponseReturnValue:
    """List the visits, the latest first."""
    hidden_unless(policies.may_arrange(actor()))
    found = db.paginate(queries.listed(actor()), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return render_template(
        "visits/listed.html", page=found, opened=queries.counted(found.items), kinds=KINDS
    )


@bp.get("/visits/<int:visit_id>")
def shown(visit_id: int) -> ResponseReturnValue:
    """Show a visit: its scope, its link, who came in, and what was opened last."""
    visit = one(visit_id)
    return render_template(
        "visits/shown.html",
        visit=visit,
        titles=queries.titles_of(visit),
        openings=db.session.scalars(queries.openings_of(visit).limit(LATEST)).all(),
        opened=queries.counted([visit]).get(visit.id),
        asked=queries.asked_for(visit),
        reports=queries.reports_on(visit),
        may_report=policies.may_report(actor(), visit),
        kinds=KINDS,
        pages=PAGES,
        may_change=policies.may_change(actor(), visit),
        may_end=policies.may_end(actor(), visit),
        keys=[OnceForm.for_request().request_key.data for _button in range(3)],
    )


@bp.post("/visits/<int:visit_id>/code")
def make_code(visit_id: int) -> ResponseReturnValue:
    """Make a code, and show it this once to be passed on."""
    visit = one(visit_id)
    if not OnceForm.for_request().submitted():
        return done("", "visits.shown", visit_id=visit_id)
    code = letting_in.make_code(visit, actor=actor(), config=settings())
    remember_where_it_led(url_for("visits.shown", visit_id=visit_id))
    return make_response(render_template("visits/code.html", visit=visit, code=code))


@bp.post("/visits/<int:visit_id>/link")
def send_again(visit_id: int) -> ResponseReturnValue:
    """Send the visitor another link."""
    visit = one(visit_id)
    if OnceForm.for_request().submitted():
        arranging.send_again(visit, actor=actor(), config=settings())
    words = _("Another link is on its way. It needs a new code; the link before leads nowhere.")
    return done(words, "visits.shown", visit_id=visit_id)


@bp.route("/visits/<int:visit_id>/end", methods=["GET", "POST"])
def end(visit_id: int) -> ResponseReturnValue:
    """Say what ending a visit means, and end it."""
    visit, form = one(visit_id), Form.for_request()
    if form.submitted():
        arranging.end(visit, actor=actor())
        return done(_("Ended. The link opens nothing any more."), "visits.shown", visit_id=visit_id)
    verdict = policies.may_end(actor(), visit)
    return render_template("visits/end.html", visit=visit, form=form, verdict=verdict)


@bp.get("/visits/<int:visit_id>/opened")
def opened(visit_id: int) -> ResponseReturnValue:
    """List everything that was opened under a visit, the latest first."""
    visit = one(visit_id)
    found = db.paginate(
        queries.openings_of(visit), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return render_template("visits/opened.html", visit=visit, page=found, pages=PAGES)


@bp.get("/visits/<int:visit_id>/opened.csv")
def export_opened(visit_id: int) -> Response:
    """Take away what was opened as a file."""
    record_apart(OpeningsExported(actor=actor(), subject=one(visit_id)))
    visit = one(visit_id)
    rows = (
        [
            to_user_timezone(row.at).strftime("%Y-%m-%d %H:%M:%S"),
            str(PAGES[row.page]),
            row.registration.learner.name if row.registration else "",
            row.registration.learner.staff_number if row.registration else "",
            row.about,
            row.device.browser,
            row.device.number,
        ]
        for row in db.session.scalars(queries.openings_of(visit))
    )
    return table_file(f"visit-{visit.starts_on}-opened.csv", COLUMNS, rows)
