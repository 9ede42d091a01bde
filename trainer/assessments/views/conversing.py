"""What became of a submission: its evidence with comments, the judgements, and the talk about them."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.assessments import policies
from trainer.assessments.actions import replying
from trainer.assessments.forms import ReplyForm
from trainer.assessments.models import CriterionState, Judgement, Submission
from trainer.assessments.queries import review
from trainer.assessments.queries.conversing import Conversations, conversations_on, live_on
from trainer.assessments.views import looking
from trainer.assessments.views.blueprint import bp
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.viewing.views import note_words_read
from trainer.web.access import actor
from trainer.web.responses import done

HERE = "assessments.submission"


@bp.get("/submissions/<int:submission_id>")
def submission(submission_id: int) -> ResponseReturnValue:
    """Show what was sent, what was decided on it, what changed, and what was said about it."""
    found = _readable(submission_id)
    if looking.is_asked_alone():
        return looking.alone(found, HERE, is_learner=found.registration.learner_id == actor().id)
    context = _shown(found)
    answer = render_template("assessments/submission.html", **context)
    note_words_read(context["looking"])
    return answer


@bp.post("/submissions/<int:submission_id>/feedback/<int:judgement_id>")
def reply(submission_id: int, judgement_id: int) -> ResponseReturnValue:
    """Write back on the feedback on a criterion."""
    found = _readable(submission_id)
    judgement = db.one_or_404(
        policies.judgements_visible_to(actor()).where(Judgement.id == judgement_id)
    )
    form = ReplyForm.for_request()
    if form.submitted():
        with form.refusals():
            replying.reply(judgement, actor=actor(), **form.data)
            return done(
                _("Sent."),
                HERE,
                submission_id=submission_id,
                anchor=f"conversation-{judgement.criterion_id}",
            )
    context = _shown(found)
    context["reply_forms"][judgement_id] = form
    return render_template("assessments/submission.html", form=form, **context), 422


def _readable(submission_id: int) -> Submission:
    visible = review.workspace(policies.visible_to(actor()))
    found: Submission = db.one_or_404(visible.where(Submission.id == submission_id))
    return found


def _shown(found: Submission) -> dict[str, Any]:
    conversations, claims = conversations_on(found), review.claims_on(found)
    return {
        **looking.shown(found, HERE, conversations),
        "kept": {},
        "submission": found,
        "claims": claims,
        "judgements": live_on(found, conversations),
        "conversations": conversations,
        "reply_forms": _forms(found, claims, conversations),
        "verdict": policies.may_judge(actor(), found),
        "is_learner": found.registration.learner_id == actor().id,
    }


def _forms(
    found: Submission, claims: Sequence[AnyRow], conversations: Conversations
) -> dict[int, ReplyForm]:
    """Give a form for each conversation that is open to the reader: to its last judgement."""
    registration = found.registration
    if (
        actor().id not in {registration.learner_id, registration.assessor_id}
        or registration.status not in policies.DECIDING
    ):
        return {}
    open_ones = {row.criterion_id for row in claims if row.state is not CriterionState.MET}
    return {
        made[-1].id: ReplyForm(formdata=None)
        for criterion_id, made in conversations.items()
        if criterion_id in open_ones
    }
