"""What keeps an appraisal from waiting for ever: going on without, ending early, handing over."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.appraisals import policies
from trainer.appraisals.actions import moving
from trainer.appraisals.forms import HandOverForm
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.appraisals.views.blueprint import bp, found
from trainer.appraisals.views.reasons import Words, ask_why
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.people.queries import numbered
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/<int:appraisal_id>/go-on", methods=["GET", "POST"])
def go_on(appraisal_id: int) -> ResponseReturnValue:
    """Go on without a self-assessment that is overdue."""
    one, _party = found(appraisal_id)
    return ask_why(
        one,
        moving.go_on_without,
        policies.may_go_on_without(actor(), one),
        Words(
            title=_("Go on without the self-assessment"),
            says=_("What %(name)s has written so far counts as handed in.", name=one.person.name),
            word=_("Go on"),
            done=_("Go on with yours."),
        ),
    )


@bp.route("/<int:appraisal_id>/end", methods=["GET", "POST"])
def end(appraisal_id: int) -> ResponseReturnValue:
    """Cancel an appraisal, or close it as it stands."""
    one, _party = found(appraisal_id)
    says = _("The person and their manager read your reason. It can’t be undone.")
    ended = _("It is ended, with your reason.")
    if one.can_move_to(AppraisalStage.CLOSED):
        words = Words(title=_("Close it as it stands"), says=says, word=_("Close it"), done=ended)
        return ask_why(one, moving.close_early, policies.may_close_early(actor(), one), words)
    words = Words(title=_("Cancel this appraisal"), says=says, word=_("Cancel it"), done=ended)
    return ask_why(one, moving.cancel, policies.may_cancel(actor(), one), words)


@bp.route("/<int:appraisal_id>/hand-over", methods=["GET", "POST"])
def hand_over(appraisal_id: int) -> ResponseReturnValue:
    """Let another manager go on with an appraisal."""
    one, _party = found(appraisal_id)
    now = one.person.placement()
    suggested = now.manager if now and now.manager_id != one.manager_id else None
    form = HandOverForm.for_request(manager=suggested.staff_number if suggested else "")
    if form.submitted():
        with form.refusals():
            manager = db.session.scalar(numbered(form.manager.data or ""))
            if manager is None:
                raise Unacceptable(_("Nobody here has this staff number."), "manager")
            above = manager.placement()
            moving.hand_over(
                one, actor=actor(), manager=manager, second_line=above.manager if above else None
            )
            return done(_("%(name)s goes on with it.", name=manager.name), "appraisals.team")
    return page(
        "appraisals/hand_over.html",
        form,
        appraisal=one,
        suggested=suggested,
        verdict=policies.may_hand_over(actor(), one),
    )
