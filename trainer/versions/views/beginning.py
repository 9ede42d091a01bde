"""The drafts being written, and beginning one."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.catalogue.queries import with_criteria, with_everything
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.versions import actions, policies, queries
from trainer.versions.models import Draft, DraftStatus
from trainer.versions.views.blueprint import bp
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import Form
from trainer.web.responses import done


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


def found(draft_id: int) -> Draft:
    """Return a draft that is still being written, for those who may; to others it is a 404."""
    hidden_unless(policies.may_edit(actor()))
    draft: Draft = db.one_or_404(queries.draft_shown(draft_id))
    if draft.status is not DraftStatus.OPEN:
        raise Conflict(_("This draft is published or discarded already."))
    return draft
