"""What an awarding organisation answered: its certificate, or a refusal."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.claims import policies
from trainer.claims.actions import answering as actions
from trainer.claims.forms import AnswerForm, ReceivedForm
from trainer.claims.views.blueprint import bp, claim_for
from trainer.core import clock
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/<int:claim_id>/certificate", methods=["GET", "POST"])
def record_award(claim_id: int) -> ResponseReturnValue:
    """Record the awarding organisation's certificate."""
    claim = claim_for(claim_id)
    form = ReceivedForm.for_request(on=clock.today())
    if form.submitted():
        with form.refusals():
            given = form.data
            del given["file"]
            actions.record_award(claim, actor=actor(), upload=form.upload, **given)
            said = _("The certificate is recorded. This registration is done.")
            return done(said, "claims.batch", batch_id=claim.batch_id)
    verdict = policies.may_answer(actor(), claim)
    return page("claims/award.html", form, claim=claim, verdict=verdict)


@bp.route("/<int:claim_id>/rejection", methods=["GET", "POST"])
def record_rejection(claim_id: int) -> ResponseReturnValue:
    """Record that the claim was not accepted."""
    claim = claim_for(claim_id)
    form = AnswerForm.for_request()
    if form.submitted():
        actions.record_rejection(claim, actor=actor(), **form.data)
        said = _("Recorded. Claim it again once it is put right.")
        return done(said, "claims.batch", batch_id=claim.batch_id)
    verdict = policies.may_answer(actor(), claim)
    return page("claims/rejection.html", form, claim=claim, verdict=verdict)
