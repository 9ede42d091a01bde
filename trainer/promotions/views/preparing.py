"""Freezing the pack, reading it, and settling who takes part; giving a seat up, and filling it."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.extensions import db
from trainer.people import queries as people
from trainer.promotions import policies
from trainer.promotions.actions import preparing
from trainer.promotions.forms import (
    ActForm,
    GiveUpForm,
    MeetingForm,
    MemberForm,
    SeatForm,
    WordsForm,
)
from trainer.promotions.views.blueprint import asked, back, bp, found
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.post("/<int:promotion_case_id>/freeze")
def freeze(promotion_case_id: int) -> ResponseReturnValue:
    """Freeze the evidence pack as things stand today."""
    case = found(promotion_case_id)
    if ActForm.for_request().submitted():
        preparing.freeze_pack(case, actor=actor())
    return back(case, _("The pack is frozen. Read it, then let it go to a panel."))


@bp.route("/<int:promotion_case_id>/check", methods=["GET", "POST"])
def check(promotion_case_id: int) -> ResponseReturnValue:
    """Say, having read the pack, that it may go to a panel."""
    case, form = found(promotion_case_id), WordsForm.for_request()
    if form.submitted():
        with form.refusals():
            preparing.check_readiness(case, actor=actor(), words=form.words.data or "")
            return back(case, _("Now settle who scores and who approves."))
    return asked(
        form,
        case,
        policies.may_check(actor(), case),
        title=_("Let it go to a panel"),
        lede=_("You have read the pack. Where something is open, say why it goes to a panel now."),
        word=_("Let it go to a panel"),
    )


@bp.route("/<int:promotion_case_id>/seats", methods=["GET", "POST"])
def seat(promotion_case_id: int) -> ResponseReturnValue:
    """Settle who scores, and who approves in which order."""
    case, form = found(promotion_case_id), SeatForm.for_request()
    if form.submitted():
        with form.refusals():
            preparing.seat(case, actor=actor(), panel=form.panel, approvers=form.approvers)
            return back(case, _("They are asked. Each scores alone."))
    return page(
        "promotions/seat.html",
        form,
        case=case,
        verdict=policies.may_seat(actor(), case),
        managers=db.session.execute(people.managers()).all(),
    )


@bp.route("/<int:promotion_case_id>/meeting", methods=["GET", "POST"])
def call(promotion_case_id: int) -> ResponseReturnValue:
    """Say when and where the panel meets."""
    case = found(promotion_case_id)
    form = MeetingForm.for_request(
        meets_on=case.meets_on, meets_at=case.meets_at, meets_where=case.meets_where
    )
    if form.submitted():
        with form.refusals():
            preparing.call(
                case,
                actor=actor(),
                meets_on=form.meets_on.data or clock.today(),
                meets_at=form.meets_at.data,
                meets_where=form.meets_where.data or "",
            )
            return back(case, _("It is on its way to the calendars of the panel."))
    return asked(
        form,
        case,
        policies.may_call(actor(), case),
        title=_("When the panel meets"),
        lede=_("Each scores alone before it. Then you talk it through."),
        word=_("Put it into their calendars"),
    )


@bp.route("/<int:promotion_case_id>/give-up", methods=["GET", "POST"])
def give_up(promotion_case_id: int) -> ResponseReturnValue:
    """Declare a conflict of interest and take no part."""
    case, form = found(promotion_case_id), GiveUpForm.for_request()
    if form.submitted():
        with form.refusals():
            preparing.give_up(case, actor=actor(), because=form.because.data or "")
            return done(_("Thank you. Somebody else is asked."), "promotions.mine")
    return asked(
        form,
        case,
        policies.may_give_up(actor(), case),
        title=_("Declare a conflict of interest"),
        lede=_("You take no part then, and somebody else is asked in your place."),
        word=_("Declare it"),
    )


@bp.route("/<int:promotion_case_id>/fill", methods=["GET", "POST"])
def fill(promotion_case_id: int) -> ResponseReturnValue:
    """Ask somebody in the place of one who gave up their seat."""
    case, form = found(promotion_case_id), MemberForm.for_request()
    if form.submitted():
        with form.refusals():
            preparing.fill(case, actor=actor(), member=form.whom)
            return back(case, _("They are asked."))
    return asked(
        form,
        case,
        policies.may_fill(actor(), case),
        title=_("Ask somebody else"),
        lede=_("Somebody gave up their seat because of a tie."),
        word=_("Ask them"),
        managers=db.session.execute(people.managers()).all(),
    )
