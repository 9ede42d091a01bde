"""The evidence of a submission in the viewer: on a page, or alone for a script that puts it there."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from trainer.assessments import policies
from trainer.assessments.comments.forms import CommentForm
from trainer.assessments.comments.queries import comments_on
from trainer.assessments.models import Submission
from trainer.assessments.queries.conversing import Conversations, conversations_on
from trainer.assessments.queries.rounds import Round, last_round
from trainer.viewing.views import asked, note_words_read
from trainer.web.access import actor

CHANGES, IN_WORDS = "changes", "words"
"""What an address shows that is no file: what changed since the last round, and the words."""

LOOKS = ("show", "page", "zoom", "at", "find")
"""What an address says about what is looked at."""


def shown(
    submission: Submission, endpoint: str, conversations: Conversations | None, **kept: Any
) -> dict[str, Any]:
    """Give a page what its viewer shows; `kept` is what its links keep of this page's address."""
    here = partial(url_for, endpoint, submission_id=submission.id, **kept)
    return looked_at(submission, here, conversations)


def looked_at(
    submission: Submission, here: Callable[..., str], conversations: Conversations | None = None
) -> dict[str, Any]:
    """Give what a viewer shows on a page of any address; `here` makes the addresses of its links."""
    looking = asked(submission.revision)
    at = {"file": looking.file.code, "page": looking.number} if looking.file else {}
    return {
        "looking": looking,
        "last": _last(submission, conversations),
        "comments": comments_on(submission, actor()),
        "comment_form": CommentForm(formdata=None, data=at),
        "here": here,
    }


def _last(submission: Submission, conversations: Conversations | None) -> Round | None:
    """Compare with what was sent before, where that is looked at: at first on a later round."""
    if submission.revision.number == 1 or request.args.get("show", CHANGES) != CHANGES:
        return None
    if conversations is None:
        conversations = conversations_on(submission)
    return last_round(submission, conversations)


def kept() -> dict[str, Any]:
    """Give what this request looks at, for the address of the next."""
    return {name: request.args[name] for name in LOOKS if request.args.get(name)}


def is_asked_alone() -> bool:
    """Say whether a script asks for the viewer only."""
    return request.headers.get("X-Requested-With") == "fetch"


def alone(submission: Submission, endpoint: str, **more: Any) -> Response:
    """Send the viewer by itself."""
    context = shown(submission, endpoint, None, criterion=request.args.get("criterion"))
    context["verdict"] = policies.may_judge(actor(), submission)
    context |= {"kept": kept(), **more}
    html = render_template("assessments/_looked_at.html", submission=submission, **context)
    note_words_read(context["looking"])
    answer = make_response(html)
    answer.headers["X-Fragment"] = "evidence"
    return answer
