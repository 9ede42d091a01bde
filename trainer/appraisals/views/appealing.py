"""Appealing against an appraisal, answering, taking it to HR, and saying who answers."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.appraisals import policies
from trainer.appraisals.actions import appealing
from trainer.appraisals.appeal_forms import AppealAnswerForm, HearerForm
from trainer.appraisals.queries import appeals, calibration, forms
from trainer.appraisals.rules.appealing import TO_ANSWER, AppealOutcome
from trainer.appraisals.views.blueprint import bp, found
from trainer.appraisals.views.reasons import Words, ask_why
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.people.queries import numbered
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/<int:appraisal_id>/appeal", methods=["GET", "POST"])
def appeal(appraisal_id: int) -> ResponseReturnValue:
    """Appeal against the appraisal about oneself."""
    one, _party = found(appraisal_id)
    words = Words(
        title=_("Appeal against this appraisal"),
        says=_(
            "Somebody above your manager who had no part in it reads the appraisal and your reasons"
            " and answers within %(num)d days; if that does not settle it, you can go to HR. Your"
            " manager, the second line and HR read your reasons, too.",
            num=TO_ANSWER.days,
        ),
        word=_("Send the appeal"),
        done=_("Your appeal is sent. You are told once it is answered."),
    )
    verdict = policies.may_appeal(actor(), one, appeals.of_appraisal(one), forms.steps_of(one))
    return ask_why(one, appealing.appeal, verdict, words)


@bp.route("/<int:appraisal_id>/appeal/further", methods=["GET", "POST"])
def take_appeal_further(appraisal_id: int) -> ResponseReturnValue:
    """Take the answer to one's appeal to HR."""
    one, _party = found(appraisal_id)
    words = Words(
        title=_("Take your appeal to HR"),
        says=_(
            "Somebody of HR who had no part in it reads everything again. Say what was overlooked."
        ),
        word=_("Send it to HR"),
        done=_("It is sent to HR. You are told once it is answered."),
    )
    verdict = policies.may_take_further(actor(), one, appeals.of_appraisal(one))
    return ask_why(one, appealing.take_further, verdict, words)


@bp.route("/<int:appraisal_id>/appeal/withdraw", methods=["GET", "POST"])
def withdraw_appeal(appraisal_id: int) -> ResponseReturnValue:
    """Take one's appeal back."""
    one, _party = found(appraisal_id)
    words = Words(
        title=_("Take your appeal back"),
        says=_("The appraisal stands as it was signed, and you can’t appeal against it again."),
        word=_("Take it back"),
        done=_("Your appeal is taken back."),
    )
    verdict = policies.may_withdraw(actor(), one, appeals.of_appraisal(one))
    return ask_why(one, appealing.withdraw, verdict, words)


@bp.route("/<int:appraisal_id>/appeal/answer", methods=["GET", "POST"])
def answer_appeal(appraisal_id: int) -> ResponseReturnValue:
    """Answer an appeal under one's name."""
    one, _party = found(appraisal_id)
    told = appeals.of_appraisal(one)
    form = AppealAnswerForm.for_request()
    scale = forms.template_of(one).scale
    form.offer(scale, calibration.rating_of(one))
    if form.submitted():
        with form.refusals():
            appealing.answer(
                one,
                actor=actor(),
                proof=form.proof,
                outcome=AppealOutcome(form.outcome.data),
                words=form.words.data or "",
                put_right=form.put_right.data or "",
                after=form.new_rating,
            )
            return done(_("Answered."), "appraisals.appraisal", appraisal_id=appraisal_id)
    return page(
        "appraisals/answer_appeal.html",
        form,
        appraisal=one,
        appeal=told,
        scale=scale,
        meaning=appealing.MEANING,
        verdict=policies.may_answer_appeal(actor(), one, told),
    )


@bp.route("/<int:appraisal_id>/appeal/hearer", methods=["GET", "POST"])
def name_hearer(appraisal_id: int) -> ResponseReturnValue:
    """Say, as HR, who answers an appeal."""
    one, _party = found(appraisal_id)
    form = HearerForm.for_request()
    if form.submitted():
        with form.refusals():
            hearer = db.session.scalar(numbered(form.hearer.data or ""))
            if hearer is None:
                raise Unacceptable(_("Nobody here has this staff number."), "hearer")
            appealing.name_hearer(one, actor=actor(), hearer=hearer)
            return done(
                _("%(name)s answers it.", name=hearer.name),
                "appraisals.appraisal",
                appraisal_id=appraisal_id,
            )
    return page(
        "appraisals/name_hearer.html",
        form,
        appraisal=one,
        verdict=policies.may_name_hearer(actor(), one, appeals.of_appraisal(one)),
    )
