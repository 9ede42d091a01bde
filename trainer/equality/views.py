"""One's own voluntary return, and for HR: asking for returns, ending that, and the rates."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.equality import actions, policies, queries
from trainer.equality.forms import RemoveForm, ReturnForm, SwitchOffForm, TermsForm
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

FIRST_YEAR = 2000

bp = Blueprint("equality", __name__)


@bp.app_context_processor
def _for_every_page() -> dict[str, object]:
    return {"asks_for_returns": _asks_for_returns}


def _asks_for_returns() -> bool:
    """Tell the account page whether it is to lead to the return."""
    return bool(policies.may_answer())


@bp.route("/account/equality", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    """Give or change one's own voluntary return."""
    hidden_unless(policies.may_answer())
    given = queries.own_answers(actor())
    form = ReturnForm.for_request(**(given or {}))
    if form.submitted():
        actions.give(form.answers, actor=actor())
        return done(_("Your return is kept. Change or remove it at any time."), "equality.own")
    return page("equality/own.html", form, terms=policies.in_force(), has_given=given is not None)


@bp.post("/account/equality/remove")
def remove() -> ResponseReturnValue:
    """Remove one's own voluntary return."""
    hidden_unless(policies.may_answer())
    if RemoveForm.for_request().submitted():
        actions.take_back(actor=actor())
    return done(_("Nothing of your return is kept."), "equality.own")


@bp.route("/promotions/equality", methods=["GET", "POST"])
def monitoring() -> ResponseReturnValue:
    """Say for what and until when returns are asked for, and see what was said before."""
    hidden_unless(policies.may_run(actor()))
    terms = policies.in_force()
    form = TermsForm.for_request(
        **({"purpose": terms.purpose, "last_day": terms.last_day} if terms else {})
    )
    if form.submitted():
        with form.refusals():
            actions.set_terms(actor=actor(), purpose=form.purpose.data or "", last_day=form.day)
            return done(_("Returns are asked for from now on."), "equality.monitoring")
    story = db.session.scalars(queries.story()).all()
    return page("equality/monitoring.html", form, terms=terms, story=story)


@bp.route("/promotions/equality/off", methods=["GET", "POST"])
def switch_off() -> ResponseReturnValue:
    """Ask for no more returns, and remove all there are."""
    hidden_unless(policies.may_run(actor()))
    hidden_unless(policies.may_answer())
    form = SwitchOffForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.switch_off(actor=actor(), why=form.why.data or "")
            return done(_("All returns are removed."), "equality.monitoring")
    return page("equality/switch_off.html", form)


@bp.get("/promotions/equality/rates")
def rates() -> str:
    """Show the rates of each group of a year, one question at a time, and nobody's return."""
    hidden_unless(policies.may_run(actor()))
    hidden_unless(policies.may_answer())
    year = _year()
    return render_template(
        "equality/rates.html", year=year, this_year=clock.today().year, tables=queries.rates(year)
    )


def _year() -> int:
    this_year = clock.today().year
    asked = request.args.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == len(str(this_year)) else this_year
    return min(max(year, FIRST_YEAR), this_year)
