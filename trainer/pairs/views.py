"""Coaching among colleagues: the pairs somebody is in, and what the two do."""

from typing import cast

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import require
from trainer.extensions import db
from trainer.pairs import actions, policies, queries
from trainer.pairs.forms import ActForm, AskForm, MeetingForm, WordsForm
from trainer.pairs.models import CoachingPair
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

bp = Blueprint("pairs", __name__, url_prefix="/coaching-pairs")

PAGE = 50


@bp.get("/")
def mine() -> ResponseReturnValue:
    """List the pairs somebody is one of the two in."""
    found = db.paginate(queries.of(actor()), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return render_template("pairs/mine.html", page=found, me=actor())


@bp.route("/for/<int:person_id>/new", methods=["GET", "POST"])
def ask(person_id: int) -> ResponseReturnValue:
    """Ask a colleague to coach oneself or one of one's people."""
    person = db.get_or_404(User, person_id)
    hidden_unless(policies.may_ask_for(actor(), person))
    form = AskForm.for_request()
    if form.submitted():
        with form.refusals():
            pair = actions.ask(
                person,
                actor=actor(),
                coach=cast("User", form.coach.data),
                aim=form.aim.data or "",
                until=form.until.data,
            )
            return _back(_("Asked. %(name)s is told.", name=pair.coach.known_as), pair.id)
    return page("pairs/ask.html", form, person=person, own=person == actor())


@bp.get("/<int:coaching_pair_id>")
def pair(coaching_pair_id: int) -> ResponseReturnValue:
    """Show a pair: to the two with their meetings, to the line above without."""
    return _shown(_visible(coaching_pair_id), MeetingForm.for_request(met_on=clock.today()))


@bp.post("/<int:coaching_pair_id>/agree")
def agree(coaching_pair_id: int) -> ResponseReturnValue:
    """Say yes to coaching a colleague."""
    found = _visible(coaching_pair_id)
    if ActForm.for_request().submitted():
        actions.agree(found, actor=actor())
    return _back(_("Thank you. Agree on a first day with each other."), coaching_pair_id)


@bp.route("/<int:coaching_pair_id>/decline", methods=["GET", "POST"])
def decline(coaching_pair_id: int) -> ResponseReturnValue:
    """Say no to coaching a colleague."""
    found = _visible(coaching_pair_id)
    require(policies.may_answer(actor(), found))
    form = WordsForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.decline(found, actor=actor(), words=form.words.data or "")
            return _back(_("Kept. They ask somebody else."), coaching_pair_id)
    return page("pairs/words.html", form, pair=found, act="decline")


@bp.post("/<int:coaching_pair_id>/meetings")
def note_meeting(coaching_pair_id: int) -> ResponseReturnValue:
    """Keep when the two met, and what they take from it."""
    found = _visible(coaching_pair_id)
    require(policies.may_note(actor(), found))
    form = MeetingForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.note_meeting(found, actor=actor(), **form.data)
            return _back(_("Kept. Only the two of you read it."), coaching_pair_id)
    return _shown(found, form)


@bp.route("/<int:coaching_pair_id>/end", methods=["GET", "POST"])
def end(coaching_pair_id: int) -> ResponseReturnValue:
    """Say what came of the coaching."""
    found = _visible(coaching_pair_id)
    require(policies.may_end(actor(), found))
    form = WordsForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.end(found, actor=actor(), words=form.words.data or "")
            return _back(_("Kept. Well done, both of you."), coaching_pair_id)
    return page("pairs/words.html", form, pair=found, act="end")


@bp.route("/<int:coaching_pair_id>/stop", methods=["GET", "POST"])
def stop(coaching_pair_id: int) -> ResponseReturnValue:
    """Call the coaching off."""
    found = _visible(coaching_pair_id)
    require(policies.may_stop(actor(), found))
    form = WordsForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.stop(found, actor=actor(), words=form.words.data or "")
            return _back(_("Called off. The other of you is told."), coaching_pair_id)
    return page("pairs/words.html", form, pair=found, act="stop")


def _shown(found: CoachingPair, form: MeetingForm) -> ResponseReturnValue:
    return page(
        "pairs/pair.html",
        form,
        pair=found,
        reads=policies.reads_meetings(actor(), found),
        may_answer=policies.may_answer(actor(), found),
        may_note=policies.may_note(actor(), found),
        may_end=policies.may_end(actor(), found),
        may_stop=policies.may_stop(actor(), found),
    )


def _visible(coaching_pair_id: int) -> CoachingPair:
    found = queries.whole(policies.visible_to(actor()))
    return cast("CoachingPair", db.one_or_404(found.where(CoachingPair.id == coaching_pair_id)))


def _back(message: str, coaching_pair_id: int) -> ResponseReturnValue:
    return done(message, "pairs.pair", coaching_pair_id=coaching_pair_id)
