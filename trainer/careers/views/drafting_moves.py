"""Moves between the roles of the draft, changed one at a time."""

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.careers.actions import drafting
from trainer.careers.forms import KnowingForm, MoveForm
from trainer.careers.rules import editing
from trainer.careers.rules.charting import CareerMap, Move
from trainer.careers.views.blueprint import bp
from trainer.careers.views.drafting import the_draft
from trainer.web.access import actor
from trainer.web.responses import done, page


def _named(move: Move, chart: CareerMap) -> str:
    titles = {role.key: role.title for role in chart.roles}
    return f"{titles[move.start]} → {titles[move.end]}"


@bp.route("/map/draft/moves/new", methods=["GET", "POST"])
def add_move() -> ResponseReturnValue:
    """Put a move between two roles on the draft."""
    return _write_move(None)


@bp.route("/map/draft/moves/<int:place>", methods=["GET", "POST"])
def change_move(place: int) -> ResponseReturnValue:
    """Change a move of the draft."""
    return _write_move(place)


def _write_move(place: int | None) -> ResponseReturnValue:
    draft, chart = the_draft()
    if place is not None and place >= len(chart.moves):
        abort(404)
    before = chart.moves[place] if place is not None else None
    form = MoveForm.of(before, draft.row_version, chart)
    if form.submitted():
        with form.refusals():
            drafting.keep(
                draft,
                editing.with_move(chart, place, form.move),
                actor=actor(),
                known=form.state,
                what=_named(form.move, chart),
            )
            return done(_("Kept in the draft."), "careers.draft")
    return page("careers/move.html", form, place=place)


@bp.post("/map/draft/moves/<int:place>/remove")
def remove_move(place: int) -> ResponseReturnValue:
    """Take a move out of the draft."""
    draft, chart = the_draft()
    if place >= len(chart.moves):
        abort(404)
    form = KnowingForm.for_request()
    if form.submitted():
        without = editing.without_move(chart, place)
        what = _named(chart.moves[place], chart)
        drafting.keep(draft, without, actor=actor(), known=form.state, what=what)
    return done(_("Taken out of the draft."), "careers.draft")
