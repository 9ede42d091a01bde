"""Roles: what waits for a decision, who holds what, asking, confirming, refusing and ending."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.extensions import db
from trainer.people import actions, policies, queries
from trainer.people.forms import AskForm, ConfirmForm, ReasonForm
from trainer.people.models import Appointment, Role
from trainer.people.views.blueprint import administered, bp
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/roles")
def roles() -> ResponseReturnValue:
    """List what waits for the reader to decide, what waits for others, and who holds what."""
    hidden_unless(policies.may_administer(actor()))
    asked = request.args.get("role", "")
    role = Role(asked) if asked in set(Role) else None
    return render_template(
        "people/roles.html",
        mine=db.session.scalars(queries.roles_waiting_for(actor())).all(),
        others=db.session.scalars(queries.roles_waiting_for_others(actor())).all(),
        page=db.paginate(queries.roles_held(actor(), role), per_page=50),
        role=role,
        role_chips=[
            (one.words, url_for("people.roles", role=one.value), one is role) for one in Role
        ],
        today=clock.today(),
    )


@bp.route("/people/<int:person_id>/ask-for-role", methods=["GET", "POST"])
def ask_for_role(person_id: int) -> ResponseReturnValue:
    """Ask that somebody be given a role."""
    holder = administered(person_id)
    form = AskForm.for_request(starts_on=clock.today())
    if form.submitted():
        with form.refusals():
            actions.ask_for_role(holder, actor=actor(), **form.asked)
            words = _("Asked for. Someone else has to confirm it before it counts.")
            return done(words, "people.person", person_id=person_id)
    return page("people/ask_for_role.html", form, person=holder)


@bp.route("/roles/<int:appointment_id>/confirm", methods=["GET", "POST"])
def confirm_role(appointment_id: int) -> ResponseReturnValue:
    """Confirm a role that someone else asked for."""
    appointment = _visible(appointment_id)
    form = ConfirmForm.for_request()
    if form.submitted():
        actions.confirm_role(appointment, actor=actor(), **form.data)
        words = _("%(name)s holds the role now.", name=appointment.holder.name)
        return done(words, "people.roles")
    return page(
        "people/confirm_role.html",
        form,
        appointment=appointment,
        verdict=policies.may_confirm(actor(), appointment),
        may_refuse=policies.may_decide(actor(), appointment),
    )


@bp.route("/roles/<int:appointment_id>/refuse", methods=["GET", "POST"])
def refuse_role(appointment_id: int) -> ResponseReturnValue:
    """Refuse a role that someone else asked for, saying why."""
    appointment = _visible(appointment_id)
    form = ReasonForm.for_request()
    if form.submitted():
        actions.refuse_role(appointment, actor=actor(), **form.data)
        return done(_("Refused. The reason is kept."), "people.roles")
    return page(
        "people/refuse_role.html",
        form,
        appointment=appointment,
        verdict=policies.may_decide(actor(), appointment),
    )


@bp.route("/roles/<int:appointment_id>/end", methods=["GET", "POST"])
def end_role(appointment_id: int) -> ResponseReturnValue:
    """End somebody's role now, saying why."""
    appointment = db.one_or_404(queries.appointment(actor(), appointment_id))
    form = ReasonForm.for_request()
    if form.submitted():
        actions.end_role(appointment, actor=actor(), **form.data)
        words = _("%(name)s no longer holds the role.", name=appointment.holder.name)
        return done(words, "people.person", person_id=appointment.holder_id)
    return page(
        "people/end_role.html",
        form,
        appointment=appointment,
        verdict=policies.may_end(actor(), appointment),
    )


def _visible(appointment_id: int) -> Appointment:
    hidden_unless(policies.may_administer(actor()))
    return db.one_or_404(queries.appointment(actor(), appointment_id))
