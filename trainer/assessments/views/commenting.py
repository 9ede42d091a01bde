"""Comment on a place of the evidence beside the criteria, and take that out before it is signed."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.assessments.comments import actions
from trainer.assessments.comments.forms import CommentForm, RemoveForm
from trainer.assessments.comments.models import EvidenceComment
from trainer.assessments.comments.queries import own_drafts
from trainer.assessments.models import Submission
from trainer.assessments.views import looking
from trainer.assessments.views.blueprint import bp
from trainer.assessments.views.deciding import fresh_form
from trainer.assessments.views.workspace import open_workspace, shown, visible
from trainer.extensions import db
from trainer.viewing.queries import Looking, look
from trainer.web.access import actor
from trainer.web.once import remember_where_it_led
from trainer.web.responses import done

HERE = "assessments.review"


@bp.post("/review/<int:submission_id>/comments")
def comment(submission_id: int) -> ResponseReturnValue:
    """Keep a comment at the place that was open or typed."""
    submission = visible(submission_id)
    form = CommentForm.for_request()
    if form.submitted():
        with form.refusals():
            made = actions.comment(
                submission, form.spot, actor=actor(), words=form.words.data or ""
            )
            return _kept(submission, made)
    return _again(submission, form)


def _kept(submission: Submission, made: EvidenceComment) -> ResponseReturnValue:
    said = _("Comment %(n)s is kept. Nothing goes out until you sign.", n=made.number)
    code = made.file.code if made.file else ""
    place: dict[str, Any] = {"show": code or looking.IN_WORDS, "page": made.page}
    criterion = request.args.get("criterion")
    if not looking.is_asked_alone():
        values = {"submission_id": submission.id, "criterion": criterion, **place}
        return done(said, HERE, anchor="comments", **values)
    db.session.flush()  # The list is read from the database.
    remember_where_it_led(url_for(HERE, submission_id=submission.id, **place))
    here = look(submission.revision, code, number=made.page or 1)
    return looking.alone(submission, HERE, **_opened(here), said=said)


def _again(submission: Submission, form: CommentForm) -> ResponseReturnValue:
    """Show what stands against the comment, at the place that was open."""
    here = look(submission.revision, form.file.data or "", number=form.page.data or 1)
    more = {"looking": here, "last": None, "comment_form": form}
    if looking.is_asked_alone():
        return looking.alone(submission, HERE, **more)
    place = open_workspace(submission, request.args.get("criterion", type=int))
    context = shown(place) | more
    return render_template("assessments/review.html", form=fresh_form(place), **context), 422


def _opened(here: Looking) -> dict[str, Any]:
    at = {"file": here.file.code, "page": here.number} if here.file else {}
    return {"looking": here, "last": None, "comment_form": CommentForm(formdata=None, data=at)}


@bp.post("/review/<int:submission_id>/comments/<int:comment_id>/remove")
def remove_comment(submission_id: int, comment_id: int) -> ResponseReturnValue:
    """Take a comment of one's own out again."""
    submission = visible(submission_id)
    mine = own_drafts(submission, actor())
    made = db.one_or_404(mine.where(EvidenceComment.id == comment_id))
    if RemoveForm.for_request().submitted():
        actions.remove(made, actor=actor())
    return done(
        _("The comment is taken out."),
        HERE,
        submission_id=submission_id,
        criterion=request.args.get("criterion"),
        anchor="evidence",
        **looking.kept(),
    )
