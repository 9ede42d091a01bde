"""Coaching notes: about oneself, of one's team, writing, sharing and answering them."""

from typing import cast

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.coaching import actions, policies, queries
from trainer.coaching.forms import KINDS, ActForm, AnswerForm, CoachingForm
from trainer.coaching.models import CoachingNote
from trainer.core import clock
from trainer.core.policy import require
from trainer.extensions import db
from trainer.web.access import actor
from trainer.web.responses import done, page

bp = Blueprint("coaching", __name__, url_prefix="/coaching")

PAGE = 50


@bp.get("/")
def mine() -> ResponseReturnValue:
    """List the notes about oneself."""
    return _listed(actor())


@bp.get("/of/<int:person_id>")
def person(person_id: int) -> ResponseReturnValue:
    """List the notes about somebody to their line of managers."""
    return _listed(_coached(person_id))


@bp.get("/team")
def team() -> ResponseReturnValue:
    """Show a manager who was coached when, and which steps are still to do."""
    return render_template("coaching/team.html", lines=queries.of_team(actor()))


@bp.route("/of/<int:person_id>/new", methods=["GET", "POST"])
def write(person_id: int) -> ResponseReturnValue:
    """Write down what one saw of somebody's work."""
    of = _coached(person_id)
    versions = queries.offered(of)
    form = CoachingForm.asking(versions)
    if form.submitted():
        with form.refusals():
            note = actions.write(of, actor=actor(), said=form.said)
            return _back(_("Kept for you. Read it through, then share it."), note.id)
    return page("coaching/write.html", form, person=of, note=None, versions=versions)


@bp.get("/<int:coaching_note_id>")
def note(coaching_note_id: int) -> ResponseReturnValue:
    """Show a note to its writer, the person, and their line."""
    return _shown(_visible(coaching_note_id), AnswerForm.for_request())


@bp.route("/<int:coaching_note_id>/change", methods=["GET", "POST"])
def change(coaching_note_id: int) -> ResponseReturnValue:
    """Put a note anew that is not shared yet."""
    found = _visible(coaching_note_id)
    require(policies.may_change(actor(), found))
    versions = queries.offered(found.person)
    form = CoachingForm.asking(versions, found)
    if form.submitted():
        with form.refusals():
            actions.change(found, actor=actor(), said=form.said)
            return _back(_("Kept."), coaching_note_id)
    return page("coaching/write.html", form, person=found.person, note=found, versions=versions)


@bp.post("/<int:coaching_note_id>/share")
def share(coaching_note_id: int) -> ResponseReturnValue:
    """Let the person read a note."""
    found = _visible(coaching_note_id)
    if ActForm.for_request().submitted():
        actions.share(found, actor=actor())
    return _back(_("Shared. %(name)s is told.", name=found.person.known_as), coaching_note_id)


@bp.post("/<int:coaching_note_id>/throw-away")
def throw_away(coaching_note_id: int) -> ResponseReturnValue:
    """Do away with a note that nobody else has read."""
    found = _visible(coaching_note_id)
    if ActForm.for_request().submitted():
        actions.throw_away(found, actor=actor())
    return done(_("Thrown away. Nobody else read it."), "coaching.team")


@bp.post("/<int:coaching_note_id>/answer")
def answer(coaching_note_id: int) -> ResponseReturnValue:
    """Say what one makes of a note."""
    found = _visible(coaching_note_id)
    require(policies.may_answer(actor(), found))
    form = AnswerForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.answer(found, actor=actor(), **form.data)
            words = _("Kept. %(name)s reads it.", name=found.writer.known_as)
            return _back(words, coaching_note_id)
    return _shown(found, form)


@bp.post("/<int:coaching_note_id>/finish")
def finish(coaching_note_id: int) -> ResponseReturnValue:
    """Say that the next step is done."""
    found = _visible(coaching_note_id)
    if ActForm.for_request().submitted():
        actions.finish(found, actor=actor())
    return _back(_("Done. Well worth a word at your next talk."), coaching_note_id)


@bp.post("/<int:coaching_note_id>/use")
def use(coaching_note_id: int) -> ResponseReturnValue:
    """Make a draft of one's own log of a note."""
    found = _visible(coaching_note_id)
    if not ActForm.for_request().submitted():
        return _back("", coaching_note_id)
    item = actions.use(found, actor=actor())
    words = _("It is a draft in your log. Say what you learnt, then submit it if you like.")
    return done(words, "logs.entry", item_id=item.id)


def _listed(of: User) -> ResponseReturnValue:
    found = db.paginate(
        queries.about(of, actor()), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return render_template(
        "coaching/listed.html",
        page=found,
        person=of,
        own=of == actor(),
        kinds=KINDS,
        today=clock.today(),
    )


def _shown(found: CoachingNote, form: AnswerForm) -> ResponseReturnValue:
    return page(
        "coaching/note.html",
        form,
        note=found,
        own=found.person == actor(),
        kinds=KINDS,
        today=clock.today(),
        may_change=policies.may_change(actor(), found),
        may_answer=policies.may_answer(actor(), found),
        may_finish=policies.may_finish(actor(), found),
        may_use=policies.may_use(actor(), found),
    )


def _coached(person_id: int) -> User:
    """Return the person, or a 404 to whoever is not above them in the line of managers."""
    found = policies.people_coached_by(actor()).where(User.id == person_id)
    return cast("User", db.one_or_404(found))


def _visible(coaching_note_id: int) -> CoachingNote:
    found = queries.whole(policies.visible_to(actor()))
    return cast("CoachingNote", db.one_or_404(found.where(CoachingNote.id == coaching_note_id)))


def _back(message: str, coaching_note_id: int) -> ResponseReturnValue:
    return done(message, "coaching.note", coaching_note_id=coaching_note_id)
