"""Making an exercise: its evidence without names, its assessors, and sending it out."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.core import clock
from trainer.extensions import db
from trainer.logs.kinds import KINDS
from trainer.logs.models import EvidenceKind
from trainer.logs.wording import told
from trainer.standardisation import policies, queries
from trainer.standardisation.actions import judging, preparing
from trainer.standardisation.anonymising import without_names
from trainer.standardisation.forms import (
    DayForm,
    ExerciseForm,
    HandInForm,
    InviteForm,
    PieceForm,
)
from trainer.standardisation.models import Exercise, Piece
from trainer.standardisation.queries import Sought
from trainer.standardisation.views.blueprint import bp, led, place_of, visible
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

PAGE = 50


@bp.get("/")
def listed() -> ResponseReturnValue:
    """List the exercises one leads, and those of others whose results are open."""
    hidden_unless(policies.may_make(actor()))
    found = db.paginate(queries.listed(actor()), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return render_template("standardisation/listed.html", page=found)


@bp.route("/new", methods=["GET", "POST"])
def make() -> ResponseReturnValue:
    """Begin an exercise."""
    hidden_unless(policies.may_make(actor()))
    form = ExerciseForm.for_request()
    form.qualification.choices = [
        SelectChoice(0, _("Choose…")),
        *(SelectChoice(id_, title) for id_, title in queries.qualifications_of(actor())),
    ]
    if form.submitted():
        with form.refusals():
            made = preparing.make(actor=actor(), **form.data)
            db.session.flush()  # The page that follows is named by its id.
            said = _("Now add evidence, and invite assessors.")
            return done(said, "standardisation.shown", exercise_id=made.id)
    return page("standardisation/make.html", form)


@bp.get("/<int:exercise_id>")
def shown(exercise_id: int) -> ResponseReturnValue:
    """Show an exercise: what it holds, who judges, and what its reader does next."""
    exercise = visible(exercise_id)
    return render_template(
        "standardisation/shown.html",
        exercise=exercise,
        title=queries.qualification_title(exercise),
        leads=exercise.lead_id == actor().id,
        place=place_of(exercise),
        may_prepare=policies.may_prepare(actor(), exercise),
        may_send=policies.may_send(actor(), exercise),
        may_judge=policies.may_judge(actor(), exercise, place_of(exercise)),
        may_open=policies.may_open(actor(), exercise),
        may_see_results=policies.may_see_results(exercise),
    )


@bp.route("/<int:exercise_id>/day", methods=["GET", "POST"])
def change_day(exercise_id: int) -> ResponseReturnValue:
    """Choose another day to judge by."""
    exercise = led(exercise_id)
    form = DayForm.for_request(judge_by=exercise.judge_by)
    if form.submitted():
        with form.refusals():
            preparing.change_day(exercise, actor=actor(), **form.data)
            return done(_("Changed."), "standardisation.shown", exercise_id=exercise.id)
    verdict = policies.may_prepare(actor(), exercise)
    return page("standardisation/day.html", form, exercise=exercise, verdict=verdict)


@bp.get("/<int:exercise_id>/evidence")
def find(exercise_id: int) -> ResponseReturnValue:
    """Look for evidence among what one assures."""
    exercise = led(exercise_id)
    asked = request.args
    kind = asked.get("kind", "")
    sought = Sought(
        unit=asked.get("unit", "").strip(),
        kind=EvidenceKind(kind) if kind in set(EvidenceKind) else None,
        learner=asked.get("learner", "").strip()[:100],
    )
    return render_template(
        "standardisation/find.html",
        exercise=exercise,
        sought=sought,
        found=queries.evidence(actor(), exercise, sought),
        most=queries.MOST_FOUND,
        units=queries.units_claimed(actor(), exercise),
        kinds=KINDS,
        verdict=policies.may_prepare(actor(), exercise),
        there={piece.revision_id for piece in exercise.pieces},
    )


@bp.route("/<int:exercise_id>/evidence/<int:submission_id>", methods=["GET", "POST"])
def pick(exercise_id: int, submission_id: int) -> ResponseReturnValue:
    """Put a piece of evidence into an exercise, after reading it without names."""
    exercise = led(exercise_id)
    chosen: Submission = db.one_or_404(
        queries.taken_from(actor(), exercise).where(Submission.id == submission_id)
    )
    form, revision = PieceForm.for_request(), chosen.revision
    form.criteria.choices = [
        SelectChoice(
            link.criterion_id,
            f"{link.criterion.unit_version.code} {link.criterion.number} {link.criterion.text}",
        )
        for link in revision.links
    ]
    showable = [one.file for one in revision.files if policies.may_be_shown(one.file)]
    form.files.choices = [SelectChoice(one.id, one.name) for one in showable]
    also = (form.also.data or "").splitlines()
    if "preview" not in request.form and form.submitted():
        with form.refusals():
            preparing.add_piece(exercise, chosen, actor=actor(), **form.data | {"also": also})
            said = _("Added, without names.")
            return done(said, "standardisation.shown", exercise_id=exercise.id)
    names = queries.names_around(chosen, also)
    return page(
        "standardisation/pick.html",
        form,
        exercise=exercise,
        chosen=chosen,
        title=without_names(revision.title, names),
        words=[(one.heading, without_names(one.words, names)) for one in told(revision)],
        withheld=[
            (one.file.name, verdict.reason)
            for one in revision.files
            if not (verdict := policies.may_be_shown(one.file))
        ],
        verdict=policies.may_prepare(actor(), exercise),
    )


@bp.post("/pieces/<int:piece_id>/drop")
def drop(piece_id: int) -> ResponseReturnValue:
    """Take a piece of evidence out again."""
    mine = policies.led_by(actor()).with_only_columns(Exercise.id)
    piece: Piece = db.one_or_404(
        db.select(Piece).where(Piece.id == piece_id, Piece.exercise_id.in_(mine))
    )
    exercise_id = piece.exercise_id
    if HandInForm.for_request().submitted():
        preparing.drop_piece(piece, actor=actor())
    return done(_("Taken out."), "standardisation.shown", exercise_id=exercise_id)


@bp.route("/<int:exercise_id>/assessors", methods=["GET", "POST"])
def invite(exercise_id: int) -> ResponseReturnValue:
    """Say who judges."""
    exercise = led(exercise_id)
    people = queries.possible_assessors(exercise, clock.now())
    form = InviteForm.for_request(people=[one.person_id for one in exercise.assessors])
    form.people.choices = [SelectChoice(one.id, one.name) for one in people]
    if form.submitted():
        with form.refusals():
            wanted = [db.session.get_one(User, one) for one in form.people.data or []]
            preparing.invite(exercise, actor=actor(), people=wanted)
            return done(_("Noted."), "standardisation.shown", exercise_id=exercise.id)
    verdict = policies.may_prepare(actor(), exercise)
    return page(
        "standardisation/invite.html", form, exercise=exercise, people=people, verdict=verdict
    )


@bp.post("/<int:exercise_id>/send")
def send_out(exercise_id: int) -> ResponseReturnValue:
    """Ask the assessors to judge."""
    exercise = led(exercise_id)
    if HandInForm.for_request().submitted():
        preparing.send_out(exercise, actor=actor())
    said = _("Sent. The assessors have been told.")
    return done(said, "standardisation.shown", exercise_id=exercise.id)


@bp.post("/<int:exercise_id>/open")
def open_results(exercise_id: int) -> ResponseReturnValue:
    """Open the results before the day is over, since everybody has judged."""
    exercise = led(exercise_id)
    if HandInForm.for_request().submitted():
        judging.open_results(exercise, actor=actor())
    said = _("The results are open. Everybody has been told.")
    return done(said, "standardisation.results", exercise_id=exercise.id)
