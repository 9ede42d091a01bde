"""The phrases somebody puts into feedback: listed, written, worded anew, taken out; and put in."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.assessments.forms import JudgementForm
from trainer.assessments.models import Submission
from trainer.assessments.phrases import actions, policies
from trainer.assessments.phrases.filling import fill
from trainer.assessments.phrases.forms import NewPhraseForm, PhraseForm, TakeOutForm
from trainer.assessments.phrases.models import Phrase
from trainer.assessments.phrases.queries import phrases_of
from trainer.assessments.views.blueprint import bp
from trainer.extensions import db
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/phrases", methods=["GET", "POST"])
def phrases() -> ResponseReturnValue:
    """List the phrases one is offered, and take in a new one."""
    if not policies.may_keep(actor()):
        abort(404)
    form = NewPhraseForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.write(actor=actor(), **form.data)
            return done(_("Kept. You find it beside the feedback."), "assessments.phrases")
    return page(
        "assessments/phrases.html",
        form,
        listed=phrases_of(actor()),
        may_share=policies.may_share(actor()),
    )


@bp.route("/phrases/<int:phrase_id>", methods=["GET", "POST"])
def change_phrase(phrase_id: int) -> ResponseReturnValue:
    """Word a phrase anew."""
    phrase = _changeable(phrase_id)
    form = PhraseForm.for_request(words=phrase.words)
    if form.submitted():
        with form.refusals():
            actions.change(phrase, actor=actor(), **form.data)
            return done(_("Changed."), "assessments.phrases")
    return page("assessments/phrase.html", form, phrase=phrase)


@bp.post("/phrases/<int:phrase_id>/take-out")
def take_out_phrase(phrase_id: int) -> ResponseReturnValue:
    """Offer a phrase no longer."""
    phrase = _changeable(phrase_id)
    if TakeOutForm.for_request().submitted():
        actions.take_out(phrase, actor=actor())
    return done(_("Taken out."), "assessments.phrases")


def _changeable(phrase_id: int) -> Phrase:
    phrase: Phrase = db.one_or_404(policies.visible(actor().id).where(Phrase.id == phrase_id))
    if not policies.may_change(actor(), phrase):
        abort(404)
    return phrase


def put_in(form: JudgementForm, submission: Submission, criterion: str = "") -> bool:
    """Put the phrase that was asked for behind the feedback, and say whether one was."""
    chosen = request.form.get("phrase", type=int)
    if chosen is None:
        return False
    asked = db.one_or_404(policies.visible(actor().id).where(Phrase.id == chosen))
    name = submission.registration.learner.known_as
    words = fill(asked.words, name=name, criterion=criterion)
    form.feedback.data = " ".join(filter(None, [form.feedback.data, words]))
    return True
