"""The list of cases, the page of one, putting somebody forward, their statement, and taking it back."""

import sqlalchemy as sa
from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.careers.queries import charts
from trainer.careers.queries.standing import reporting_to
from trainer.core import clock
from trainer.extensions import db
from trainer.people import queries as people
from trainer.people.models import Site
from trainer.promotions import policies
from trainer.promotions.actions import opening
from trainer.promotions.forms import ActForm, OpenForm, WhyForm, WithdrawForm, WordsForm
from trainer.promotions.models import PromotionCase, SignedFor
from trainer.promotions.queries.listing import Show, listed
from trainer.promotions.queries.outcome import outcome_of
from trainer.promotions.rules.fitness import Duty
from trainer.promotions.rules.stages import STEPS, step_of
from trainer.promotions.views.blueprint import asked, back, bp, found, seen_person
from trainer.vacancies.queries.listing import one as one_vacancy
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

PAGE = 50


@bp.get("/")
def mine() -> str:
    """List the cases somebody has a part in, those that moved last first."""
    wanted = request.args.get("show", "")
    show = Show(wanted) if wanted in set(Show) else Show.OPEN
    cases = db.paginate(listed(actor(), show), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return render_template(
        "promotions/mine.html",
        page=cases,
        show=show,
        may_review=policies.may_review_fairness(actor()),
        reports=db.session.scalars(reporting_to(actor())).all(),
    )


@bp.route("/open", methods=["GET", "POST"])
def open_own() -> ResponseReturnValue:
    """Open a case for oneself."""
    return _opened(actor())


@bp.route("/people/<int:person_id>", methods=["GET", "POST"])
def put_forward(person_id: int) -> ResponseReturnValue:
    """Put somebody forward: their line, or HR."""
    return _opened(seen_person(person_id))


@bp.route("/vacancies/<int:vacancy_id>/people/<int:person_id>", methods=["GET", "POST"])
def for_vacancy(vacancy_id: int, person_id: int) -> ResponseReturnValue:
    """Put somebody forward who answered a vacancy."""
    vacancy = db.one_or_404(one_vacancy(actor(), vacancy_id))
    person = db.one_or_404(sa.select(User).where(User.id == person_id, User.active))
    hidden_unless(policies.may_open_for(actor(), person, vacancy))
    form = WhyForm.for_request()
    if form.submitted():
        with form.refusals():
            case = opening.open_case(
                person,
                actor=actor(),
                role_key=vacancy.role_key,
                site=vacancy.site,
                why=form.why.data or "",
                vacancy=vacancy,
            )
            return done(_("The case is open."), "promotions.shown", promotion_case_id=case.id)
    return page("promotions/for_vacancy.html", form, person=person, vacancy=vacancy)


@bp.get("/<int:promotion_case_id>")
def shown(promotion_case_id: int) -> str:
    """Show a case: where it is, what the role asks, who takes part, and what was said."""
    case, me = found(promotion_case_id), actor()
    return render_template(
        "promotions/shown.html",
        case=case,
        part=policies.part_of(me, case),
        steps=[name for name, _some in STEPS],
        at=step_of(case.status, case.ended_as),
        pack=case.pack,
        panel=case.seats_of(Duty.PANEL),
        approvers=case.seats_of(Duty.APPROVER),
        hearers=case.seats_of(Duty.HEARER),
        scored={one.signer_id for one in case.signed(SignedFor.SCORES)},
        approved={one.signer_id for one in case.signed(SignedFor.APPROVAL)},
        sheets=case.signed(SignedFor.SCORES) if policies.may_read_scores(me, case) else [],
        names=case.signed(SignedFor.RECOMMENDATION, SignedFor.APPROVAL, SignedFor.REFUSAL),
        may=_verdicts(case, me),
        entries=policies.entries_for(me, case),
        outcome=outcome_of(case),
        refused={one.signer_id for one in case.signed(SignedFor.REFUSAL)},
        appeal_until=case.decided_on + policies.APPEAL_WITHIN if case.decided_on else None,
        key=ActForm.for_request().request_key.data,
        today=clock.today(),
    )


@bp.route("/<int:promotion_case_id>/sponsor", methods=["GET", "POST"])
def sponsor(promotion_case_id: int) -> ResponseReturnValue:
    """Stand behind a case that somebody opened for themselves."""
    case, form = found(promotion_case_id), WordsForm.for_request()
    if form.submitted():
        with form.refusals():
            opening.sponsor(case, actor=actor(), words=form.words.data or "")
            return back(case, _("You stand behind it."))
    return asked(
        form,
        case,
        policies.may_sponsor(actor(), case),
        title=_("Stand behind this case"),
        lede=_("Say why. You see to the case from here, and somebody else approves it."),
        word=_("Stand behind it"),
    )


@bp.route("/<int:promotion_case_id>/state", methods=["GET", "POST"])
def state(promotion_case_id: int) -> ResponseReturnValue:
    """Add a statement of one's own."""
    case, form = found(promotion_case_id), WordsForm.for_request()
    if form.submitted():
        with form.refusals():
            opening.state(case, actor=actor(), words=form.words.data or "")
            return back(case, _("The panel reads your statement."))
    return asked(
        form,
        case,
        policies.may_state(actor(), case),
        title=_("Your statement"),
        lede=_("What should the panel know? It stays as you write it."),
        word=_("Add it"),
    )


@bp.route("/<int:promotion_case_id>/withdraw", methods=["GET", "POST"])
def withdraw(promotion_case_id: int) -> ResponseReturnValue:
    """Take one's case back, or close somebody's."""
    case, form = found(promotion_case_id), WithdrawForm.for_request()
    mine = case.person_id == actor().id
    if form.submitted():
        with form.refusals():
            opening.withdraw(case, actor=actor(), words=form.words.data or "")
            return back(case, _("Taken back.") if mine else _("The case is closed."))
    if not mine:
        form.words.label.text = _("Why is it closed? %(name)s reads it.", name=case.person.known_as)
    return asked(
        form,
        case,
        policies.may_withdraw(actor(), case),
        title=_("Take the case back") if mine else _("Close the case"),
        lede=_("Nothing is held against you, and a new case can be opened at any time.")
        if mine
        else _("It ends here without an outcome. A new case can be opened at any time."),
        word=_("Take it back") if mine else _("Close it"),
    )


def _opened(person: User) -> ResponseReturnValue:
    form = OpenForm.for_request(role=request.args.get("role"), site=_site_of(person))
    form.offer(charts.chart().roles, db.session.scalars(people.sites()))
    if form.submitted():
        with form.refusals():
            case = opening.open_case(
                person,
                actor=actor(),
                role_key=form.role.data,
                site=db.session.get_one(Site, int(form.site.data)),
                why=form.why.data or "",
            )
            return done(_("The case is open."), "promotions.shown", promotion_case_id=case.id)
    return page(
        "promotions/open.html",
        form,
        person=person,
        own=person == actor(),
        verdict=policies.may_open(actor(), person),
    )


def _site_of(person: User) -> str | None:
    today = clock.today()
    now = next((one for one in person.placements if one.is_current(today)), None)
    return str(now.site_id) if now else None


def _verdicts(case: PromotionCase, me: User) -> dict[str, bool]:
    asked_for = {
        "sponsor": policies.may_sponsor,
        "state": policies.may_state,
        "withdraw": policies.may_withdraw,
        "freeze": policies.may_freeze,
        "check": policies.may_check,
        "seat": policies.may_seat,
        "call": policies.may_call,
        "fill": policies.may_fill,
        "give_up": policies.may_give_up,
        "score": policies.may_score,
        "recommend": policies.may_recommend,
        "approve": policies.may_approve,
        "offer": policies.may_offer,
        "answer_offer": policies.may_answer_offer,
        "trial": policies.may_review_trial,
        "appeal": policies.may_appeal,
        "choose_hearer": policies.may_choose_hearer,
        "answer_appeal": policies.may_answer_appeal,
        "print_offer": policies.may_print_offer,
        "print_outcome": policies.may_print_outcome,
    }
    return {name: bool(may(me, case)) for name, may in asked_for.items()}
