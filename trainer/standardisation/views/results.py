"""What came of an exercise: the matrix, the agreed answers, the meeting."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.standardisation import policies, queries
from trainer.standardisation.actions import concluding
from trainer.standardisation.forms import AgreeForm, HandInForm, MeetingForm
from trainer.standardisation.models import Exercise, Piece, PieceCriterion
from trainer.standardisation.results import results_of
from trainer.standardisation.views.blueprint import bp, led, place_of, visible
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/<int:exercise_id>/results")
def results(exercise_id: int) -> ResponseReturnValue:
    """Show what everybody judged, where they differ first."""
    exercise = visible(exercise_id)
    hidden_unless(policies.may_see_results(exercise))
    return render_template(
        "standardisation/results.html",
        exercise=exercise,
        title=queries.qualification_title(exercise),
        results=results_of(exercise),
        place=place_of(exercise),
        may_conclude=policies.may_conclude(actor(), exercise),
    )


@bp.route("/criteria/<int:piece_criterion_id>/agree", methods=["GET", "POST"])
def agree(piece_criterion_id: int) -> ResponseReturnValue:
    """Write down the agreed answer on one criterion, with every reason beside it."""
    mine = policies.led_by(actor()).with_only_columns(Exercise.id)
    item: PieceCriterion = db.one_or_404(
        db.select(PieceCriterion)
        .join(PieceCriterion.piece)
        .where(PieceCriterion.id == piece_criterion_id, Piece.exercise_id.in_(mine))
    )
    exercise = led(item.piece.exercise_id)
    hidden_unless(policies.may_see_results(exercise))
    form = AgreeForm.for_request(outcome=item.agreed, why=item.agreed_why)
    if form.submitted():
        with form.refusals():
            concluding.agree(item, actor=actor(), **form.data)
            return done(_("Written down."), "standardisation.results", exercise_id=exercise.id)
    found = results_of(exercise)
    line = next(one for one in found.lines if one.item.id == item.id)
    return page(
        "standardisation/agree.html", form, exercise=exercise, line=line, assessors=found.assessors
    )


@bp.post("/<int:exercise_id>/names")
def show_names(exercise_id: int) -> ResponseReturnValue:
    """Show who said what, or letters again."""
    exercise = led(exercise_id)
    if HandInForm.for_request().submitted():
        concluding.show_names(exercise, actor=actor(), shown=not exercise.names_shown)
    said = _("Names are shown.") if exercise.names_shown else _("Letters are shown.")
    return done(said, "standardisation.results", exercise_id=exercise.id)


@bp.route("/<int:exercise_id>/meeting", methods=["GET", "POST"])
def meeting(exercise_id: int) -> ResponseReturnValue:
    """Write down the meeting."""
    exercise = led(exercise_id)
    form = MeetingForm.for_request(
        met_on=exercise.met_on,
        met_minutes=exercise.met_minutes,
        people=[one.person_id for one in exercise.attendances],
        minutes=exercise.minutes,
        decisions=exercise.decisions,
    )
    form.people.choices = [
        SelectChoice(one.id, one.name) for one in queries.people_to_attend(exercise)
    ]
    if form.submitted():
        with form.refusals():
            given = form.data
            people = [db.session.get_one(User, one) for one in given.pop("people") or []]
            concluding.record_meeting(exercise, actor=actor(), people=people, **given)
            said = _("Written down. The time counts as development of everybody who was there.")
            return done(said, "standardisation.results", exercise_id=exercise.id)
    verdict = policies.may_conclude(actor(), exercise)
    return page("standardisation/meeting.html", form, exercise=exercise, verdict=verdict)
