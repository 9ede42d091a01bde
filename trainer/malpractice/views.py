"""Setting evidence aside, looking into it, deciding; and the list of cases."""

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import User
from trainer.config import Config
from trainer.core import clock
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.logs.kinds import KINDS
from trainer.logs.models import Item
from trainer.malpractice import actions, policies, queries
from trainer.malpractice.forms import VOID, DecideForm, InvestigatorForm, ReportForm, SetAsideForm
from trainer.malpractice.models import Case
from trainer.web.access import actor, hidden_unless
from trainer.web.filters import day
from trainer.web.responses import done, page

bp = Blueprint("malpractice", __name__, url_prefix="/malpractice")

PAGE = 50


@bp.app_context_processor
def _beside_evidence() -> dict[str, object]:
    """Let the page of an entry offer to set it aside to those who may."""
    return {"may_set_aside": _may_set_aside}


def _may_set_aside(item: Item) -> bool:
    return item.held_at is None and bool(policies.may_see_learner(actor(), item.owner))


@bp.get("/")
def listed() -> ResponseReturnValue:
    """List the cases the person signed in has to do with, open ones first."""
    found = db.paginate(queries.listed(actor()), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return render_template("malpractice/listed.html", page=found, today=clock.today())


@bp.route("/learners/<int:learner_id>", methods=["GET", "POST"])
def set_aside(learner_id: int) -> ResponseReturnValue:
    """Set evidence of a learner aside at once."""
    learner: User = db.one_or_404(queries.learner(learner_id))
    hidden_unless(policies.may_see_learner(actor(), learner))
    given = [request.args.get("item", 0, type=int)]
    form = SetAsideForm.for_request(items=given, concerned=learner.id)
    offered = queries.items_to_set_aside(actor(), learner)
    form.items.choices = [
        SelectChoice(
            row.Item.id,
            f"{row.Item.label} {row.title}".strip(),
            render_kw={"note": _what_it_is(row)},
        )
        for row in offered
    ]
    form.concerned.choices = [
        SelectChoice(one.id, one.name) for one in queries.might_concern(learner) if one != actor()
    ]
    if form.submitted():
        with form.refusals():
            case = actions.set_evidence_aside(
                learner,
                actor=actor(),
                items=form.items.data,
                concerned=db.session.get_one(User, form.concerned.data),
                words=form.words.data or "",
                days=_days(),
            )
            db.session.flush()  # The page that follows is named by its id.
            said = _("Set aside. Nobody judges or signs on it until it is decided.")
            return done(said, "malpractice.shown", case_id=case.id)
    return page("malpractice/set_aside.html", form, learner=learner, offered=offered)


def _what_it_is(row: AnyRow) -> str:
    kind = KINDS[row.Item.kind].name
    return _("%(kind)s, sent on %(day)s", kind=kind, day=day(row.sent_at))


@bp.get("/<int:case_id>")
def shown(case_id: int) -> ResponseReturnValue:
    """Show a case: the evidence, each step with its author, and what comes next."""
    case = _visible(case_id)
    return render_template(
        "malpractice/shown.html",
        case=case,
        readable=queries.readable_by(actor(), case),
        may_ask=policies.may_ask_investigator(actor(), case),
        may_report=policies.may_report(actor(), case),
        may_decide=policies.may_decide(actor(), case),
    )


@bp.route("/<int:case_id>/investigator", methods=["GET", "POST"])
def ask_investigator(case_id: int) -> ResponseReturnValue:
    """Choose who looks into a case."""
    case = _visible(case_id)
    form = InvestigatorForm.for_request(investigator=case.investigator_id)
    verdict = policies.may_ask_investigator(actor(), case)
    people = queries.possible_investigators(case) if verdict else []
    form.investigator.choices = [
        SelectChoice(0, _("Choose…")),
        *(SelectChoice(one.id, one.name) for one in people),
    ]
    if form.submitted():
        with form.refusals():
            chosen = db.session.get_one(User, form.investigator.data)
            actions.ask_investigator(case, actor=actor(), investigator=chosen, days=_days())
            said = _("%(name)s looks into it.", name=chosen.name)
            return done(said, "malpractice.shown", case_id=case.id)
    return page("malpractice/ask_investigator.html", form, case=case, verdict=verdict)


@bp.route("/<int:case_id>/report", methods=["GET", "POST"])
def report(case_id: int) -> ResponseReturnValue:
    """Write down what was found."""
    case = _visible(case_id)
    form = ReportForm.for_request()
    if form.submitted():
        with form.refusals():
            founded = form.founded.data == VOID
            actions.report(
                case, actor=actor(), founded=founded, words=form.words.data or "", days=_days()
            )
            said = _("Thank you. Somebody else decides now.")
            return done(said, "malpractice.shown", case_id=case.id)
    verdict = policies.may_report(actor(), case)
    return page("malpractice/report.html", form, case=case, verdict=verdict)


@bp.route("/<int:case_id>/decide", methods=["GET", "POST"])
def decide(case_id: int) -> ResponseReturnValue:
    """Make the evidence void, or clear it, under one's name."""
    case = _visible(case_id)
    form = DecideForm.for_request()
    if form.submitted():
        with form.refusals():
            given = form.data
            if given.pop("outcome") == VOID:
                actions.make_void(case, actor=actor(), **given)
                said = _("Void. What rested on it is to be judged again.")
            else:
                del given["reference"]
                actions.clear(case, actor=actor(), **given)
                said = _("It stands. Work on it goes on.")
            return done(said, "malpractice.shown", case_id=case.id)
    return page(
        "malpractice/decide.html",
        form,
        case=case,
        verdict=policies.may_decide(actor(), case),
        words=actions.MEANING,
    )


def _days() -> int:
    config: Config = current_app.extensions["trainer"]
    return config.investigation_days


def _visible(case_id: int) -> Case:
    found: Case = db.one_or_404(queries.shown(actor()).where(Case.id == case_id))
    return found
