"""The review workspace: evidence beside criteria, drafts, and the signing that publishes them."""

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.assessments import policies
from trainer.assessments.actions import correcting, drafting, judging
from trainer.assessments.forms import (
    CorrectionForm,
    DraftForm,
    SendBackForm,
    SignJudgementsForm,
)
from trainer.assessments.models import Judgement, Submission
from trainer.assessments.queries.turn import turn_of
from trainer.assessments.views import looking
from trainer.assessments.views.blueprint import bp
from trainer.assessments.views.phrasing import put_in
from trainer.assessments.views.workspace import (
    Workspace,
    offer_items,
    open_workspace,
    shown,
    visible,
)
from trainer.extensions import db
from trainer.viewing.views import note_words_read
from trainer.web.access import actor
from trainer.web.once import remember_where_it_led
from trainer.web.responses import done, page


@bp.get("/review/<int:submission_id>")
def review(submission_id: int) -> ResponseReturnValue:
    """Show evidence beside the criteria it claims, with one of them open to be judged."""
    submission = visible(submission_id)
    if looking.is_asked_alone():
        return looking.alone(submission, "assessments.review")
    place = open_workspace(submission, request.args.get("criterion", type=int))
    context = shown(place)
    answer = page("assessments/review.html", first_form(place), **context)
    note_words_read(context["looking"])
    return answer


@bp.post("/review/<int:submission_id>/criteria/<int:criterion_id>")
def judge(submission_id: int, criterion_id: int) -> ResponseReturnValue:
    """Keep a draft judgement and go on to the next criterion."""
    submission = visible(submission_id)
    place = open_workspace(submission, criterion_id)
    form = first_form(place)
    if put_in(form, submission, place.open.row.number if place.open else ""):
        return page("assessments/review.html", form, **shown(place))
    if form.submitted():
        with form.refusals():
            drafting.save_draft(submission, criterion_id, actor=actor(), **form.data)
            return _go_on(submission, criterion_id)
    return page("assessments/review.html", form, **shown(open_workspace(submission, criterion_id)))


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
            **looking.kept(),
        )
    remember_where_it_led(
        url_for(
            "assessments.review", submission_id=submission.id, criterion=chosen, **looking.kept()
        )
    )
    form = fresh_form(place)
    answer = make_response(
        render_template("assessments/_criteria.html", form=form, focus=True, **shown(place))
    )
    answer.headers["X-Fragment"] = "criteria"
    return answer


@bp.post("/review/<int:submission_id>/sign")
def sign_judgements(submission_id: int) -> ResponseReturnValue:
    """Publish every draft on a submission at once."""
    submission = visible(submission_id)
    form = SignJudgementsForm.for_request()
    if form.submitted():
        following = turn_of(submission, actor()).following
        made = judging.sign_judgements(submission, actor=actor(), seen=form.seen.data or "")
        stays = form.stay.data or submission.is_open
        return _after_signing(submission, len(made), submission.id if stays else following)
    return done("", "assessments.review", submission_id=submission_id)


def _after_signing(submission: Submission, number: int, next_id: int | None) -> ResponseReturnValue:
    learner = submission.registration.learner.known_as
    said = ngettext(
        "%(num)d judgement is signed. %(name)s can read it now.",
        "%(num)d judgements are signed. %(name)s can read them now.",
        number,
        name=learner,
    )
    if not number:
        said = _("Closed. Every criterion it claims is met.")
    if next_id is None:
        return done(said, "assessments.queue")
    return done(said, "assessments.review", submission_id=next_id)


@bp.route("/review/<int:submission_id>/send-back", methods=["GET", "POST"])
def send_back(submission_id: int) -> ResponseReturnValue:
    """Return a whole submission unjudged, saying what should change."""
    submission = visible(submission_id)
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
    submission = visible(judgement.submission_id or 0)
    form = CorrectionForm.for_request(
        outcome=judgement.outcome if judgement.is_decision else None,
        vacsr=judgement.vacsr,
        vacsr_note=judgement.vacsr_note,
        relied_on=[item.revision_id for item in judgement.items],
        feedback=judgement.feedback,
    )
    place = open_workspace(submission, judgement.criterion_id)
    offer_items(form, place)
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


def first_form(place: Workspace) -> DraftForm:
    """Give the form of the criterion that is open, as it begins or as it was sent."""
    form = DraftForm.for_request(**place.given)
    offer_items(form, place)
    return form


def fresh_form(place: Workspace) -> DraftForm:
    """Give the form of the criterion that is open as it begins, whatever was sent."""
    form = DraftForm(formdata=None, data=place.given)
    offer_items(form, place)
    return form
