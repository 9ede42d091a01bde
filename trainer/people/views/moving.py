"""Moving somebody, letting them go, taking them back, and handing over a code to get in with."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import grouped
from trainer.extensions import db
from trainer.people import actions, policies, queries
from trainer.people.forms import LeaveForm, PlaceForm, PlainForm
from trainer.people.views.blueprint import administered, bp, visible
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/people/<int:person_id>/place", methods=["GET", "POST"])
def place(person_id: int) -> ResponseReturnValue:
    """Give somebody another job, site, team or manager."""
    someone = administered(person_id)
    form = PlaceForm.for_request(**_present(someone))
    if form.submitted():
        with form.refusals():
            placement = actions.place(someone, actor=actor(), post=form.post)
            return done(_words(someone, placement.starts_on), "people.person", person_id=person_id)
    return page(
        "people/place.html",
        form,
        person=someone,
        managers=db.session.execute(queries.managers()).all(),
        verdict=policies.may_place(actor(), someone),
        heading=_("Change their job"),
        send_to="people.place",
    )


def _words(someone: User, starts_on: object) -> str:
    if starts_on == clock.today():
        return _("%(name)s’s job is changed from today.", name=someone.name)
    return _("%(name)s’s job is written down.", name=someone.name)


def _present(someone: User) -> dict[str, object]:
    now = someone.placements[-1] if someone.placements else None
    if now is None:
        return {"starts_on": clock.today()}
    return {
        "place": f"{now.site_id}:{now.team_id or 0}",
        "job_title": now.job_title,
        "manager": now.manager,
        "hours": now.hours,
        "contract": now.contract,
        "starts_on": clock.today(),
    }


@bp.route("/people/<int:person_id>/take-back", methods=["GET", "POST"])
def take_back(person_id: int) -> ResponseReturnValue:
    """Take somebody who left on again."""
    someone = administered(person_id)
    form = PlaceForm.for_request(**_present(someone))
    if form.submitted():
        with form.refusals():
            actions.take_back(someone, actor=actor(), post=form.post)
            words = _("%(name)s is back. Hand over a code so that they get in.", name=someone.name)
            return done(words, "people.person", person_id=person_id)
    return page(
        "people/place.html",
        form,
        person=someone,
        managers=db.session.execute(queries.managers()).all(),
        verdict=policies.may_take_back(actor(), someone),
        heading=_("Take them back on"),
        send_to="people.take_back",
    )


@bp.route("/people/<int:person_id>/leave", methods=["GET", "POST"])
def leave(person_id: int) -> ResponseReturnValue:
    """Record that somebody leaves, and who takes over those who report to them."""
    someone = administered(person_id)
    form = LeaveForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.leave(someone, actor=actor(), on=form.gone_on, successor=form.successor.data)
            words = _("%(name)s’s leaving is recorded.", name=someone.name)
            return done(words, "people.person", person_id=person_id)
    return page(
        "people/leave.html",
        form,
        person=someone,
        verdict=policies.may_leave(actor(), someone),
        reports=db.session.scalars(queries.team_of(someone)).all(),
        managers=db.session.execute(queries.managers()).all(),
    )


@bp.post("/people/<int:person_id>/stay")
def stay(person_id: int) -> ResponseReturnValue:
    """Take back that somebody is going to leave."""
    someone = administered(person_id)
    if PlainForm.for_request().submitted():
        actions.stay(someone, actor=actor())
    words = _("%(name)s stays.", name=someone.name)
    return done(words, "people.person", person_id=person_id)


@bp.route("/people/<int:person_id>/reset-code", methods=["GET", "POST"])
def hand_over_code(person_id: int) -> ResponseReturnValue:
    """Show, this once, a code with which somebody who can't get in sets a new password."""
    someone = visible(person_id)
    form = PlainForm.for_request()
    code = ""
    if form.submitted():
        code = grouped(actions.hand_over_code(someone, actor=actor()))
    return render_template(
        "people/hand_over_code.html",
        form=form,
        person=someone,
        code=code,
        verdict=policies.may_hand_over_code(actor(), someone),
    )
