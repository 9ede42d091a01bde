"""The offer and the answer to it, the trial, and an appeal."""

from datetime import timedelta

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.extensions import db
from trainer.people import queries as people
from trainer.promotions import policies
from trainer.promotions.actions import appealing, offering, trial
from trainer.promotions.actions.moving import MEANINGS, covered
from trainer.promotions.forms import (
    ActForm,
    AnswerForm,
    DeclineForm,
    MemberForm,
    OfferForm,
    TrialForm,
    WordsForm,
)
from trainer.promotions.models import SignedFor
from trainer.promotions.views.blueprint import asked, back, bp, found
from trainer.web.access import actor
from trainer.web.responses import page

TRIAL = timedelta(weeks=12)
STEPS_OF_TRIAL = {
    "review": trial.review_trial,
    "confirm": trial.confirm_trial,
    "end": trial.end_trial,
}


@bp.route("/<int:promotion_case_id>/offer", methods=["GET", "POST"])
def offer(promotion_case_id: int) -> ResponseReturnValue:
    """Make the offer."""
    case, today = found(promotion_case_id), clock.today()
    form = OfferForm.for_request(
        job_title=case.role_title,
        place=f"{case.site_id}:0",
        starts_on=today + timedelta(days=14),
        trial_until=today + timedelta(days=14) + TRIAL,
    )
    if form.submitted():
        with form.refusals():
            offering.offer(
                case,
                actor=actor(),
                job_title=form.job_title.data or "",
                site=form.site,
                team=form.team,
                manager=form.manager.data,
                terms=form.terms.data or "",
                **form.days,
            )
            return back(case, _("The offer is made. %(name)s answers it.", name=case.person.name))
    return page(
        "promotions/offer.html",
        form,
        case=case,
        verdict=policies.may_offer(actor(), case),
        managers=db.session.execute(people.managers()).all(),
    )


@bp.post("/<int:promotion_case_id>/accept")
def accept(promotion_case_id: int) -> ResponseReturnValue:
    """Accept the offer."""
    case = found(promotion_case_id)
    if ActForm.for_request().submitted():
        with ActForm.for_request().refusals():
            offering.accept(case, actor=actor())
    return back(case, _("Accepted. We look forward to it."))


@bp.route("/<int:promotion_case_id>/decline", methods=["GET", "POST"])
def decline(promotion_case_id: int) -> ResponseReturnValue:
    """Decline the offer."""
    case, form = found(promotion_case_id), DeclineForm.for_request()
    if form.submitted():
        offering.decline(case, actor=actor(), words=form.words.data or "")
        return back(case, _("Declined."))
    return asked(
        form,
        case,
        policies.may_answer_offer(actor(), case),
        title=_("Decline the offer"),
        lede=_("You keep the job you have. Nothing is held against you."),
        word=_("Decline"),
    )


@bp.route("/<int:promotion_case_id>/trial", methods=["GET", "POST"])
def review_trial(promotion_case_id: int) -> ResponseReturnValue:
    """Keep how the trial goes; confirm it, or end it."""
    case, form = found(promotion_case_id), TrialForm.for_request()
    if form.submitted():
        with form.refusals():
            STEPS_OF_TRIAL[form.what.data](case, actor=actor(), words=form.words.data or "")
            return back(case, _("Kept. %(name)s is told.", name=case.person.name))
    return asked(
        form,
        case,
        policies.may_review_trial(actor(), case),
        title=_("How does the trial go?"),
        lede=_("Talk it through with them first. They read what you write."),
        word=_("Keep it"),
    )


@bp.route("/<int:promotion_case_id>/appeal", methods=["GET", "POST"])
def appeal(promotion_case_id: int) -> ResponseReturnValue:
    """Appeal against how it ended."""
    case, form = found(promotion_case_id), WordsForm.for_request()
    if form.submitted():
        with form.refusals():
            appealing.appeal(case, actor=actor(), words=form.words.data or "")
            return back(case, _("Your appeal is in. HR chooses who answers it."))
    return asked(
        form,
        case,
        policies.may_appeal(actor(), case),
        title=_("Appeal"),
        lede=_("Somebody who had no part in it looks at everything again. Say what was not right."),
        word=_("Send the appeal"),
    )


@bp.route("/<int:promotion_case_id>/hearer", methods=["GET", "POST"])
def choose_hearer(promotion_case_id: int) -> ResponseReturnValue:
    """Choose who answers the appeal."""
    case, form = found(promotion_case_id), MemberForm.for_request()
    if form.submitted():
        with form.refusals():
            appealing.choose_hearer(case, actor=actor(), member=form.whom)
            return back(case, _("They are asked."))
    return asked(
        form,
        case,
        policies.may_choose_hearer(actor(), case),
        title=_("Choose who answers the appeal"),
        lede=_("Somebody who had no part in the case so far."),
        word=_("Ask them"),
        managers=db.session.execute(people.managers()).all(),
    )


@bp.route("/<int:promotion_case_id>/answer", methods=["GET", "POST"])
def answer_appeal(promotion_case_id: int) -> ResponseReturnValue:
    """Answer the appeal, under one's name."""
    case = found(promotion_case_id)
    form = AnswerForm.for_request(seen=covered(case))
    if form.submitted():
        with form.refusals():
            appealing.answer_appeal(
                case,
                actor=actor(),
                proof=form.proof,
                seen=form.seen.data or "",
                upheld=form.outcome.data == "upheld",
                words=form.words.data or "",
            )
            return back(case, _("Answered. They have been told."))
    return asked(
        form,
        case,
        policies.may_answer_appeal(actor(), case),
        title=_("Answer the appeal"),
        lede=_("Read the whole case first. What you write stays as you write it."),
        word=_("Sign the answer"),
        words=[MEANINGS[SignedFor.APPEAL_ANSWER]],
    )
