"""Looking a draft through: what is wrong, what became of each criterion, and publishing it."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.catalogue.lineage import Fate
from trainer.versions import actions, documents
from trainer.versions.forms import DraftForm
from trainer.versions.models import Draft
from trainer.versions.views.blueprint import bp
from trainer.versions.views.editing import found
from trainer.web.access import actor
from trainer.web.responses import done, page
from trainer.web.statuses import shown


@bp.route("/drafts/<int:draft_id>/publish", methods=["GET", "POST"])
def publish(draft_id: int) -> ResponseReturnValue:
    """Test a draft, ask what became of each criterion, and publish it."""
    draft = found(draft_id)
    form = DraftForm.for_request(version=draft.row_version)
    if form.submitted():
        with form.refusals():
            do = request.form.get("do")
            if do == "discard":
                actions.discard(draft, actor=actor(), version=form.drawn_from)
                told = _("The draft is discarded. What is published stays as it is.")
                return done(told, "versions.drafts")
            if do == "confirm":
                origins, same = _answers(draft)
                actions.confirm_lineage(
                    draft, actor=actor(), version=form.drawn_from, origins=origins, same=same
                )
                return done(_("Kept."), "versions.publish", draft_id=draft_id)
            actions.publish(draft, actor=actor(), version=form.drawn_from)
            return done(_("Published. From now on it never changes."), "catalogue.overview")
    draft = found(draft_id)
    return page(
        "versions/publish.html",
        form,
        draft=draft,
        faults=documents.faults_of(draft),
        confirmed=draft.unit_base is None or documents.is_confirmed(draft),
        gone=shown(Fate.DROPPED),
        **_lineage(draft),
    )


def _lineage(draft: Draft) -> dict[str, object]:
    if draft.unit_base is None:
        return {"rows": [], "former": {}, "dropped": []}
    lines = documents.lines_of(draft, draft.unit_base)
    former = {one.key: one for one in documents.former_said(draft.unit_base)}
    rows = []
    for one in documents.later_said(draft.content):
        mine = [line for line in lines if line.later == one.key]
        olds = [former[line.former] for line in mine if line.former]
        rows.append({"said": one, "fate": mine[0].fate, "from": olds})
    dropped = [former[line.former] for line in lines if line.fate is Fate.DROPPED and line.former]
    return {"rows": rows, "former": former, "dropped": dropped}


def _answers(draft: Draft) -> tuple[dict[str, list[str]], list[str]]:
    """Read which earlier criteria each one comes from, and which ask the same in other words."""
    assert draft.unit_base is not None  # noqa: S101 - only the page of a unit asks
    former = {one.number: one.key for one in documents.former_said(draft.unit_base)}
    keys = [one.key for one in documents.later_said(draft.content)]
    origins = {}
    for key in keys:
        numbers = [one.strip() for one in request.form.get(f"from-{key}", "").split(",")]
        origins[key] = [former[one] for one in dict.fromkeys(numbers) if one in former]
    return origins, [key for key in keys if f"same-{key}" in request.form]
