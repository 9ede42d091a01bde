"""The career map for everybody, and how HR changes it: looked through first, then published."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.careers import policies
from trainer.careers.actions.publishing import publish_map
from trainer.careers.forms import ActForm, MapForm
from trainer.careers.queries import charts
from trainer.careers.queries.standing import reporting_to
from trainer.careers.reading import Unreadable, read
from trainer.careers.rules.changing import Change, changes
from trainer.careers.rules.charting import CareerMap, misfits, removed
from trainer.careers.rules.drawing import draw
from trainer.careers.views.blueprint import bp
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/map")
def chart() -> str:
    """Show all roles, what each asks, and the ways between them."""
    now = charts.chart()
    may_publish = policies.may_publish(actor())
    return render_template(
        "careers/map.html",
        chart=now,
        drawing=draw(now),
        version=charts.in_force(),
        versions=db.session.scalars(charts.versions()).all() if may_publish else [],
        misfits=misfits(now, charts.known(now)) if may_publish else [],
        may_publish=may_publish,
        draft=charts.draft() if may_publish else None,
        key=ActForm.for_request().request_key.data,
        reports=db.session.scalars(reporting_to(actor())).all(),
    )


@bp.route("/map/change", methods=["GET", "POST"])
def change_map() -> ResponseReturnValue:
    """Look through a change of the map, and publish it."""
    hidden_unless(policies.may_publish(actor()))
    now = charts.in_force()
    before = read(now.text) if now else CareerMap(())
    form = MapForm.for_request(text=now.text if now else "", seen=now.number if now else 0)
    if form.submitted():
        if "publish" in request.form:
            with form.refusals():
                publish_map(
                    actor=actor(),
                    text=form.text.data,
                    why=form.why.data,
                    seen=int(form.seen.data) if form.seen.data.isdigit() else -1,
                )
                return done(_("This map holds from now on."), "careers.chart")
        else:
            return _looked_through(form, before)
    return page("careers/change_map.html", form, told=None, faults=[], misfits=[])


def _looked_through(form: MapForm, before: CareerMap) -> ResponseReturnValue:
    told: list[Change] | None = None
    wrong: list[str] = []
    notes: list[str] = []
    try:
        after = read(form.text.data)
    except Unreadable as unreadable:
        wrong = unreadable.faults
    else:
        known = charts.known(before)
        told = changes(before, after)
        wrong, notes = list(removed(after, known)), misfits(after, known)
    return render_template(
        "careers/change_map.html", form=form, told=told, faults=wrong, misfits=notes
    )
