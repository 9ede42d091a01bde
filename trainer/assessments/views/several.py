"""Judge several criteria at once: some, those of whole outcomes, or everything that is left."""

from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from trainer.assessments.actions import drafting
from trainer.assessments.forms import SeveralForm
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
from trainer.viewing.views import note_words_read
from trainer.web.access import actor
from trainer.web.responses import done, page

EVERYTHING = 0
HERE = "assessments.judge_several"


@bp.route("/review/<int:submission_id>/several", methods=["GET", "POST"])
def judge_several(submission_id: int) -> ResponseReturnValue:
    """Ask for one judgement on several criteria, and keep it as a draft of each."""
    submission = visible(submission_id)
    if looking.is_asked_alone():
        return looking.alone(submission, HERE)
    place = open_workspace(submission, None)
    form = SeveralForm.for_request(relied_on=[submission.revision_id], **place.said_of_it)
    offer_items(form, place)
    _offer_criteria(form, place)
    if put_in(form, submission):
        return page("assessments/review.html", form, several=True, **shown(place, HERE))
    if form.submitted():
        with form.refusals():
            given = form.data
            chosen = _chosen(place, given.pop("criteria"), given.pop("outcomes"))
            kept = drafting.save_drafts(submission, chosen, actor=actor(), **given)
            return _after(submission_id, len(kept))
    context = shown(place, HERE)
    answer = page("assessments/review.html", form, several=True, **context)
    note_words_read(context["looking"])
    return answer


def _offer_criteria(form: SeveralForm, place: Workspace) -> None:
    form.criteria.choices = [SelectChoice(one.criterion_id, one.row.text) for one in place.to_judge]
    outcomes = {one.row.outcome_id: one.row.outcome_title for one in place.to_judge}
    form.outcomes.choices = [
        SelectChoice(EVERYTHING, ""),
        *(SelectChoice(number, title) for number, title in outcomes.items()),
    ]


def _chosen(place: Workspace, criteria: list[int], outcomes: list[int]) -> set[int]:
    return {
        one.criterion_id
        for one in place.to_judge
        if EVERYTHING in outcomes or one.row.outcome_id in outcomes or one.criterion_id in criteria
    }


def _after(submission_id: int, number: int) -> ResponseReturnValue:
    said = ngettext(
        "Kept for %(num)d criterion. Nothing goes out until you sign.",
        "Kept for %(num)d criteria. Change those that differ; nothing goes out until you sign.",
        number,
    )
    return done(
        said,
        "assessments.review",
        submission_id=submission_id,
        anchor="criteria",
        **looking.kept(),
    )
