"""Rounds about oneself and those one looks after: arranging one, its list, and its steps."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.accounts.queries import known_as
from trainer.behaviours import queries as behaviours
from trainer.behaviours.models import BehaviourVersion
from trainer.core import clock
from trainer.extensions import db
from trainer.feedback import policies
from trainer.feedback.actions import arranging, running
from trainer.feedback.forms import ActForm, ArrangeForm, ColleagueForm, OutsiderForm, ReasonForm
from trainer.feedback.models import FeedbackRound, RoundKind
from trainer.feedback.queries import listing
from trainer.feedback.stages import stages_of
from trainer.feedback.views.blueprint import bp, found_rater, found_round, settings
from trainer.people.models import Role
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import Form
from trainer.web.responses import done


@bp.get("/feedback/")
def mine() -> ResponseReturnValue:
    """List where the reader is asked, and the rounds about them."""
    return render_template(
        "feedback/mine.html", waiting=listing.waiting_for(actor()), rounds=listing.about(actor())
    )


@bp.get("/feedback/rounds")
def rounds() -> ResponseReturnValue:
    """List the rounds about those the reader manages, or looks after for HR."""
    return render_template(
        "feedback/rounds.html",
        page=db.paginate(listing.overseen(actor())),
        reports=listing.reports_of(actor()),
        is_hr=actor().holds(Role.HR),
        unknown="",
    )


@bp.get("/feedback/arrange")
def whom() -> ResponseReturnValue:
    """Find whom a round is to be about, by staff number or e-mail address."""
    who = request.args.get("who", "")
    person = db.session.scalar(known_as(who).where(User.active))
    if person is not None and policies.may_arrange(actor(), person):
        return redirect(url_for("feedback.arrange", person_id=person.id), code=303)
    return render_template(
        "feedback/rounds.html",
        page=db.paginate(listing.overseen(actor())),
        reports=listing.reports_of(actor()),
        is_hr=actor().holds(Role.HR),
        unknown=who,
    )


@bp.route("/feedback/arrange/<int:person_id>", methods=["GET", "POST"])
def arrange(person_id: int) -> ResponseReturnValue:
    """Arrange feedback about somebody, or about oneself."""
    person: User = db.get_or_404(User, person_id)
    hidden_unless(policies.may_arrange(actor(), person))
    versions = behaviours.listed()
    form = ArrangeForm.for_request(behaviours=_asked_in_job(person))
    form.offer(versions)
    if form.submitted():
        with form.refusals():
            told = arranging.arrange(
                person,
                actor=actor(),
                kind=RoundKind(form.kind.data),
                anonymous=form.names.data == "without",
                closes_on=form.closes_on.data or clock.today(),
                behaviours=form.chosen(versions),
                minimum=form.minimum.data or 0,
            )
            return done(_("Arranged."), "feedback.shown", round_id=told.id)
    status = 422 if form.errors else 200
    return render_template("feedback/arrange.html", form=form, person=person), status


@bp.get("/feedback/<int:round_id>")
def shown(round_id: int) -> ResponseReturnValue:
    """Show a round: where it has got to, who is on its list, and what is to be done."""
    return _round_page(found_round(round_id))


@bp.post("/feedback/<int:round_id>/colleagues")
def name_colleague(round_id: int) -> ResponseReturnValue:
    """Put a colleague on the list."""
    told = found_round(round_id)
    form = ColleagueForm.for_request()
    if form.submitted():
        with form.refusals():
            arranging.name_colleague(told, actor=actor(), **form.data)
            return done(_("They are on the list."), "feedback.shown", round_id=round_id)
    return _round_page(found_round(round_id), colleague=form)


@bp.post("/feedback/<int:round_id>/outsiders")
def name_outsider(round_id: int) -> ResponseReturnValue:
    """Put somebody without an account on the list."""
    told = found_round(round_id)
    form = OutsiderForm.for_request()
    if form.submitted():
        with form.refusals():
            arranging.name_outsider(
                told,
                actor=actor(),
                outsider=form.outsider.data or "",
                email=form.email.data or "",
                because=form.relation.data or "",
            )
            return done(_("They are on the list."), "feedback.shown", round_id=round_id)
    return _round_page(found_round(round_id), outsider=form)


@bp.route("/feedback/<int:round_id>/strike/<int:rater_id>", methods=["GET", "POST"])
def strike(round_id: int, rater_id: int) -> ResponseReturnValue:
    """Take somebody off the list."""
    told = found_round(round_id)
    rater = found_rater(told, rater_id)
    form = ReasonForm.for_request()
    if form.submitted():
        with form.refusals():
            arranging.strike(rater, actor=actor(), because=form.because.data or "")
            return done(_("They are not asked."), "feedback.shown", round_id=round_id)
    status = 422 if form.errors else 200
    verdict = policies.may_strike(actor(), told)
    return (
        render_template("feedback/reason.html", form=form, told=told, rater=rater, verdict=verdict),
        status,
    )


@bp.route("/feedback/<int:round_id>/cancel", methods=["GET", "POST"])
def cancel(round_id: int) -> ResponseReturnValue:
    """Call a round off, with a reason."""
    told = found_round(round_id)
    form = ReasonForm.for_request()
    if form.submitted():
        with form.refusals():
            running.cancel(told, actor=actor(), because=form.because.data or "")
            return done(_("Called off."), "feedback.shown", round_id=round_id)
    status = 422 if form.errors else 200
    verdict = policies.may_cancel(actor(), told)
    return (
        render_template("feedback/reason.html", form=form, told=told, rater=None, verdict=verdict),
        status,
    )


@bp.post("/feedback/<int:round_id>/nominate")
def nominate(round_id: int) -> ResponseReturnValue:
    """Hand the list on to the manager."""
    told = found_round(round_id)
    if ActForm.for_request().submitted():
        arranging.nominate(told, actor=actor())
    return done(_("The list is handed on."), "feedback.shown", round_id=round_id)


@bp.post("/feedback/<int:round_id>/approve")
def approve(round_id: int) -> ResponseReturnValue:
    """Agree to the list."""
    told = found_round(round_id)
    if ActForm.for_request().submitted():
        arranging.approve(told, actor=actor())
    return done(_("Agreed."), "feedback.shown", round_id=round_id)


@bp.post("/feedback/<int:round_id>/open")
def open_round(round_id: int) -> ResponseReturnValue:
    """Have those on the list asked."""
    told = found_round(round_id)
    if ActForm.for_request().submitted():
        running.open_round(told, actor=actor(), config=settings())
    return done(_("They are asked now."), "feedback.shown", round_id=round_id)


@bp.post("/feedback/<int:round_id>/release")
def release(round_id: int) -> ResponseReturnValue:
    """Let the person it is about read what was said."""
    told = found_round(round_id)
    if ActForm.for_request().submitted():
        running.release_round(told, actor=actor())
    return done(
        _("%(name)s can read it now.", name=told.subject.name), "feedback.shown", round_id=round_id
    )


@bp.post("/feedback/<int:round_id>/links/<int:rater_id>/renew")
def renew_link(round_id: int, rater_id: int) -> ResponseReturnValue:
    """Send somebody from outside another link."""
    rater = found_rater(found_round(round_id), rater_id)
    if ActForm.for_request().submitted():
        running.renew_link(rater, actor=actor(), config=settings())
    words = _("Another link is on its way. The one before no longer works.")
    return done(words, "feedback.shown", round_id=round_id)


@bp.post("/feedback/<int:round_id>/links/<int:rater_id>/revoke")
def revoke_link(round_id: int, rater_id: int) -> ResponseReturnValue:
    """Take the link of somebody from outside back."""
    rater = found_rater(found_round(round_id), rater_id)
    if ActForm.for_request().submitted():
        running.revoke_link(rater, actor=actor())
    return done(_("The link no longer works."), "feedback.shown", round_id=round_id)


def _round_page(
    told: FeedbackRound, *, colleague: Form | None = None, outsider: Form | None = None
) -> ResponseReturnValue:
    me = actor()
    wrong = next((one for one in (colleague, outsider) if one is not None and one.errors), None)
    answer = render_template(
        "feedback/round.html",
        told=told,
        form=wrong,
        stages=stages_of(told),
        colleague=colleague or ColleagueForm.for_request(),
        outsider=outsider or OutsiderForm.for_request(),
        may={
            "name": policies.may_name(me, told),
            "strike": policies.may_strike(me, told),
            "nominate": policies.may_nominate(me, told),
            "approve": policies.may_approve(me, told),
            "open": policies.may_open(me, told),
            "cancel": policies.may_cancel(me, told),
            "release": policies.may_release(me, told),
            "read": policies.may_read(me, told),
            "see_progress": policies.may_see_progress(me, told),
        },
        runs=me.id != told.subject_id,
        key=lambda: ActForm.for_request().request_key.data,
        may_change_link=lambda rater: policies.may_change_link(me, rater),
    )
    return answer, 422 if wrong is not None else 200


def _asked_in_job(person: User) -> list[int]:
    told = behaviours.set_of(person)
    versions: list[BehaviourVersion] = behaviours.in_use(told) if told else []
    return [one.id for one in versions]
