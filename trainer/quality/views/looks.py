"""Looks afterwards: the record of one, those at one's own decisions, and who may share a fault."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from trainer.assessments.queries import units
from trainer.extensions import db
from trainer.quality import actions, policies, questions
from trainer.quality.forms import OthersForm, ReplyForm
from trainer.quality.queries import looks, others
from trainer.quality.views.blueprint import bp
from trainer.sampling.models import Look
from trainer.sampling.wording import method_said
from trainer.web.access import actor
from trainer.web.responses import done, page

PAGE = 50


@bp.get("/looks")
def at_my_work() -> ResponseReturnValue:
    """List the looks at the decisions of the person signed in."""
    found = db.paginate(
        looks.of_assessor(actor()), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return render_template("quality/at_my_work.html", page=found)


@bp.route("/looks/<int:look_id>", methods=["GET", "POST"])
def look(look_id: int) -> ResponseReturnValue:
    """Show what a quality assurer made of a unit, and let the assessor and them write about it."""
    found = _visible(look_id)
    form = ReplyForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.reply(_visible(look_id), actor=actor(), words=form.words.data or "")
            return done(_("Sent."), "quality.look", look_id=look_id, anchor="conversation")
    return page(
        "quality/look.html",
        form,
        look=found,
        groups=questions.answered_in(found.answers),
        criteria=units.criteria_of_unit(found.unit_assessment),
        replies=looks.replies_to(found),
        search=looks.search_after(found),
        may_reply=policies.may_reply(actor(), found),
        may_seek=policies.may_seek_others(actor(), found),
    )


@bp.route("/looks/<int:look_id>/others", methods=["GET", "POST"])
def seek(look_id: int) -> ResponseReturnValue:
    """Say which other units may share the fault that a look found, or why none does."""
    found = _visible(look_id)
    may = policies.may_seek_others(actor(), found)
    form = OthersForm.for_request()
    sharers = others.sharers(found, actor()) if may else []
    form.units.choices = [
        SelectChoice(one.unit.id, one.unit.unit_version.title)
        for one in sharers
        if not one.is_picked
    ]
    if form.submitted():
        with form.refusals():
            given = form.data
            actions.seek_others(_visible(look_id), actor=actor(), **given)
            number = len(given["units"] or [])
            said = ngettext(
                "%(num)d unit is to be looked into.", "%(num)d units are to be looked into.", number
            )
            return done(said if number else _("Noted."), "quality.look", look_id=look_id)
    return page(
        "quality/seek.html",
        form,
        look=found,
        sharers=sharers,
        method_said=method_said,
        verdict=may,
    )


def _visible(look_id: int) -> Look:
    select = looks.with_people(policies.looks_visible_to(actor()))
    found: Look = db.one_or_404(select.where(Look.id == look_id))
    return found
