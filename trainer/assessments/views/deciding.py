"""The review workspace: evidence beside criteria, drafts, and the signing that publishes them."""

from typing import Any

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from trainer.assessments import policies
from trainer.assessments.actions import correcting, judging
from trainer.assessments.forms import (
    CorrectionForm,
    JudgementForm,
    SendBackForm,
    SignJudgementsForm,
)
from trainer.assessments.models import Judgement, Submission
from trainer.assessments.queries import review as queries
from trainer.assessments.views.blueprint import bp, target_days
from trainer.assessments.views.workspace import Workspace, open_workspace
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor
from trainer.web.finding import found
from trainer.web.once import remember_where_it_led
from trainer.web.responses import done, page


@bp.get("/review/<int:submission_id>")
def review(submission_id: int) -> ResponseReturnValue:
    """Show evidence beside the criteria it claims, with one of them open to be judged."""
    submission = _visible(submission_id)
    place = open_workspace(submission, request.args.get("criterion", type=int))
    return page("assessments/review.html", _judgement_form(place), **_shown(place))


@bp.post("/review/<int:submission_id>/criteria/<int:criterion_id>")
def judge(submission_id: int, criterion_id: int) -> ResponseReturnValue:
    """Keep a draft judgement and go on to the next criterion."""
    submission = _visible(submission_id)
    form = _judgement_form(open_workspace(submission, criterion_id))
    if form.submitted():
        with form.refusals():
            judging.save_draft(submission, criterion_id, actor=actor(), **form.data)
            return _go_on(submission, criterion_id)
    return page("assessments/review.html", form, **_shown(open_workspace(submission, criterion_id)))


def _go_on(submission: Submission, criterion_id: int) -> ResponseReturnValue:
    place = open_workspace(submission, None, after=criterion_id)
    chosen = place.open.criterion_id if place.open else None
    if request.headers.get("X-Requested-With") != "fetch":
        return done(
            _("Kept. Nothing goes out until you sign."),
            "assessments.review",
            submission_id=submission.id,
            criterion=chosen,
            anchor=f"criterion-{chosen}" if chosen else "criteria",
        )
    remember_where_it_led(
        url_for("assessments.review", submission_id=submission.id, criterion=chosen)
    )
    form = JudgementForm(formdata=None, data=place.given)
    _offer_items(form, place)
    answer = make_response(
        render_template("assessments/_criteria.html", form=form, focus=True, **_shown(place))
    )
    answer.headers["X-Fragment"] = "criteria"
    return answer


@bp.post("/review/<int:submission_id>/sign")
def sign_judgements(submission_id: int) -> ResponseReturnValue:
    """Publish every draft on a submission at once."""
    submission = _visible(submission_id)
    form = SignJudgementsForm.for_request()
    if form.submitted():
        made = judging.sign_judgements(submission, actor=actor(), **form.data)
        return _after_signing(submission, len(made))
    return done("", "assessments.review", submission_id=submission_id)


def _after_signing(submission: Submission, number: int) -> ResponseReturnValue:
    learner = submission.registration.learner.known_as
    said = ngettext(
        "%(num)d judgement is signed. %(name)s can read it now.",
        "%(num)d judgements are signed. %(name)s can read them now.",
        number,
        name=learner,
    )
    if not number:
        said = _("Closed. Every criterion it claims is met.")
    if submission.is_open:
        return done(said, "assessments.review", submission_id=submission.id)
    following = queries.next_waiting(submission, actor())
    if following is None:
        return done(said, "assessments.queue")
    return done(said, "assessments.review", submission_id=following)


@bp.route("/review/<int:submission_id>/send-back", methods=["GET", "POST"])
def send_back(submission_id: int) -> ResponseReturnValue:
    """Return a whole submission unjudged, saying what should change."""
    submission = _visible(submission_id)
    form = SendBackForm.for_request()
    if form.submitted():
        with form.refusals():
            judging.send_back(submission, actor=actor(), **form.data)
            name = submission.registration.learner.known_as
            return done(_("Sent back to %(name)s.", name=name), "assessments.queue")
    verdict = policies.may_judge(actor(), submission)
    return page("assessments/send_back.html", form, submission=submission, verdict=verdict)


@bp.route("/judgements/<int:judgement_id>/change", methods=["GET", "POST"])
def correct(judgement_id: int) -> ResponseReturnValue:
    """Put a later judgement in the place of an earlier one, saying why."""
    judgement = db.one_or_404(
        policies.judgements_visible_to(actor()).where(Judgement.id == judgement_id)
    )
    submission = _visible(judgement.submission_id or 0)
    form = CorrectionForm.for_request(
        outcome=judgement.outcome if judgement.is_decision else None,
        vacsr=judgement.vacsr,
        vacsr_note=judgement.vacsr_note,
        relied_on=[item.revision_id for item in judgement.items],
        feedback=judgement.feedback,
    )
    place = open_workspace(submission, judgement.criterion_id)
    _offer_items(form, place)
    if form.submitted():
        with form.refusals():
            correcting.correct(judgement, actor=actor(), **form.data)
            return done(
                _("Changed. The earlier judgement stays on record."),
                "assessments.unit",
                unit_assessment_id=judgement.unit_assessment_id,
            )
    verdict = policies.may_correct(actor(), judgement)
    return page(
        "assessments/correct.html",
        form,
        judgement=judgement,
        verdict=verdict,
        submission=submission,
        place=place,
        others=place.others,
    )


def _visible(submission_id: int) -> Submission:
    submission: Submission = found(queries.opened_by(submission_id, actor().id, clock.today()))
    return submission


def _judgement_form(place: Workspace) -> JudgementForm:
    form = JudgementForm.for_request(**place.given)
    _offer_items(form, place)
    return form


def _offer_items(form: JudgementForm, place: Workspace) -> None:
    form.relied_on.choices = [SelectChoice(item.revision_id, item.label) for item in place.items]


def _shown(place: Workspace) -> dict[str, Any]:
    submission = place.submission
    verdict = policies.may_judge(actor(), submission)
    return {
        "place": place,
        "submission": submission,
        "sign_form": SignJudgementsForm(formdata=None, seen=queries.mark_of(place.drafts)),
        "verdict": verdict,
        "target": target_days(),
        "following": queries.next_waiting(submission, actor()),
        "correctable": policies.CORRECTABLE,
    }
