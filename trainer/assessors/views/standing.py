"""Checks of competence, suspensions and how many learners somebody takes."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.assessors import actions, policies, queries
from trainer.assessors.forms import CompetenceForm, LimitForm, WhyForm
from trainer.assessors.views.blueprint import back, bp, chosen, entry_kept, offer, title_of
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import page


@bp.route("/<int:entry_id>/competence", methods=["GET", "POST"])
def check_competence(entry_id: int) -> ResponseReturnValue:
    """Record how somebody showed that they are competent in the work itself."""
    entry = entry_kept(entry_id)
    form = CompetenceForm.for_request(checked_on=clock.today(), checked_by=actor().name, also=[])
    others = queries.others_going_on(entry, clock.today())
    offer(form.also, others)
    if form.submitted():
        with form.refusals():
            for one in (entry, *chosen(form.also, others)):
                actions.check_competence(one, actor=actor(), **form.data)
            return back(_("Recorded. It counts from now on."), entry.holder_id)
    return page(
        "assessors/competence.html",
        form,
        entry=entry,
        title=title_of(entry),
        verdict=policies.may_check_competence(actor(), entry, clock.today()),
    )


@bp.route("/<int:entry_id>/suspension", methods=["GET", "POST"])
def suspend(entry_id: int) -> ResponseReturnValue:
    """Stop new decisions under an entry."""
    entry = entry_kept(entry_id)
    form = WhyForm.for_request(also=[])
    others = [
        one
        for one in queries.others_going_on(entry, clock.today())
        if policies.open_suspension(one) is None
    ]
    offer(form.also, others)
    if form.submitted():
        with form.refusals():
            for one in (entry, *chosen(form.also, others)):
                actions.suspend(one, actor=actor(), **form.data)
            said = _("Suspended. Nothing new is decided under it; what was decided stands.")
            return back(said, entry.holder_id)
    return page(
        "assessors/suspend.html",
        form,
        entry=entry,
        title=title_of(entry),
        verdict=policies.may_suspend(actor(), entry, clock.today()),
    )


@bp.route("/<int:entry_id>/suspension/lift", methods=["GET", "POST"])
def lift(entry_id: int) -> ResponseReturnValue:
    """Let decisions be made under an entry again."""
    entry = entry_kept(entry_id)
    form = WhyForm.for_request(also=[])
    others = [
        one
        for one in queries.others_going_on(entry, clock.today())
        if policies.open_suspension(one) is not None
    ]
    offer(form.also, others)
    if form.submitted():
        with form.refusals():
            for one in (entry, *chosen(form.also, others)):
                actions.lift(one, actor=actor(), **form.data)
            return back(_("Lifted. Decisions can be made under it again."), entry.holder_id)
    return page(
        "assessors/lift.html",
        form,
        entry=entry,
        title=title_of(entry),
        suspension=policies.open_suspension(entry),
        verdict=policies.may_lift(actor(), entry),
    )


@bp.route("/people/<int:person_id>/limit", methods=["GET", "POST"])
def limit(person_id: int) -> ResponseReturnValue:
    """Set how many learners somebody takes."""
    hidden_unless(policies.may_keep_register(actor()))
    holder = db.get_or_404(User, person_id)
    form = LimitForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.limit(holder=holder, actor=actor(), **form.data)
            return back(_("Set. Nobody more is allocated above it."), holder.id)
    return page(
        "assessors/limit.html", form, holder=holder, verdict=policies.may_limit(actor(), holder)
    )
