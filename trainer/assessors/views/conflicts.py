"""Conflicts of interest: declaring one, and saying that it is over."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.assessors import actions, policies, queries
from trainer.assessors.forms import ConflictForm
from trainer.assessors.models import ConflictOfInterest
from trainer.assessors.views.blueprint import bp
from trainer.extensions import db
from trainer.web.access import actor
from trainer.web.forms import Form
from trainer.web.responses import done, page


@bp.route("/conflicts", methods=["GET", "POST"])
def conflicts() -> ResponseReturnValue:
    """Show declared conflicts, one's own or for an administrator all, and declare one."""
    form = ConflictForm.for_request(holder=actor().staff_number)
    if not policies.may_keep_register(actor()):
        form.holder.data = actor().staff_number
    if form.submitted():
        with form.refusals():
            actions.declare(actor=actor(), **form.data)
            return done(_("Declared. It counts from now on."), "assessors.conflicts")
    return page(
        "assessors/conflicts.html",
        form,
        page=db.paginate(queries.conflicts(actor()), per_page=50),
        may_keep=policies.may_keep_register(actor()),
        may_end=_may_end,
    )


@bp.post("/conflicts/<int:conflict_id>/end")
def end_conflict(conflict_id: int) -> ResponseReturnValue:
    """Say that a tie is over."""
    conflict = db.one_or_404(
        policies.conflicts_visible_to(actor()).where(ConflictOfInterest.id == conflict_id)
    )
    if Form.for_request().submitted():
        actions.end_conflict(conflict, actor=actor())
    return done(_("Ended. It stays on record for the time it held."), "assessors.conflicts")


def _may_end(conflict: ConflictOfInterest) -> bool:
    return bool(policies.may_end_conflict(actor(), conflict))
