"""An appraisal: read side by side once both are shared, and written each on their own."""

from collections.abc import Sequence
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.appraisals import policies
from trainer.appraisals.actions import answering, moving
from trainer.appraisals.actions.reading import PAIR, note_reading
from trainer.appraisals.answers_form import AnswersForm, answers_form
from trainer.appraisals.forms import ActForm
from trainer.appraisals.models import Appraisal
from trainer.appraisals.queries import appeals, citing, forms
from trainer.appraisals.queries.forms import Form
from trainer.appraisals.rules.appealing import TO_APPEAL
from trainer.appraisals.rules.rating import suggested
from trainer.appraisals.rules.showing import ShownSection, rated
from trainer.appraisals.rules.stages import LOCKED, AppraisalStage, Party
from trainer.appraisals.rules.template import RATED
from trainer.appraisals.rules.visibility import is_settled
from trainer.appraisals.views.blueprint import bp, found
from trainer.appraisals.views.stages import stages_of
from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.web.access import actor
from trainer.web.responses import done, page
from trainer.web.transactions import begin_writing


@bp.route("/<int:appraisal_id>", methods=["GET", "POST"])
def appraisal(appraisal_id: int) -> ResponseReturnValue:
    """Show an appraisal to those with a part in it, and keep what the pair write."""
    one, party = found(appraisal_id)
    if party not in PAIR:
        begin_writing()
        note_reading(one, party, actor=actor())
    told = forms.form_of(one)
    sections = told.for_viewer(party)
    form = answers_form(sections, told.template.scale, actor().id, told.version_of(actor().id))
    if request.method == "POST" and not form.places:
        raise Conflict(_("This appraisal has moved on, so what you wrote here was not kept."))
    if form.places and form.submitted():
        with form.refusals():
            try:
                answering.save(one, actor=actor(), known=form.known, given=form.given)
            except Conflict as conflict:
                return _kept_twice(one, party, form, conflict)
            return _go_on(one, form)
    return _shown(one, party, told, sections, form)


@bp.post("/<int:appraisal_id>/autosave")
def autosave(appraisal_id: int) -> ResponseReturnValue:
    """Keep the words as they stand while somebody types."""
    one, party = found(appraisal_id)
    told = forms.form_of(one)
    form = answers_form(told.for_viewer(party), told.template.scale, actor().id, 0)
    if form.submitted():
        part = answering.save(one, actor=actor(), known=form.known, given=form.given)
        return jsonify(version=part.version)
    errors = [str(error) for field in form for error in field.errors]
    return jsonify(error=" ".join(errors)), 422


def _go_on(one: Appraisal, form: AnswersForm) -> ResponseReturnValue:
    """Do what the button pressed asks, with what was just kept."""
    match form.then.data:
        case "hand-in":
            moving.hand_in(one, actor=actor())
            words = _("Handed in. %(name)s goes on from here.", name=one.manager.name)
        case "share":
            moving.share(one, actor=actor())
            words = (
                _("Handed in. It is shared once it has been calibrated.")
                if one.status is AppraisalStage.CALIBRATION
                else _("Shared. You both read what the other wrote now.")
            )
        case _kept:
            words = _("Kept.")
    return done(words, "appraisals.appraisal", appraisal_id=one.id)


def _kept_twice(
    one: Appraisal, party: Party, form: AnswersForm, conflict: Conflict
) -> ResponseReturnValue:
    """Show what was typed beside what another window saved, over which it may then be saved."""
    told = forms.form_of(one)
    form.form_errors.append(
        _("%(why)s Compare, put it right and save again.", why=conflict.sentence)
    )
    form.version.data = form.version.raw_data[0] = str(told.version_of(actor().id))
    shown = _shown(one, party, told, told.for_viewer(party), form, with_saved=True)
    return shown[0], 409


def _shown(
    one: Appraisal,
    party: Party,
    told: Form,
    sections: Sequence[ShownSection],
    form: AnswersForm,
    *,
    with_saved: bool = False,
) -> Any:
    me = actor()
    cites = {
        cite
        for part in sections
        for item in part.items
        for said in item.told
        for cite in said.cites
    }
    record = forms.record_of(one) if policies.is_signed(one) else None
    appeal = appeals.of_appraisal(one) if one.appeal is not None else None
    steps = forms.steps_of(one)
    return page(
        "appraisals/appraisal.html",
        form,
        appraisal=one,
        party=party,
        cycle=one.cycle,
        blank=told.template,
        sections=[part for part in sections if part.is_shown],
        writes=bool(form.places),
        is_settled=one.cycle.calibrates and is_settled(one.status) and bool(form.places),
        with_saved=with_saved,
        links=citing.links_for(one.person, me, cites) if cites else {},
        steps=stages_of(one, steps, party),
        record=record,
        signatures=forms.signatures_of(one) if record else (),
        notes=forms.addenda_of(one) if one.status in LOCKED else (),
        changes=_changes(one, party),
        readings=forms.readings_of(one) if party is Party.APPRAISEE else (),
        comes_to=_comes_to(told, me.id) if party is Party.MANAGER else None,
        may={name: ask(me, one) for name, ask in _MAY.items()},
        appeal=appeal,
        appeal_days=TO_APPEAL.days,
        may_of_appeal={
            "appeal": policies.may_appeal(me, one, appeal, steps),
            **{name: ask(me, one, appeal) for name, ask in _OF_APPEAL.items()},
        },
        today=clock.today(),
        key=ActForm.for_request().request_key.data,
    )


_OF_APPEAL = {
    "answer": policies.may_answer_appeal,
    "take_further": policies.may_take_further,
    "withdraw": policies.may_withdraw,
    "name_hearer": policies.may_name_hearer,
}

_MAY = {
    "hand_in": policies.may_hand_in,
    "go_on_without": policies.may_go_on_without,
    "share": policies.may_share,
    "arrange": policies.may_arrange,
    "note_meeting": policies.may_note_meeting,
    "sign_as_manager": policies.may_sign_as_manager,
    "take_back": policies.may_take_back,
    "answer": policies.may_answer,
    "review": policies.may_review,
    "add": policies.may_add,
    "print": policies.may_print,
    "close_early": policies.may_close_early,
    "cancel": policies.may_cancel,
    "hand_over": policies.may_hand_over,
}


def _changes(one: Appraisal, party: Party) -> Any:
    """List the changes of calibration: the person reads them once both sides are shared."""
    before = {
        AppraisalStage.SCHEDULED,
        AppraisalStage.SELF_ASSESSMENT,
        AppraisalStage.MANAGER_DRAFT,
        AppraisalStage.CANCELLED,
    }
    if not one.cycle.calibrates or one.status in before:
        return ()
    if one.status is AppraisalStage.CALIBRATION and party is Party.APPRAISEE:
        return ()
    return forms.changes_of(one)


def _comes_to(told: Form, writer_id: int) -> float | None:
    """Say what the manager’s ratings come to by their weights."""
    weighed = suggested(
        [
            (one.weight, rated(one, told.items[one.key], told.answers, writer_id))
            for one in told.template.sections
            if one.kind in RATED
        ]
    )
    return float(weighed) if weighed is not None else None
