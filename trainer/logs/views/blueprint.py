"""The addresses of the learning log, and how much a request to it may carry."""

from typing import Any

from flask import Blueprint, request

from trainer.logs.activities import ACTIVITIES, ActivityRules
from trainer.logs.kinds import KINDS, KindRules
from trainer.logs.models import Activity, EvidenceKind, Revision, label_of
from trainer.logs.wording import Told, told
from trainer.web.uploads import upload_limit

bp = Blueprint("logs", __name__)

WITHOUT_SCRIPT = {"logs.new", "logs.edit", "logs.begin", "logs.begin_about", "logs.fill"}
AT_ONCE = 4


@bp.app_url_value_preprocessor
def _let_several_files_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a form sent without script carry a few files, or one too large to be told so.

    This runs before anything has read the body.
    """
    if endpoint in WITHOUT_SCRIPT and request.method == "POST":
        request.max_content_length = AT_ONCE * upload_limit()


@bp.app_template_filter("kind_rules")
def kind_rules(kind: EvidenceKind) -> KindRules:
    """Give templates what there is to say about a kind of evidence."""
    return KINDS[kind]


@bp.app_template_filter("told")
def told_in(revision: Revision) -> list[Told]:
    """Give templates what was written in a log entry, under the questions it answers."""
    return told(revision)


bp.add_app_template_filter(label_of, "evidence_label")


@bp.app_template_filter("moment")
def moment_of(activity: Activity) -> ActivityRules:
    """Give templates what there is to say about a kind of moment."""
    return ACTIVITIES[activity]
