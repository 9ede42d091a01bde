"""Who is ready for the assessor register, for those who keep it."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.assessors.policies import may_keep_register
from trainer.careers import policies
from trainer.careers.actions import registering
from trainer.careers.forms import SetAsideForm
from trainer.careers.models import RegisterCandidate
from trainer.careers.queries.candidates import waiting, with_lines
from trainer.careers.rules.closing import closed_by
from trainer.careers.views.blueprint import bp
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

PAGE = 25


@bp.get("/register")
def candidates() -> str:
    """List who meets all that is asked, with what that rests on."""
    hidden_unless(may_keep_register(actor()))
    found = db.paginate(waiting(actor()), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return render_template(
        "careers/candidates.html",
        page=found,
        ready=with_lines(found.items, clock.today()),
        closed_by=closed_by,
    )


@bp.route("/register/<int:register_candidate_id>/set-aside", methods=["GET", "POST"])
def set_aside(register_candidate_id: int) -> ResponseReturnValue:
    """Leave somebody off the register who is ready for it."""
    candidate: RegisterCandidate = db.one_or_404(
        waiting(actor()).where(RegisterCandidate.id == register_candidate_id)
    )
    form = SetAsideForm.for_request()
    if form.submitted():
        with form.refusals():
            registering.set_aside(candidate, actor=actor(), because=form.because.data)
            return done(_("Set aside. They don’t come up again for this."), "careers.candidates")
    return page(
        "careers/set_aside.html",
        form,
        candidate=candidate,
        verdict=policies.may_set_aside(actor(), candidate),
    )
