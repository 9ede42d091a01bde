"""The next version of the map as a draft: what it changes and whom, published as a whole or thrown away."""

from flask import Response, abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.careers import policies
from trainer.careers.actions import drafting
from trainer.careers.forms import ActForm, DraftForm
from trainer.careers.models import CareerMapDraft
from trainer.careers.queries import charts
from trainer.careers.queries.affecting import affected
from trainer.careers.reading import read
from trainer.careers.rules.changing import changes
from trainer.careers.rules.charting import CareerMap, misfits
from trainer.careers.views.blueprint import bp
from trainer.careers.writing import written
from trainer.core import clock
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


def the_draft() -> tuple[CareerMapDraft, CareerMap]:
    """Return the draft and its map; a 404 where there is none, or to whoever does not change the map."""
    hidden_unless(policies.may_publish(actor()))
    draft = charts.draft() or abort(404)
    return draft, charts.map_of(draft)


@bp.post("/map/draft/begin")
def begin_draft() -> ResponseReturnValue:
    """Begin a draft of the next version of the map, or go on with the one there is."""
    hidden_unless(policies.may_publish(actor()))
    if ActForm.for_request().submitted():
        drafting.begin(actor=actor())
    return done(_("Nothing changes for anybody before you publish it."), "careers.draft")


@bp.route("/map/draft", methods=["GET", "POST"])
def draft() -> ResponseReturnValue:
    """Show what the draft changes and whom that affects, and publish it."""
    draft, after = the_draft()
    form = DraftForm.for_request(known=str(draft.row_version))
    if form.submitted():
        with form.refusals():
            drafting.publish_draft(draft, actor=actor(), why=form.why.data, known=form.state)
            return done(_("This map holds from now on."), "careers.chart")
    return shown(draft, after, form)


def shown(
    draft: CareerMapDraft, after: CareerMap, form: DraftForm, refused: str = ""
) -> ResponseReturnValue:
    """Show the draft; `refused` says why something was not taken out of it."""
    now = charts.in_force()
    before = read(now.text) if now else CareerMap(())
    return page(
        "careers/draft.html",
        form,
        draft=draft,
        chart=after,
        refused=refused,
        outdated=(now.number if now else 0) != draft.seen,
        told=changes(before, after),
        affected=affected(before, after, clock.today()),
        misfits=misfits(after, charts.known(before)),
        key=ActForm.for_request().request_key.data,
    )


@bp.post("/map/draft/throw-away")
def throw_draft_away() -> ResponseReturnValue:
    """Throw the draft away; the map stays as it is."""
    hidden_unless(policies.may_publish(actor()))
    draft = charts.draft() or abort(404)
    if ActForm.for_request().submitted():
        drafting.throw_away(draft, actor=actor())
    return done(_("The draft is gone. The map is as it was."), "careers.chart")


@bp.get("/map/file")
def map_file() -> ResponseReturnValue:
    """Take the map in force away as a file."""
    hidden_unless(policies.may_publish(actor()))
    now = charts.in_force()
    text = now.text if now else written(CareerMap(()))
    name = f"career-map-{now.number if now else 0}.yaml"
    return Response(
        text,
        mimetype="application/yaml",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
