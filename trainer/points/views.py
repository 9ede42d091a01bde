"""The list of what is to be done, one action point, and each step of it."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.points import actions, policies, queries, subjects
from trainer.points.forms import AnswerForm, CloseForm, RaiseForm, ReopenForm
from trainer.points.models import ActionPoint
from trainer.points.queries import Whose
from trainer.web.access import actor
from trainer.web.csv import table_file
from trainer.web.responses import done, page
from trainer.web.statuses import shown as look_of

bp = Blueprint("points", __name__, url_prefix="/actions")

PAGE = 50


@bp.app_template_global()
def points_about(about: Any) -> dict[str, Any]:
    """Let the page of a thing show the action points about it, and raise one."""
    points = queries.about_thing(about)
    return {
        "points": points,
        "open_to_me": {one.id for one in points if policies.may_see(actor(), one)},
        "kind": subjects.name_of(about),
        "may_raise": policies.may_raise(actor(), about),
        "today": clock.today(),
    }


@bp.get("/")
def listed() -> ResponseReturnValue:
    """List what is to be done: open first, what is late marked."""
    whose, closed = _asked()
    found = db.paginate(
        queries.listed(actor(), whose, closed=closed),
        per_page=PAGE,
        max_per_page=PAGE,
        error_out=False,
    )
    return render_template(
        "points/listed.html",
        page=found,
        abouts=queries.abouts(actor(), found.items),
        whose=whose,
        closed=closed,
        sees_all=policies.sees_all(actor()),
        today=clock.today(),
    )


@bp.get("/export.csv")
def export() -> Response:
    """Take the list away as a file, as it is narrowed."""
    whose, closed = _asked()
    found = db.session.scalars(queries.listed(actor(), whose, closed=closed)).all()
    abouts = queries.abouts(actor(), found)
    heads = [
        *(_("What"), _("About"), _("Owner"), _("Due"), _("State")),
        *(_("Raised by"), _("Raised on"), _("What was done")),
    ]
    rows = [
        [
            one.what,
            abouts[one.id].title if one.id in abouts else "",
            one.owner.name,
            one.due_on.isoformat(),
            str(look_of(one.status).word),
            one.raised_by.name,
            clock.day_of(one.raised_at).isoformat(),
            one.answer,
        ]
        for one in found
    ]
    return table_file("actions.csv", heads, rows)


@bp.get("/<int:point_id>")
def shown(point_id: int) -> ResponseReturnValue:
    """Show an action point with all that was said about it."""
    point = _visible(point_id)
    return render_template(
        "points/shown.html",
        point=point,
        about=queries.abouts(actor(), [point]).get(point.id),
        may_answer=policies.may_answer(actor(), point),
        may_close=policies.may_close(actor(), point),
        may_reopen=policies.may_reopen(actor(), point),
        today=clock.today(),
    )


@bp.route("/about/<string:kind>/<int:about_id>", methods=["GET", "POST"])
def raise_about(kind: str, about_id: int) -> ResponseReturnValue:
    """Ask somebody to do something about a thing."""
    joined = subjects.kind_of(kind)
    if joined is None:
        abort(404)
    about = db.one_or_404(joined.visible_to(actor()).where(joined.model.id == about_id))
    title = db.session.execute(joined.titled().where(joined.model.id == about_id)).one()[1]
    form = RaiseForm.for_request()
    form.owner.choices = [
        SelectChoice(0, _("Choose…")),
        *(SelectChoice(one.id, one.name) for one in queries.possible_owners()),
    ]
    if form.submitted():
        with form.refusals():
            given = form.data
            owner = db.session.get_one(User, given.pop("owner"))
            actions.raise_point(about, actor=actor(), owner=owner, **given)
            said = _("Raised. %(name)s has been told.", name=owner.name)
            return done(said, joined.endpoint, anchor="actions", **{joined.argument: about_id})
    return page(
        "points/raise.html",
        form,
        kind=joined,
        about_id=about_id,
        title=title,
        verdict=policies.may_raise(actor(), about),
    )


@bp.route("/<int:point_id>/answer", methods=["GET", "POST"])
def answer(point_id: int) -> ResponseReturnValue:
    """Say what was done."""
    point = _visible(point_id)
    form = AnswerForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.answer(point, actor=actor(), **form.data)
            said = _("%(name)s has been told.", name=point.raised_by.name)
            return done(said, "points.shown", point_id=point.id)
    return page(
        "points/answer.html", form, point=point, verdict=policies.may_answer(actor(), point)
    )


@bp.route("/<int:point_id>/close", methods=["GET", "POST"])
def close(point_id: int) -> ResponseReturnValue:
    """Find that it is done."""
    point = _visible(point_id)
    form = CloseForm.for_request()
    if form.submitted():
        actions.close(point, actor=actor(), **form.data)
        return done(_("Closed."), "points.shown", point_id=point.id)
    return page("points/close.html", form, point=point, verdict=policies.may_close(actor(), point))


@bp.route("/<int:point_id>/reopen", methods=["GET", "POST"])
def reopen(point_id: int) -> ResponseReturnValue:
    """Ask for it to be done after all."""
    point = _visible(point_id)
    form = ReopenForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.reopen(point, actor=actor(), **form.data)
            said = _("Open again. %(name)s has been told.", name=point.owner.name)
            return done(said, "points.shown", point_id=point.id)
    return page(
        "points/reopen.html", form, point=point, verdict=policies.may_reopen(actor(), point)
    )


def _asked() -> tuple[Whose, bool]:
    """Read whose action points are asked for, and whether closed ones too."""
    asked = request.args.get("whose", "")
    fallback = Whose.ALL if policies.sees_all(actor()) else Whose.MINE
    return Whose(asked) if asked in set(Whose) else fallback, request.args.get("closed") == "1"


def _visible(point_id: int) -> ActionPoint:
    select = queries.with_people(policies.visible_to(actor()))
    point: ActionPoint = db.one_or_404(select.where(ActionPoint.id == point_id))
    return point
