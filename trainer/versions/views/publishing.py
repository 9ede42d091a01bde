"""Looking a draft through: what is wrong, what became of each criterion, and publishing it."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.catalogue.comparing import Comparison, Effect, compare, slips
from trainer.catalogue.lineage import Fate, Line, Said
from trainer.versions import actions, documents
from trainer.versions.forms import DraftForm, LineageForm, PublishForm, lineage_form
from trainer.versions.models import Draft
from trainer.versions.views.beginning import found
from trainer.versions.views.blueprint import bp
from trainer.web.access import actor
from trainer.web.responses import done, page
from trainer.web.statuses import shown


@bp.route("/drafts/<int:draft_id>/publish", methods=["GET", "POST"])
def publish(draft_id: int) -> ResponseReturnValue:
    """Test a draft, ask what became of each criterion, and publish it."""
    draft = found(draft_id)
    form, lines = _form(draft)
    if form.submitted():
        if form.drawn_from != draft.row_version:
            return _changed_meanwhile(draft_id, form, lines)
        with form.refusals():
            if request.form.get("do") == "confirm" and isinstance(form, LineageForm):
                actions.confirm_lineage(
                    draft, actor=actor(), version=form.drawn_from, lineage=form.lineage
                )
                return done(_("Kept."), "versions.publish", draft_id=draft_id)
            did = actions.publish(
                draft,
                actor=actor(),
                version=form.drawn_from,
                override=form.override.data or "",
                lineage=form.lineage if isinstance(form, LineageForm) else None,
            )
            return done(_told(did), "catalogue.overview")
    return _looked_through(draft_id, form, lines)


@bp.route("/drafts/<int:draft_id>/discard", methods=["GET", "POST"])
def discard(draft_id: int) -> ResponseReturnValue:
    """Ask once more, then give a draft up."""
    draft = found(draft_id)
    form = DraftForm.for_request(version=draft.row_version)
    if form.submitted():
        actions.discard(draft, actor=actor(), version=form.drawn_from)
        told = _("The draft is discarded. What is published stays as it is.")
        return done(told, "versions.drafts")
    return page("versions/discard.html", form, draft=draft)


def _looked_through(
    draft_id: int, form: PublishForm, lines: tuple[Line, ...], *, changed: bool = False
) -> ResponseReturnValue:
    draft = found(draft_id)
    faults = documents.faults_of(draft)
    return page(
        "versions/publish.html",
        form,
        draft=draft,
        changed=changed,
        faults=faults,
        slips=[] if faults else slips(compare(documents.plan(draft))),
        confirmed=draft.unit_base is None or documents.is_confirmed(draft),
        gone=shown(Fate.DROPPED),
        **_lineage(draft, lines),
    )


def _changed_meanwhile(
    draft_id: int, form: PublishForm, lines: tuple[Line, ...]
) -> ResponseReturnValue:
    """Show the draft as it is now with what was typed about it; the next press then means it."""
    form.version.data = found(draft_id).row_version
    shown_again = _looked_through(draft_id, form, lines, changed=True)
    assert isinstance(shown_again, tuple)  # noqa: S101 - a form is shown with its status
    return shown_again[0], 409


def _form(draft: Draft) -> tuple[PublishForm, tuple[Line, ...]]:
    if draft.unit_base is None:
        return PublishForm.for_request(version=draft.row_version), ()
    lines = documents.lines_of(draft, draft.unit_base)
    kind, given = lineage_form(*_both(draft), lines)
    return kind.for_request(**given, version=draft.row_version), lines


def _told(did: Comparison) -> str:
    if any(one.effect is Effect.DATES for one in did.qualifications):
        return _("Kept. What changed holds for every version, so none was added.")
    return _("Published. From now on it never changes.")


def _both(draft: Draft) -> tuple[list[Said], list[Said]]:
    assert draft.unit_base is not None  # noqa: S101 - only the page of a unit asks
    return documents.former_said(draft.unit_base), documents.later_said(draft.content)


def _lineage(draft: Draft, lines: tuple[Line, ...]) -> dict[str, object]:
    if draft.unit_base is None:
        return {"rows": [], "dropped": []}
    former, later = _both(draft)
    said = {one.key: one for one in former}
    rows = []
    for one in later:
        mine = [line for line in lines if line.later == one.key]
        olds = [said[line.former] for line in mine if line.former]
        rows.append({"said": one, "fate": mine[0].fate, "from": olds})
    dropped = [said[line.former] for line in lines if line.fate is Fate.DROPPED and line.former]
    return {"rows": rows, "dropped": dropped}
