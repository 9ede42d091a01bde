"""Whose files nothing is removed of: the list, placing a hold, and lifting it."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.files import actions, policies, queries
from trainer.files.forms import HoldForm
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
            actions.place_hold(learner, actor=me, reason=form.reason.data or "")
            said = _("Nothing of %(name)s is removed from now on.", name=learner.name)
            return done(said, "files.holds")
    found = db.paginate(queries.listed_holds(me), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return page("files/holds.html", form, found=found)


@bp.post("/files/holds/<int:hold_id>/lift")
def lift(hold_id: int) -> ResponseReturnValue:
    """End a hold: what is due is removed again, the next night."""
    me = actor()
    hidden_unless(policies.may_see_holds(me))
    hold: Hold = db.one_or_404(queries.holds(me).where(Hold.id == hold_id))
    name = hold.learner.name
    if Form.for_request().submitted():
        actions.lift(hold, actor=me)
    return done(_("Lifted. What is due of %(name)s is removed again.", name=name), "files.holds")
