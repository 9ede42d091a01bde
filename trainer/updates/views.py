"""What somebody is to read, reading it, writing it, and who has."""

from typing import cast

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.extensions import db
from trainer.updates import actions, policies, queries
from trainer.updates.forms import ActForm, ReadForm, UpdateForm
from trainer.updates.models import Update, UpdateVersion
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.responses import done, page

PAGE = 100

bp = Blueprint("updates", __name__, url_prefix="/updates")


@bp.get("/")
def mine() -> ResponseReturnValue:
    """List what somebody is to read, and what they have read."""
    return render_template(
        "updates/mine.html",
        to_read=queries.to_read(actor()),
        have_read=queries.have_read(actor()),
        today=clock.today(),
    )


@bp.route("/<int:update_id>", methods=["GET", "POST"])
def read(update_id: int) -> ResponseReturnValue:
    """Show an update, or an earlier version of it, and take somebody's word that they read it."""
    update = _visible(update_id)
    version = _asked_for(update)
    form = ReadForm.about(version)
    if form.submitted():
        with form.refusals():
            actions.confirm(version, actor=actor(), answers=form.answers)
            return done(_("Thank you. That you have read it is kept."), "updates.mine")
    return page(
        "updates/read.html",
        form,
        update=update,
        version=version,
        verdict=policies.may_confirm(actor(), version),
        reading=queries.reading_of(actor(), version),
        writes=policies.may_write(actor()),
        today=clock.today(),
    )


@bp.get("/manage")
def managed() -> ResponseReturnValue:
    """List every update for those who write them, and how many have read each."""
    hidden_unless(policies.may_write(actor()))
    return render_template(
        "updates/managed.html", updates=queries.managed(), tallies=queries.tallies()
    )


@bp.route("/new", methods=["GET", "POST"])
def write() -> ResponseReturnValue:
    """Write an update."""
    hidden_unless(policies.may_write(actor()))
    form = UpdateForm.for_request()
    form.offer(*queries.places())
    if form.submitted():
        with form.refusals():
            update = actions.write(
                actor=actor(), kind=form.kind.data, said=form.said, audience=form.audience
            )
            db.session.flush()
            return done(_("Kept. Nobody sees it yet."), "updates.readers", update_id=update.id)
    return page("updates/write.html", form, update=None, verdict=policies.may_write(actor()))


@bp.route("/<int:update_id>/change", methods=["GET", "POST"])
def change(update_id: int) -> ResponseReturnValue:
    """Change what is not published yet."""
    update = _managed(update_id)
    form = UpdateForm.of(update)
    form.offer(*queries.places())
    if form.submitted():
        with form.refusals():
            actions.change(
                update,
                actor=actor(),
                kind=form.kind.data,
                said=form.said,
                audience=form.audience,
            )
            return done(_("Kept. Nobody sees it yet."), "updates.readers", update_id=update.id)
    return page(
        "updates/write.html", form, update=update, verdict=policies.may_change(actor(), update)
    )


@bp.get("/<int:update_id>/readers")
def readers(update_id: int) -> ResponseReturnValue:
    """Show what is to become of an update, and who has read it."""
    update = _managed(update_id)
    return render_template(
        "updates/readers.html",
        update=update,
        readers=queries.readers(update, policies.sees_reading_of(actor())),
        may_change=policies.may_change(actor(), update),
        may_begin_next=policies.may_begin_next(actor(), update),
        may_withdraw=policies.may_withdraw(actor(), update),
        key=ActForm.for_request().request_key.data,
        today=clock.today(),
    )


@bp.get("/<int:update_id>/readers.csv")
def export_readers(update_id: int) -> Response:
    """Take away who has read an update, and who has not."""
    update = _managed(update_id)
    rows = [
        [one.name, one.site, clock.day_of(one.confirmed_at).isoformat() if one.confirmed_at else ""]
        for one in queries.readers(update, policies.sees_reading_of(actor()))
    ]
    return table_file("update-readers.csv", [_("Name"), _("Site"), _("Read on")], rows)


@bp.post("/<int:update_id>/publish")
def publish(update_id: int) -> ResponseReturnValue:
    """Send the newest version out."""
    update = _managed(update_id)
    if ActForm.for_request().submitted():
        actions.publish(update, actor=actor())
    return done(
        _("It is out, and everybody it is for is told."), "updates.readers", update_id=update.id
    )


@bp.post("/<int:update_id>/next")
def begin_next(update_id: int) -> ResponseReturnValue:
    """Begin the next version."""
    update = _managed(update_id)
    if ActForm.for_request().submitted():
        actions.begin_next(update, actor=actor())
    return done(_("Change what is new, then publish it."), "updates.change", update_id=update.id)


@bp.post("/<int:update_id>/withdraw")
def withdraw(update_id: int) -> ResponseReturnValue:
    """Ask nobody to read it any more."""
    update = _managed(update_id)
    if ActForm.for_request().submitted():
        actions.withdraw(update, actor=actor())
    return done(
        _("Withdrawn. Who has read it stays on record."), "updates.readers", update_id=update.id
    )


@bp.get("/team")
def team() -> ResponseReturnValue:
    """Show a manager what their team has not read yet."""
    unread = queries.unread(policies.sees_reading_of(actor()))
    return render_template(
        "updates/team.html",
        page=db.paginate(unread, per_page=PAGE, max_per_page=PAGE, error_out=False),
        sees_all=bool(policies.may_write(actor())),
        today=clock.today(),
    )


def _asked_for(update: Update) -> UpdateVersion:
    published = [one for one in update.versions if one.published_at is not None]
    number = request.args.get("version", type=int)
    chosen = next((one for one in published if one.number == number), update.current)
    return chosen or update.newest


def _visible(update_id: int) -> Update:
    found = queries.whole(policies.visible_to(actor())).where(Update.id == update_id)
    return cast("Update", db.one_or_404(found))


def _managed(update_id: int) -> Update:
    hidden_unless(policies.may_write(actor()))
    return _visible(update_id)
