"""Judging blind, piece by piece, and handing in."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.logs.views.files import SHOWN, note_reading, store
from trainer.standardisation import policies, queries
from trainer.standardisation.actions import judging
from trainer.standardisation.actions.judging import Said
from trainer.standardisation.forms import BlindForm, HandInForm
from trainer.standardisation.models import Exercise, Invited, Piece, PieceFile
from trainer.standardisation.views.blueprint import bp, place_of, visible
from trainer.viewing.queries import page_of
from trainer.web.access import actor
from trainer.web.forms import Form
from trainer.web.responses import done, page
from trainer.web.uploads import SANDBOX


@bp.get("/mine")
def mine() -> ResponseReturnValue:
    """List where one is asked to judge."""
    places = db.session.scalars(queries.to_judge(actor())).all()
    return render_template("standardisation/mine.html", places=places)


@bp.route("/<int:exercise_id>/judge", methods=["GET", "POST"])
def judge(exercise_id: int) -> ResponseReturnValue:
    """Judge one piece of evidence; kept as a draft until it is handed in."""
    exercise, place = _asked(exercise_id)
    number = request.args.get("piece", 1, type=int)
    if not 1 <= number <= len(exercise.pieces):
        abort(404)
    piece = exercise.pieces[number - 1]
    forms, form = _forms(place, piece), Form.for_request()
    if request.method == "POST" and _are_valid(form, forms) and form.submitted():
        said = {about: Said(**one.data) for about, one in forms.items()}
        judging.save(place, actor=actor(), said=said)
        if number < len(exercise.pieces):
            return done(
                _("Kept."), "standardisation.judge", exercise_id=exercise.id, piece=number + 1
            )
        return done(_("Kept."), "standardisation.hand_in", exercise_id=exercise.id)
    return page(
        "standardisation/judge.html",
        form,
        exercise=exercise,
        piece=piece,
        number=number,
        forms=forms,
        pictures=queries.pages_of(piece),
        is_known=piece.id in queries.assessed_for_real(actor().id, exercise),
        verdict=policies.may_judge(actor(), exercise, place),
    )


@bp.route("/<int:exercise_id>/hand-in", methods=["GET", "POST"])
def hand_in(exercise_id: int) -> ResponseReturnValue:
    """Hand in what one judged, after a last look."""
    exercise, place = _asked(exercise_id)
    form = HandInForm.for_request()
    if form.submitted():
        with form.refusals():
            judging.hand_in(place, actor=actor())
            said = _("Handed in. You are told when the results open.")
            return done(said, "standardisation.mine")
    return page(
        "standardisation/hand_in.html",
        form,
        exercise=exercise,
        drafts=queries.drafts_of(place),
        verdict=policies.may_judge(actor(), exercise, place),
    )


@bp.get("/files/<int:piece_file_id>/<int:number>")
def picture(piece_file_id: int, number: int) -> Response:
    """Send one picture of a file that is shown in an exercise, to those with a part in it."""
    mine_ = policies.visible_to(actor()).with_only_columns(Exercise.id)
    shown: PieceFile = db.one_or_404(
        db.select(PieceFile)
        .join(PieceFile.piece)
        .where(PieceFile.id == piece_file_id, Piece.exercise_id.in_(mine_))
    )
    file = shown.file
    if not policies.may_be_shown(file):
        abort(404)
    if file.kind == "photo":
        key, media_type = file.shown_key, file.shown_type
    else:
        drawn = page_of(file.id, number)
        key, media_type = (drawn.key, drawn.media_type) if drawn else (None, None)
    if key is None or media_type not in SHOWN:
        abort(404)
    content = store().open(key)
    note_reading(file, f"page {number}")
    return Response(content, content_type=media_type, headers=SANDBOX)


def _asked(exercise_id: int) -> tuple[Exercise, Invited]:
    """Find an exercise its reader is asked to judge in, and their place in it, or answer 404."""
    exercise = visible(exercise_id)
    place = place_of(exercise)
    if place is None:
        abort(404)
    return exercise, place


def _are_valid(form: Form, forms: dict[int, BlindForm]) -> bool:
    """Look at each form, so that each says what is wrong with it, and the page says it at its head."""
    wrong = [one for one in forms.values() if not one.validate()]
    form.form_errors += [said for one in wrong for field in one for said in field.errors]
    return not wrong


def _forms(place: Invited, piece: Piece) -> dict[int, BlindForm]:
    """Make one form for each criterion of a piece, filled with what was drafted."""
    drafts = queries.drafts_of(place)
    made = {}
    for item in piece.criteria:
        draft = drafts.get(item.id)
        given = (
            {"outcome": draft.outcome, "vacsr": draft.vacsr, "reason": draft.reason}
            if draft
            else {}
        )
        made[item.id] = BlindForm(prefix=f"c{item.id}-", data=given)
    return made
