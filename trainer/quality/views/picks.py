"""The sample workspace: what was picked for somebody, one of them looked into, and decided."""

from functools import partial
from typing import Any

from flask import jsonify, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.assessments.queries import review, units
from trainer.assessments.queries.conversing import conversations_in
from trainer.assessments.views import looking
from trainer.assessments.views.progress import in_force
from trainer.audit.record import apart
from trainer.core import clock
from trainer.extensions import db
from trainer.points.queries import possible_owners
from trainer.quality import actions, policies, questions
from trainer.quality.forms import (
    AgreeForm,
    DisagreeForm,
    HandOnForm,
    LookForm,
    PointsForm,
    SignedAgreeForm,
    SignedDisagreeForm,
    SignedPointsForm,
)
from trainer.quality.queries import looks, picks
from trainer.quality.queries.picks import Show
from trainer.quality.views.blueprint import bp
from trainer.registrations.crediting import credit_of
from trainer.sampling.actions.drawing import TO_LOOK
from trainer.sampling.models import Look, Pick, PickStatus
from trainer.sampling.rules.risk import Verdict
from trainer.viewing.views import note_words_read
from trainer.web.access import actor
from trainer.web.forms import OnceForm
from trainer.web.responses import done, page

PAGE = 50

FORMS: dict[tuple[Verdict, bool], type[AgreeForm]] = {
    (Verdict.AGREED, False): AgreeForm,
    (Verdict.AGREED, True): SignedAgreeForm,
    (Verdict.AGREED_WITH_POINTS, False): PointsForm,
    (Verdict.AGREED_WITH_POINTS, True): SignedPointsForm,
    (Verdict.DISAGREED, False): DisagreeForm,
    (Verdict.DISAGREED, True): SignedDisagreeForm,
}
"""What is asked by what is said, and whether it takes the password."""


