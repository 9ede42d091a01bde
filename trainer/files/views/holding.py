"""Whose files nothing is removed of: the list, placing a hold, keeping and lifting it."""

from datetime import date
from typing import cast

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core.text import written
from trainer.extensions import db
from trainer.files import actions, policies, queries
from trainer.files.forms import HoldForm, KeepHoldForm
from trainer.files.models import Hold
from trainer.files.views.blueprint import bp
from trainer.people.policies import visible_to
from trainer.people.queries.naming import named
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import Form
from trainer.web.responses import done, page

PAGE = 50


@bp.route("/files/holds", methods=["GET", "POST"])
def holds() -> ResponseReturnValue:
    """List the holds that stand, and place another."""
    me = actor()
    hidden_unless(policies.may_see_holds(me))
    form = HoldForm.for_request()
    if form.submitted():
        with form.refusals():
            learner = named(form.staff_number.data or "", visible_to(me))
            day = cast("date", form.review_on.data)
            actions.place_hold(learner, actor=me, reason=form.reason.data or "", review_on=day)
            said = _("Nothing of %(name)s is removed from now on.", name=learner.name)
            return done(said, "files.holds")
    found = db.paginate(queries.listed_holds(me), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return page("files/holds.html", form, found=found)


@bp.route("/files/holds/<int:hold_id>/keep", methods=["GET", "POST"])
def keep_hold(hold_id: int) -> ResponseReturnValue:
    """Look at a hold again, and say why it is still needed and when it is looked at next."""
    me = actor()
    hold = _hold(hold_id)
    form = KeepHoldForm.for_request()
    if form.submitted():
        with form.refusals():
            day = cast("date", form.review_on.data)
            actions.keep_hold(hold, actor=me, reason=form.reason.data or "", review_on=day)
            said = _("Kept. It is looked at again by %(day)s.", day=written(day))
            return done(said, "files.holds")
    steps = db.session.scalars(queries.reviews_of(hold)).all()
    verdict = policies.may_hold(me, hold.learner)
    return page("files/keep_hold.html", form, hold=hold, steps=steps, verdict=verdict)


@bp.post("/files/holds/<int:hold_id>/lift")
def lift(hold_id: int) -> ResponseReturnValue:
    """End a hold: what is due is removed again, the next night."""
    me = actor()
    hold = _hold(hold_id)
    name = hold.learner.name
    if Form.for_request().submitted():
        actions.lift(hold, actor=me)
    return done(_("Lifted. What is due of %(name)s is removed again.", name=name), "files.holds")


def _hold(hold_id: int) -> Hold:
    """Return a hold that stands, or a 404 where it is none of this person's business."""
    me = actor()
    hidden_unless(policies.may_see_holds(me))
    hold: Hold = db.one_or_404(queries.listed_holds(me).where(Hold.id == hold_id))
    return hold
