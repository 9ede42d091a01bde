"""Figures of oneself and of one's people, what is measured, and bringing figures in."""

from typing import cast

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.figures import actions, policies, queries
from trainer.figures.forms import DIRECTIONS, MeasureForm, NewMeasureForm
from trainer.figures.models import Measure
from trainer.figures.planning import plan
from trainer.figures.reading import COLUMNS, MOST_ROWS, read
from trainer.figures.reckoning import FEWEST, HEIGHT, WIDTH
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.responses import done, page
from trainer.web.sheet_forms import SeenForm, SheetForm

MOST_SHOWN = 300

bp = Blueprint("figures", __name__, url_prefix="/figures")


@bp.get("/")
def mine() -> ResponseReturnValue:
    """Show somebody their own figures."""
    return _shown(actor())


@bp.get("/of/<int:person_id>")
def person(person_id: int) -> ResponseReturnValue:
    """Show the figures of somebody to those who may see them."""
    return _shown(_person(person_id))


@bp.get("/of/<int:person_id>/history/<int:measure_id>")
def history(person_id: int, measure_id: int) -> ResponseReturnValue:
    """Show what every file said of somebody's months by a measure, and what took its place."""
    of = _person(person_id)
    measure = db.get_or_404(Measure, measure_id)
    return render_template(
        "figures/history.html",
        person=of,
        own=of == actor(),
        measure=measure,
        told=queries.history(of, measure),
    )


@bp.get("/of/<int:person_id>.csv")
def export(person_id: int) -> Response:
    """Give somebody's figures of the year away as a table; a missing month has an empty cell."""
    rows = [
        [told.measure.name, told.measure.unit, f"{month.first_day:%Y-%m}", month.own, month.team]
        for told in queries.courses(_person(person_id), clock.today())
        for month in told.months
    ]
    return table_file("figures.csv", ["measure", "unit", "month", "value", "team_median"], rows)


@bp.get("/team")
def team() -> ResponseReturnValue:
    """Show a manager the latest figures of those who report to them, by one measure."""
    every = queries.measures()
    wanted = request.args.get("measure", type=int)
    chosen = next((one for one in every if one.id == wanted), every[0] if every else None)
    months, lines = (
        queries.of_team(actor(), chosen, clock.today()) if chosen is not None else ([], [])
    )
    return render_template(
        "figures/team.html", measures=every, chosen=chosen, months=months, lines=lines
    )


@bp.get("/measures")
def measures() -> ResponseReturnValue:
    """List what is measured."""
    hidden_unless(policies.may_bring_in(actor()))
    return render_template(
        "figures/measures.html", measures=queries.measures(), directions=DIRECTIONS
    )


@bp.route("/measures/new", methods=["GET", "POST"])
def add_measure() -> ResponseReturnValue:
    """Say that something is measured."""
    hidden_unless(policies.may_bring_in(actor()))
    form = NewMeasureForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.add_measure(actor=actor(), **form.data)
            return done(_("Kept. Files may name it now."), "figures.measures")
    return page("figures/measure.html", form, measure=None)


@bp.route("/measures/<int:measure_id>", methods=["GET", "POST"])
def change_measure(measure_id: int) -> ResponseReturnValue:
    """Say anew what a measure is called and how its figures are read."""
    hidden_unless(policies.may_bring_in(actor()))
    measure = db.get_or_404(Measure, measure_id)
    names = ("name", "unit", "direction", "decimals")
    form = MeasureForm.for_request(**{name: getattr(measure, name) for name in names})
    if form.submitted():
        actions.change_measure(measure, actor=actor(), **form.data)
        return done(_("Kept."), "figures.measures")
    return page("figures/measure.html", form, measure=measure)


@bp.route("/bring-in", methods=["GET", "POST"])
def upload() -> ResponseReturnValue:
    """Send a file of figures, to be looked through before anything is recorded."""
    hidden_unless(policies.may_bring_in(actor()))
    form = SheetForm.for_request()
    if form.submitted():
        name = form.file.data.filename or ""
        kept = actions.keep_file(actor=actor(), name=name, body=form.body)
        return done("", "figures.look_through", figure_file_id=kept.id)
    return page("figures/upload.html", form, columns=COLUMNS, most=MOST_ROWS)


@bp.get("/bring-in/example.csv")
def example() -> ResponseReturnValue:
    """Give away a file with the columns that are read, to be filled in."""
    hidden_unless(policies.may_bring_in(actor()))
    return table_file("figures.csv", COLUMNS, [])


@bp.route("/bring-in/<int:figure_file_id>", methods=["GET", "POST"])
def look_through(figure_file_id: int) -> ResponseReturnValue:
    """Show what a file would add and replace, and on confirmation record it, all or nothing."""
    hidden_unless(policies.may_bring_in(actor()))
    kept = db.one_or_404(queries.waiting_file(actor(), figure_file_id))
    sheet = read(kept.body)
    planned = plan(sheet, queries.known_for(sheet, actor()))
    form = SeenForm.for_request(seen=planned.fingerprint)
    if form.submitted():
        if form.seen.data != planned.fingerprint:
            raise Conflict(_("Figures have changed since you looked. Open the file again."))
        with form.refusals():
            actions.bring_in(planned, actor=actor(), file=kept)
            words = ngettext(
                "%(num)d figure is taken in.", "%(num)d figures are taken in.", len(planned.new)
            )
            return done(words, "figures.upload")
    return page("figures/look_through.html", form, kept=kept, plan=planned, most_shown=MOST_SHOWN)


def _shown(of: User) -> ResponseReturnValue:
    return render_template(
        "figures/person.html",
        person=of,
        own=of == actor(),
        courses=queries.courses(of, clock.today()),
        fewest=FEWEST,
        width=WIDTH,
        height=HEIGHT,
    )


def _person(person_id: int) -> User:
    found = policies.people_visible_to(actor()).where(User.id == person_id)
    return cast("User", db.one_or_404(found))
