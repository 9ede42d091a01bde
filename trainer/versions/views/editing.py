"""The drafts being written, and the editor: the outline on the left, one item on the right."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.catalogue.queries import with_criteria, with_everything
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.versions import actions, outline, policies, queries
from trainer.versions.forms import DraftForm, form_for
from trainer.versions.models import Draft, DraftStatus
from trainer.versions.outline import FACTS, Content, NoSuchPlace
from trainer.versions.views.blueprint import bp
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import Form
from trainer.web.responses import done, page


@bp.get("/drafts")
def drafts() -> ResponseReturnValue:
    """List the drafts that are being written."""
    hidden_unless(policies.may_edit(actor()))
    return render_template("versions/drafts.html", drafts=queries.open_drafts())


@bp.post("/units/<int:version_id>/draft")
def begin_unit(version_id: int) -> ResponseReturnValue:
    """Begin the next version of a unit, or go on with the draft there is."""
    hidden_unless(policies.may_edit(actor()))
    if not Form.for_request().submitted():
        abort(400)
    version = db.one_or_404(with_criteria(actor()).where(UnitVersion.id == version_id))
    draft = actions.begin_unit(version, actor=actor())
    return done("", "versions.edit", draft_id=draft.id)


@bp.post("/qualifications/<int:version_id>/draft")
def begin_qualification(version_id: int) -> ResponseReturnValue:
    """Begin the next version of a qualification, or go on with the draft there is."""
    hidden_unless(policies.may_edit(actor()))
    if not Form.for_request().submitted():
        abort(400)
    version = db.one_or_404(with_everything(actor()).where(QualificationVersion.id == version_id))
    draft = actions.begin_qualification(version, actor=actor())
    return done("", "versions.edit", draft_id=draft.id)


@bp.route("/drafts/<int:draft_id>", methods=["GET", "POST"])
def edit(draft_id: int) -> ResponseReturnValue:
    """Show one item of a draft beside its outline; any button keeps the item, then does its own."""
    draft = found(draft_id)
    place = request.args.get("item", FACTS)
    try:
        item = outline.item(draft.content, place)
    except NoSuchPlace:
        return done(
            _("That part is not in the draft any more."), "versions.edit", draft_id=draft_id
        )
    kind = form_for(draft.kind.value, place)
    form = kind.for_request(**{**kind.given(item), "version": draft.row_version})
    do, _colon, at = request.form.get("do", "").partition(":")
    if request.method == "POST" and do == "remove" and at == place:
        return _remove(draft, place)
    if form.submitted():
        content = outline.with_values(draft.content, place, form.values())
        content, place = _arranged(content, place, do, at)
        actions.change(draft, actor=actor(), version=form.drawn_from, content=content)
        return done(
            "" if do == "go" else _("Kept."), "versions.edit", draft_id=draft_id, item=place
        )
    return page(
        "versions/edit.html", form, draft=draft, place=place, entries=outline.entries(draft.content)
    )


def found(draft_id: int) -> Draft:
    """Return a draft that is still being written, for those who may; to others it is a 404."""
    hidden_unless(policies.may_edit(actor()))
    draft: Draft = db.one_or_404(queries.draft_shown(draft_id))
    if draft.status is not DraftStatus.OPEN:
        raise Conflict(_("This draft is published or discarded already."))
    return draft


def _remove(draft: Draft, place: str) -> ResponseReturnValue:
    form = DraftForm.for_request()
    if not form.submitted():
        abort(400)
    content = outline.removed(draft.content, place)
    actions.change(draft, actor=actor(), version=form.drawn_from, content=content)
    return done(_("Taken out."), "versions.edit", draft_id=draft.id)


def _arranged(content: Content, place: str, do: str, at: str) -> tuple[Content, str]:
    """Do what the button says to the whole, and say which item is shown next."""
    try:
        match do:
            case "go":
                outline.item(content, at)
                return content, at
            case "up" | "down":
                return outline.moved(content, at, -1 if do == "up" else 1), at
            case "remove":
                return outline.removed(content, at), place
            case "add":
                return outline.added(content, at, place)
            case "number":
                return outline.renumbered(content), place
    except (NoSuchPlace, KeyError):
        raise Conflict(_("That part is not in the draft any more.")) from None
    return content, place
