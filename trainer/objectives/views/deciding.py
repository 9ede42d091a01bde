"""One objective: proposing and changing it, checking in, saying what came of it, dropping it."""

import secrets

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core.errors import Conflict
from trainer.core.policy import require
from trainer.extensions import db
from trainer.figures.reckoning import FEWEST, HEIGHT, WIDTH
from trainer.objectives import policies, queries
from trainer.objectives.actions import following, proposing
from trainer.objectives.forms import AIMS, CheckInForm, CloseForm, DropForm, ObjectiveForm
from trainer.objectives.models import Objective
from trainer.objectives.rules.smart import gaps
from trainer.objectives.views.blueprint import bp, seen_objective, seen_person, year_asked
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.get("/<int:objective_id>")
def objective(objective_id: int) -> ResponseReturnValue:
    """Show an objective with its figures, check-ins and history."""
    return _shown(seen_objective(objective_id), CheckInForm.for_request())


@bp.route("/of/<int:person_id>/new", methods=["GET", "POST"])
def propose(person_id: int) -> ResponseReturnValue:
    """Propose an objective for oneself or for one of one's people."""
    of, year = seen_person(person_id), year_asked()
    require(policies.may_propose(actor(), of))
    form = ObjectiveForm.for_request()
    form.offer(queries.measures())
    if form.submitted():
        with form.refusals():
            made = proposing.propose(of, actor=actor(), year=year, said=form.said)
            return _kept(made)
    return page("objectives/write.html", form, person=of, year=year, objective=None, stale=False)


@bp.route("/<int:objective_id>/change", methods=["GET", "POST"])
def change(objective_id: int) -> ResponseReturnValue:
    """Put an objective anew; what somebody else wrote meanwhile is shown beside one's words."""
    found = seen_objective(objective_id)
    require(policies.may_change(actor(), found))
    form = ObjectiveForm.of(found)
    form.offer(queries.measures())
    told = {"person": found.person, "year": found.year, "objective": found}
    if form.submitted():
        known = int(form.known.data) if (form.known.data or "").isdecimal() else 0
        with form.refusals():
            try:
                proposing.change(found, actor=actor(), known=known, said=form.said)
            except Conflict as conflict:
                db.session.rollback()
                form.known.data = str(found.number)
                form.request_key.data = secrets.token_urlsafe(16)
                form.form_errors.append(conflict.sentence)
                return render_template("objectives/write.html", form=form, stale=True, **told), 409
            return _kept(found)
    return page("objectives/write.html", form, stale=False, **told)


@bp.post("/<int:objective_id>/check-in")
def check_in(objective_id: int) -> ResponseReturnValue:
    """Note how an objective goes."""
    found = seen_objective(objective_id)
    require(policies.may_check_in(actor(), found))
    form = CheckInForm.for_request()
    if form.submitted():
        with form.refusals():
            following.check_in(found, actor=actor(), **form.data)
            return done(_("Noted."), "objectives.objective", objective_id=objective_id)
    return _shown(found, form)


@bp.route("/<int:objective_id>/close", methods=["GET", "POST"])
def close(objective_id: int) -> ResponseReturnValue:
    """Say what came of an objective."""
    found = seen_objective(objective_id)
    require(policies.may_close(actor(), found))
    form = CloseForm.for_request()
    if form.submitted():
        with form.refusals():
            following.close(found, actor=actor(), **form.data)
            words = _("Kept. %(name)s is told.", name=found.person.known_as)
            return done(words, "objectives.objective", objective_id=objective_id)
    return page("objectives/close.html", form, line=queries.lines([found])[0])


@bp.route("/<int:objective_id>/drop", methods=["GET", "POST"])
def drop(objective_id: int) -> ResponseReturnValue:
    """Work on an objective no more."""
    found = seen_objective(objective_id)
    require(policies.may_drop(actor(), found))
    form = DropForm.for_request()
    if form.submitted():
        with form.refusals():
            following.drop(found, actor=actor(), **form.data)
            return done(
                _("Dropped, with your reason."), "objectives.objective", objective_id=objective_id
            )
    return page("objectives/drop.html", form, objective=found)


def _shown(found: Objective, form: CheckInForm) -> ResponseReturnValue:
    line = queries.lines([found])[0]
    return page(
        "objectives/objective.html",
        form,
        line=line,
        course=queries.beside_team(line),
        chart=(WIDTH, HEIGHT),
        fewest=FEWEST,
        aims=AIMS,
        own=found.person == actor(),
        may_change=policies.may_change(actor(), found),
        may_check_in=policies.may_check_in(actor(), found),
        may_close=policies.may_close(actor(), found),
        may_drop=policies.may_drop(actor(), found),
    )


def _kept(found: Objective) -> ResponseReturnValue:
    """Go on to the objective, saying what it leaves open; that stops nobody."""
    open_ = len(gaps(found.said, found.year))
    words = (
        _("Kept. What would make it clearer is said below.")
        if open_
        else _("Kept. All five questions are answered.")
    )
    return done(words, "objectives.objective", objective_id=found.id)
