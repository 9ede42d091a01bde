"""Putting an action into a plan, putting it anew, agreeing to it, ending it."""

import secrets

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core.errors import Conflict
from trainer.core.policy import require
from trainer.development import policies
from trainer.development.actions import agreeing
from trainer.development.forms import ActionForm, AgreeForm, DropForm, EndForm
from trainer.development.models import DevelopmentSource
from trainer.development.queries.listing import lines
from trainer.development.views.blueprint import back, bp, seen_action, seen_person
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import page


@bp.route("/of/<int:person_id>/new", methods=["GET", "POST"])
def propose(person_id: int) -> ResponseReturnValue:
    """Put an action into one's own plan or that of one of one's people."""
    of = seen_person(person_id)
    hidden_unless(policies.may_propose(actor(), of))
    appraisal = request.args.get("appraisal", type=int)
    source = DevelopmentSource.GAP if appraisal is None else DevelopmentSource.APPRAISAL
    form = ActionForm.for_request(source=source)
    if form.submitted():
        with form.refusals():
            origin = None if appraisal is None else f"appraisal:{appraisal}"
            made = agreeing.propose(of, actor=actor(), said=form.said, origin=origin)
            return back(
                _("Kept. Now choose how it is done, if it is more than a good intention."), made
            )
    return page(
        "development/write.html",
        form,
        person=of,
        own=of == actor(),
        action=None,
        stale=False,
        appraisal=appraisal,
    )


@bp.route("/<int:development_action_id>/change", methods=["GET", "POST"])
def change(development_action_id: int) -> ResponseReturnValue:
    """Put an action anew; what somebody else wrote meanwhile is shown beside one's words."""
    found = seen_action(development_action_id)
    require(policies.may_change(actor(), found))
    form = ActionForm.of(found)
    told = {"person": found.person, "own": found.person == actor(), "action": found}
    if form.submitted():
        known = int(form.known.data) if (form.known.data or "").isdecimal() else 0
        with form.refusals():
            try:
                agreeing.change(found, actor=actor(), known=known, said=form.said)
            except Conflict as conflict:
                db.session.rollback()
                form.known.data = str(found.number)
                form.request_key.data = secrets.token_urlsafe(16)
                form.form_errors.append(conflict.sentence)
                return render_template("development/write.html", form=form, stale=True, **told), 409
            return back(_("Kept. The other of you is asked to agree."), found)
    return page("development/write.html", form, stale=False, **told)


@bp.post("/<int:development_action_id>/agree")
def agree(development_action_id: int) -> ResponseReturnValue:
    """Agree to an action as it was when the page was drawn."""
    found = seen_action(development_action_id)
    form = AgreeForm.for_request()
    if form.submitted():
        known = int(form.known.data) if (form.known.data or "").isdecimal() else 0
        agreeing.agree(found, actor=actor(), known=known)
    return back(_("Agreed."), found)


@bp.route("/<int:development_action_id>/end", methods=["GET", "POST"])
def end(development_action_id: int) -> ResponseReturnValue:
    """Say whether an action helped."""
    found = seen_action(development_action_id)
    require(policies.may_end(actor(), found))
    form = EndForm.for_request()
    if form.submitted():
        with form.refusals():
            agreeing.end(
                found, actor=actor(), outcome=form.outcome.data, words=form.words.data or ""
            )
            return back(_("Kept. It stays in the plan to be read."), found)
    return page("development/end.html", form, line=lines([found])[0])


@bp.route("/<int:development_action_id>/drop", methods=["GET", "POST"])
def drop(development_action_id: int) -> ResponseReturnValue:
    """Do nothing more about an action."""
    found = seen_action(development_action_id)
    require(policies.may_drop(actor(), found))
    form = DropForm.for_request()
    if form.submitted():
        with form.refusals():
            agreeing.drop(found, actor=actor(), words=form.words.data or "")
            return back(_("Dropped, with your reason."), found)
    return page("development/drop.html", form, action=found)
