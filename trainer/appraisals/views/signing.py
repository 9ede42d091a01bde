"""Signing: the manager first, then the person or not, then the second line; and notes afterwards."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.appraisals import policies
from trainer.appraisals.actions import signing
from trainer.appraisals.actions.reading import note_reading
from trainer.appraisals.forms import EmployeeSignForm, NoteForm, ReviewForm, SeenForm
from trainer.appraisals.models import Appraisal, SignedAs
from trainer.appraisals.queries import content, forms
from trainer.appraisals.views.blueprint import bp, found
from trainer.appraisals.views.reasons import Words, ask_why
from trainer.web.access import actor
from trainer.web.responses import done, page
from trainer.web.transactions import begin_writing


@bp.route("/<int:appraisal_id>/sign", methods=["GET", "POST"])
def sign(appraisal_id: int) -> ResponseReturnValue:
    """Sign as the manager, after the meeting."""
    one, _party = found(appraisal_id)
    verdict = policies.may_sign_as_manager(actor(), one)
    told = content.content_of(one) if verdict else {}
    form = SeenForm.for_request(seen=content.hash_of(told))
    if form.submitted():
        with form.refusals():
            signing.sign_as_manager(one, actor=actor(), proof=form.proof, seen=form.seen.data or "")
            return _back(one, _("Signed. %(name)s is asked to sign.", name=one.person.name))
    return _page(one, form, SignedAs.MANAGER, verdict, told)


@bp.route("/<int:appraisal_id>/answer", methods=["GET", "POST"])
def answer(appraisal_id: int) -> ResponseReturnValue:
    """Sign as the person it is about, with comments or without, or decline."""
    one, _party = found(appraisal_id)
    verdict = policies.may_answer(actor(), one)
    record = forms.record_of(one) if verdict else None
    form = EmployeeSignForm.for_request(seen=record.content_hash if record else "")
    if form.submitted():
        act = signing.decline if form.how.data == "decline" else signing.sign_as_employee
        with form.refusals():
            act(
                one,
                actor=actor(),
                proof=form.proof,
                seen=form.seen.data or "",
                words=form.words.data or "",
            )
            if form.how.data == "decline":
                return _back(one, _("You declined. Your manager and the second line read why."))
            return _back(one, _("Signed."))
    return _page(one, form, SignedAs.EMPLOYEE, verdict, record.content if record else {})


@bp.route("/<int:appraisal_id>/review", methods=["GET", "POST"])
def review(appraisal_id: int) -> ResponseReturnValue:
    """Countersign as the second line, who reads the record for it."""
    one, party = found(appraisal_id)
    verdict = policies.may_review(actor(), one)
    record = forms.record_of(one) if verdict else None
    form = ReviewForm.for_request(seen=record.content_hash if record else "")
    if form.submitted():
        signing.review(
            one,
            actor=actor(),
            proof=form.proof,
            seen=form.seen.data or "",
            words=form.words.data or "",
        )
        return _back(one, _("Reviewed."))
    if verdict:
        begin_writing()
        note_reading(one, party, actor=actor())
    return _page(one, form, SignedAs.SECOND_LINE, verdict, record.content if record else {})


@bp.route("/<int:appraisal_id>/take-back", methods=["GET", "POST"])
def take_back(appraisal_id: int) -> ResponseReturnValue:
    """Take the manager’s signature back to change something."""
    one, _party = found(appraisal_id)
    return ask_why(
        one,
        signing.take_back,
        policies.may_take_back(actor(), one),
        Words(
            title=_("Take your signature back"),
            says=_("%(name)s has not signed yet. Both of you see why.", name=one.person.name),
            word=_("Take it back"),
            done=_("Your signature is taken back. Change it, then sign again."),
        ),
    )


@bp.route("/<int:appraisal_id>/note", methods=["GET", "POST"])
def note(appraisal_id: int) -> ResponseReturnValue:
    """Put a dated note under an appraisal that is locked."""
    one, _party = found(appraisal_id)
    form = NoteForm.for_request()
    if form.submitted():
        with form.refusals():
            signing.add_note(one, actor=actor(), words=form.words.data or "")
            return _back(one, _("Your note is below the appraisal."))
    return page("appraisals/note.html", form, appraisal=one, verdict=policies.may_add(actor(), one))


def _page(
    one: Appraisal, form: SeenForm, part: SignedAs, verdict: object, told: dict[str, Any]
) -> ResponseReturnValue:
    return page(
        "appraisals/sign.html",
        form,
        appraisal=one,
        part=part,
        words=signing.MEANINGS[part],
        declining=signing.MEANINGS[SignedAs.EMPLOYEE_DECLINES],
        told=content.for_reader(told, one.person, actor()) if told else told,
        verdict=verdict,
    )


def _back(one: Appraisal, words: str) -> ResponseReturnValue:
    return done(words, "appraisals.appraisal", appraisal_id=one.id)
