"""Making an appeal, answering it, taking it further; and the list of those one has a part in."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import User
from trainer.appeals import actions, policies, queries
from trainer.appeals.forms import (
    UPHELD,
    AnswerForm,
    AppealForm,
    ChooseForm,
    FurtherForm,
    RecordForm,
)
from trainer.appeals.models import Appeal, Stage
from trainer.appeals.rules import Deadlines
from trainer.assessments import policies as assessments
from trainer.assessments.queries.units import unit_with_people
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import UnitAssessment
from trainer.web.access import actor
from trainer.web.forms import Form
from trainer.web.responses import done, page

bp = Blueprint("appeals", __name__, url_prefix="/appeals")

PAGE = 50


@bp.app_context_processor
def _around_a_unit() -> dict[str, object]:
    """Let a unit's page say what may be appealed against and what became of it."""
    return {"appeals_about": _appeals_about}


def _appeals_about(unit: UnitAssessment) -> dict[str, object]:
    me = actor()
    may = policies.may_appeal(me, unit)
    return {
        "made": queries.of_unit(unit.id, me),
        "may": bool(may and queries.appealable(unit, deadlines(), clock.today())),
    }


@bp.get("/")
def listed() -> ResponseReturnValue:
    """List the appeals the person signed in has a part in, those that wait first."""
    found = db.paginate(queries.listed(actor()), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return render_template("appeals/listed.html", page=found, today=clock.today())


@bp.route("/units/<int:unit_assessment_id>", methods=["GET", "POST"])
def appeal(unit_assessment_id: int) -> ResponseReturnValue:
    """Appeal against judgements on a unit of one's own."""
    unit = db.one_or_404(
        unit_with_people(assessments.units_visible_to(actor())).where(
            UnitAssessment.id == unit_assessment_id
        )
    )
    form = AppealForm.for_request()
    open_to_it = queries.appealable(unit, deadlines(), clock.today())
    form.judgements.choices = [
        SelectChoice(
            one.id,
            f"{one.criterion.number} {one.criterion.text}",
            render_kw={"note": one.feedback or one.reason},
        )
        for one in open_to_it
    ]
    if form.submitted():
        with form.refusals():
            made = actions.appeal(unit, actor=actor(), deadlines=deadlines(), **form.data)
            db.session.flush()  # The page that follows is named by its id.
            said = _("Sent to %(name)s.", name=unit.registration.assessor.known_as)
            return done(said, "appeals.shown", appeal_id=made.id)
    verdict = policies.may_appeal(actor(), unit)
    return page(
        "appeals/appeal.html", form, unit=unit, verdict=verdict, days=deadlines(), any=open_to_it
    )


@bp.get("/<int:appeal_id>")
def shown(appeal_id: int) -> ResponseReturnValue:
    """Show an appeal: what it is against, each stage's grounds and answer, and what comes next."""
    found = _visible(appeal_id)
    today = clock.today()
    return render_template(
        "appeals/shown.html",
        appeal=found,
        hearer=policies.hearer_of(found) if found.is_open else None,
        may_answer=policies.may_answer(actor(), found),
        may_choose=policies.may_choose_hearer(actor(), found),
        may_take_further=policies.may_take_further(actor(), found, today),
        may_withdraw=policies.may_withdraw(actor(), found),
        withdrawing=Form(),
        today=today,
    )


@bp.route("/<int:appeal_id>/answer", methods=["GET", "POST"])
def answer(appeal_id: int) -> ResponseReturnValue:
    """Answer an appeal in writing, under one's name."""
    found = _visible(appeal_id)
    form = (RecordForm if found.stage is Stage.AWARDING else AnswerForm).for_request()
    drawn = found.stage
    if form.submitted():
        if found.stage is not drawn:
            return done(
                _("This has moved on. Nothing was signed."), "appeals.shown", appeal_id=found.id
            )
        with form.refusals():
            given = form.data
            upheld = given.pop("outcome") == UPHELD
            actions.answer(found, actor=actor(), upheld=upheld, deadlines=deadlines(), **given)
            return done(
                _("Answered. The learner has been told."), "appeals.shown", appeal_id=found.id
            )
    verdict = policies.may_answer(actor(), found)
    return page("appeals/answer.html", form, appeal=found, verdict=verdict, words=actions.MEANING)


@bp.route("/<int:appeal_id>/hearer", methods=["GET", "POST"])
def choose_hearer(appeal_id: int) -> ResponseReturnValue:
    """Choose who answers an appeal at its stage."""
    found = _visible(appeal_id)
    form = ChooseForm.for_request(hearer=found.hearer_id)
    verdict = policies.may_choose_hearer(actor(), found)
    people = queries.possible_hearers(found) if verdict else []
    form.hearer.choices = [
        SelectChoice(0, _("Choose…")),
        *(SelectChoice(one.id, one.name) for one in people),
    ]
    if form.submitted():
        with form.refusals():
            chosen = db.session.get_one(User, form.hearer.data)
            actions.choose_hearer(found, actor=actor(), hearer=chosen)
            said = _("%(name)s answers this.", name=chosen.name)
            return done(said, "appeals.shown", appeal_id=found.id)
    return page("appeals/choose_hearer.html", form, appeal=found, verdict=verdict)


@bp.route("/<int:appeal_id>/further", methods=["GET", "POST"])
def take_further(appeal_id: int) -> ResponseReturnValue:
    """Take an appeal to its next stage."""
    found = _visible(appeal_id)
    form = FurtherForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.take_further(found, actor=actor(), deadlines=deadlines(), **form.data)
            said = _("Taken further. Somebody else looks at it now.")
            return done(said, "appeals.shown", appeal_id=found.id)
    verdict = policies.may_take_further(actor(), found, clock.today())
    return page("appeals/take_further.html", form, appeal=found, verdict=verdict)


@bp.post("/<int:appeal_id>/withdraw")
def withdraw(appeal_id: int) -> ResponseReturnValue:
    """Take an appeal back."""
    found = _visible(appeal_id)
    if Form.for_request().submitted():
        actions.withdraw(found, actor=actor())
    return done(_("Taken back. The judgement stands."), "appeals.shown", appeal_id=found.id)


def deadlines() -> Deadlines:
    """Tell how many days the organisation gives to appeal, to answer and to go further."""
    config: Config = current_app.extensions["trainer"]
    return Deadlines(config.appeal_days, config.appeal_answer_days, config.appeal_further_days)


def _visible(appeal_id: int) -> Appeal:
    found: Appeal = db.one_or_404(queries.shown(actor()).where(Appeal.id == appeal_id))
    return found
