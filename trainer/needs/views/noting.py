"""Noting what somebody is to learn, and settling it."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.extensions import db
from trainer.needs import actions, policies
from trainer.needs.forms import ActForm, CloseForm, NeedForm
from trainer.needs.queries.listing import needs_about
from trainer.needs.views.blueprint import bp, need_seen, person_overseen
from trainer.training.models import Skill
from trainer.training.queries.listing import skills
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.route("/people/<int:person_id>", methods=["GET", "POST"])
def note(person_id: int) -> ResponseReturnValue:
    """Note what somebody is to learn, beside what was noted before."""
    person = person_overseen(person_id)
    hidden_unless(policies.may_note(actor(), person))
    form = NeedForm.for_request(skill=request.args.get("skill", type=int))
    form.offer(skills())
    if form.submitted():
        with form.refusals():
            skill = db.session.get(Skill, form.skill.data) if form.skill.data else None
            actions.ask_for(
                person,
                actor=actor(),
                skill=skill,
                label=form.words(skill),
                wanted_by=form.wanted_by.data,
            )
            return done(
                _("Noted. It stands among the training needs."), "needs.note", person_id=person.id
            )
    return page(
        "needs/note.html",
        form,
        person=person,
        noted=needs_about(actor(), person),
        key=ActForm.for_request().request_key.data,
        today=clock.today(),
    )  # fmt: skip


@bp.post("/noted/<int:need_id>/meet")
def meet(need_id: int) -> ResponseReturnValue:
    """Say that somebody has learnt it."""
    need = need_seen(need_id)
    if ActForm.for_request().submitted():
        actions.meet(need, actor=actor())
    return done(_("Met."), "needs.note", person_id=need.person_id)


@bp.route("/noted/<int:need_id>/close", methods=["GET", "POST"])
def close(need_id: int) -> ResponseReturnValue:
    """Close a need without its being met, and say why."""
    need = need_seen(need_id)
    form = CloseForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.close(need, actor=actor(), reason=form.reason.data or "")
            return done(_("Closed."), "needs.note", person_id=need.person_id)
    return page("needs/close.html", form, need=need, verdict=policies.may_settle(actor(), need))
