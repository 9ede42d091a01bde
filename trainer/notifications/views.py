"""The bell: what somebody was told, read one by one or all at once."""

from typing import cast

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.notifications import actions, policies, queries
from trainer.notifications.forms import ReadForm
from trainer.notifications.models import Notice
from trainer.web.access import actor
from trainer.web.responses import done

bp = Blueprint("notifications", __name__)


@bp.get("/notifications")
def bell() -> ResponseReturnValue:
    """List what the signed-in person was told, newest first."""
    return render_template("notifications/bell.html", page=db.paginate(queries.told(actor())))


@bp.post("/notifications/<int:notice_id>/open")
def open_notice(notice_id: int) -> ResponseReturnValue:
    """Mark a notice as read and go on to the page it speaks of."""
    notice = _mine(notice_id)
    if ReadForm.for_request().submitted():
        actions.read(notice, actor=actor())
    return redirect(notice.path, code=303)


@bp.post("/notifications/<int:notice_id>/read")
def read(notice_id: int) -> ResponseReturnValue:
    """Mark a notice as read and stay here."""
    notice = _mine(notice_id)
    if ReadForm.for_request().submitted():
        actions.read(notice, actor=actor())
    return done("", "notifications.bell")


@bp.post("/notifications/read")
def read_all() -> ResponseReturnValue:
    """Mark everything as read."""
    if ReadForm.for_request().submitted():
        actions.read_all(actor=actor())
    return done(_("All read."), "notifications.bell")


def _mine(notice_id: int) -> Notice:
    return cast("Notice", db.one_or_404(policies.visible_to(actor()).where(Notice.id == notice_id)))