@bp.get("/samples")
def samples() -> ResponseReturnValue:
    """List what was picked for the person signed in to look into."""
    show = Show(asked) if (asked := request.args.get("show", "")) in set(Show) else Show.OPEN
    found = db.paginate(
        picks.mine(actor(), show), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return render_template(
        "quality/samples.html",
        page=found,
        show=show,
        counts=picks.counts(actor()),
        why=picks.reasons_of(found.items),
        unanswered=picks.unanswered(actor()),
        today=clock.today(),
    )


@bp.get("/samples/<int:pick_id>")
def sample(pick_id: int) -> ResponseReturnValue:
    """Show a picked unit with all it takes to look into it; the first opening is noted."""
    pick = _visible(pick_id)
    if request.headers.get("X-Requested-With") == "fetch":
        return _evidence_alone(pick)
    verdict = policies.may_look(actor(), pick)
    if verdict and pick.status is PickStatus.SELECTED:
        with apart():
            actions.begin(_visible(pick_id), actor=actor())
        pick = _visible(pick_id)
    draft = actions.draft_of(pick, actor())
    form = LookForm.filled(draft.answers if draft else {})
    return _workspace(pick, form)


@bp.post("/samples/<int:pick_id>")
def keep_look(pick_id: int) -> ResponseReturnValue:
    """Keep the answers so far, and go on to deciding where that was asked for."""
    pick = _visible(pick_id)
    form = LookForm.filled({})
    if form.submitted():
        actions.keep(pick, actor=actor(), answers=form.answers)
        verdict = request.form.get("decide", "")
        if verdict in set(Verdict):
            return done("", "quality.decide", pick_id=pick.id, verdict=verdict)
        said = _("Kept. Only you see this until you decide.")
        return done(said, "quality.sample", pick_id=pick.id, anchor="look")
    return _workspace(pick, form)


@bp.post("/samples/<int:pick_id>/autosave")
def autosave_look(pick_id: int) -> ResponseReturnValue:
    """Keep the answers while somebody gives them."""
    pick = _visible(pick_id)
    form = LookForm.filled({})
    if form.submitted():
        actions.keep(pick, actor=actor(), answers=form.answers)
        return jsonify({})
    sentences = [*form.form_errors, *(error for field in form for error in field.errors)]
    return jsonify(error=" ".join(map(str, sentences))), 422


@bp.route(
    "/samples/<int:pick_id>/decide/<any(agreed, agreed_with_points, disagreed):verdict>",
    methods=["GET", "POST"],
)
def decide(pick_id: int, verdict: str) -> ResponseReturnValue:
    """Say what one makes of a picked unit."""
    pick, said = _visible(pick_id), Verdict(verdict)
    may = policies.may_look(actor(), pick)
    draft = actions.draft_of(pick, actor())
    form = _decision_form(pick, said) if may else OnceForm.for_request()
    if may and form.submitted():
        with form.refusals():
            pick = _visible(pick_id)
            look = _decided(pick, said, form.data)
            return _go_on(look, pick)
    answers = draft.answers if draft else {}
    return page(
        "quality/decide.html",
        form,
        pick=pick,
        said=said,
        assessor=picks.assessor_of(pick),
        verdict=may,
        releases=policies.releases(pick),
        is_released=pick.unit_assessment.status.value == "achieved",
        unanswered=questions.unanswered(answers, looks.asked_about(pick)),
        unexplained=questions.unexplained(answers),
        fits=questions.fits(said, answers),
    )


@bp.route("/samples/<int:pick_id>/hand-on", methods=["GET", "POST"])
def hand_on(pick_id: int) -> ResponseReturnValue:
    """Have another quality assurer look into a picked unit."""
    pick = _visible(pick_id)
    form = HandOnForm.for_request()
    people = picks.receivers(pick)
    form.to.choices = [
        SelectChoice(0, _("Choose…")),
        *(SelectChoice(one.id, one.name) for one in people),
    ]
    if form.submitted():
        with form.refusals():
            given = form.data
            to = db.session.get_one(User, given.pop("to"))
            actions.hand_on(_visible(pick_id), actor=actor(), to=to, **given)
            return done(_("%(name)s looks into it now.", name=to.name), "quality.samples")
    return page(
        "quality/hand_on.html",
        form,
        pick=pick,
        people=people,
        verdict=policies.may_hand_on(actor(), pick),
    )


def _visible(pick_id: int) -> Pick:
    select = picks.pick_with_all(policies.picks_visible_to(actor()))
    pick: Pick = db.one_or_404(select.where(Pick.id == pick_id))
    return pick


def _workspace(pick: Pick, form: LookForm) -> ResponseReturnValue:
    unit = pick.unit_assessment
    judgements = units.judgements_of_unit(unit)
    sent = looks.sent_for(unit)
    deciders = looks.stood_when_deciding(unit, judgements)
    assessor = picks.assessor_of(pick)
    context = {
        **_evidence(pick, sent),
        "pick": pick,
        "unit": unit,
        "registration": unit.registration,
        "assessor": assessor,
        "why": picks.why(pick.row.reasons if pick.row else None, assessor.name),
        "criteria": units.criteria_of_unit(unit),
        "conversations": conversations_in(unit),
        "signatures": units.signatures_of(unit),
        "credit": credit_of(unit),
        "deciders": deciders,
        "conflicts": looks.conflicts_about(unit, [one.person.id for one in deciders]),
        "plans": looks.plans_for(unit),
        "groups": looks.asked_about(pick),
        "verdict": policies.may_look(actor(), pick),
        "may_hand_on": policies.may_hand_on(actor(), pick),
        "turn": picks.turn_of(pick, actor()),
        "today": clock.today(),
        **in_force(judgements),
    }
    answer = page("quality/sample.html", form, **context)
    if context["submission"]:
        note_words_read(context["looking"])
    return answer


def _evidence(pick: Pick, sent: Any) -> dict[str, Any]:
    """Open what was sent for the unit: what is asked for, or the latest."""
    asked = request.args.get("sent", type=int)
    chosen = asked if asked in {one.id for one in sent} else (sent[-1].id if sent else None)
    if chosen is None:
        return {"sent": sent, "submission": None}
    submission = db.session.scalars(
        review.workspace(_of_unit(pick)).where(Submission.id == chosen)
    ).one()
    here = partial(url_for, "quality.sample", pick_id=pick.id, sent=submission.id)
    before = partial(url_for, "quality.sample", pick_id=pick.id)
    return {
        "sent": sent,
        "submission": submission,
        "kept": looking.kept(),
        "sent_before": before,
        **looking.looked_at(submission, here),
    }


def _of_unit(pick: Pick) -> Any:
    return db.select(Submission).where(
        Submission.registration_id == pick.unit_assessment.registration_id
    )


def _evidence_alone(pick: Pick) -> ResponseReturnValue:
    """Send the viewer by itself, for a script that puts it in its place."""
    context = _evidence(pick, looks.sent_for(pick.unit_assessment))
    html = render_template("quality/_evidence.html", **context)
    note_words_read(context["looking"])
    answer = make_response(html)
    answer.headers["X-Fragment"] = "evidence"
    return answer


def _decision_form(pick: Pick, said: Verdict) -> AgreeForm:
    unit = pick.unit_assessment
    assessor = picks.assessor_of(pick)
    form = FORMS[said, bool(policies.is_signed(pick, said))].for_request(
        seen=actions.mark_of(actions.hashes_of([unit])),
        owner=assessor.id,
        due_on=clock.today() + TO_LOOK,
    )
    if isinstance(form, PointsForm):
        people = {one.id: one for one in (assessor, *possible_owners())}
        form.owner.choices = [SelectChoice(one.id, one.name) for one in people.values()]
    if isinstance(form, DisagreeForm):
        form.criteria.choices = [
            SelectChoice(one.id, f"{one.number} {one.text}")
            for one in units.criteria_of_unit(unit)
            if one.state.value == "met"
        ]
    return form


def _decided(pick: Pick, said: Verdict, given: dict[str, Any]) -> Look:
    more = {"actor": actor(), "proof": given.pop("proof", None)}
    if said is Verdict.AGREED:
        return actions.agree(pick, **more, **given)
    owner = db.session.get_one(User, given.pop("owner"))
    asked = actions.Asked(what=given.pop("what"), owner=owner, due_on=given.pop("due_on"))
    if said is Verdict.AGREED_WITH_POINTS:
        return actions.agree_with_points(pick, asked=asked, **more, **given)
    return actions.disagree(pick, asked=asked, **more, **given)


def _go_on(look: Look, pick: Pick) -> ResponseReturnValue:
    """Go on: to who else may share the fault, to the next pick, or back to the list."""
    name = look.assessor.known_as
    if look.verdict is Verdict.DISAGREED:
        said = _("%(name)s has been told. Who else may share the fault?", name=name)
        return done(said, "quality.seek", look_id=look.id)
    said = _("Decided.")
    following = picks.turn_of(pick, actor()).following
    if following is not None:
        return done(said, "quality.sample", pick_id=following)
    return done(said, "quality.samples")
