"""Confirming what somebody of one's line did that a role asks for, and taking it back."""

import sqlalchemy as sa
from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.careers import policies
from trainer.careers.actions import confirming
from trainer.careers.forms import ConfirmForm, TakeBackForm
from trainer.careers.models import CareerConfirmation
from trainer.careers.queries import charts
from trainer.careers.rules.asking import BY_HAND, Ask, asks_in
from trainer.careers.views.blueprint import bp, seen_person
from trainer.core.policy import require
from trainer.extensions import db
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/people/<int:person_id>/confirm", methods=["GET", "POST"])
def confirm(person_id: int) -> ResponseReturnValue:
    """Confirm that somebody did a thing that a role asks for."""
    person = seen_person(person_id)
    require(policies.may_confirm(actor(), person))
    offered = _confirmed_by_hand()
    form = ConfirmForm.for_request(what=request.args.get("what"))
    form.offer(offered.values())
    if form.submitted():
        with form.refusals():
            confirming.confirm(
                person,
                offered[form.what.data],
                actor=actor(),
                day=form.day.data,
                says=form.says.data,
            )
            return done(_("It is on record with your name."), "careers.person", person_id=person.id)
    return page("careers/confirm.html", form, person=person)


@bp.route("/confirmations/<int:career_confirmation_id>/take-back", methods=["GET", "POST"])
def take_back(career_confirmation_id: int) -> ResponseReturnValue:
    """Let something that was confirmed count no more."""
    seen = policies.people_seen(actor()).with_only_columns(User.id)
    found = sa.select(CareerConfirmation).where(CareerConfirmation.person_id.in_(seen))
    confirmation = db.one_or_404(found.where(CareerConfirmation.id == career_confirmation_id))
    require(policies.may_take_back(actor(), confirmation))
    form = TakeBackForm.for_request()
    if form.submitted():
        confirming.take_back(confirmation, actor=actor(), because=form.because.data)
        return done(_("It counts no more."), "careers.person", person_id=confirmation.person_id)
    return page("careers/take_back.html", form, confirmation=confirmation)


def _confirmed_by_hand() -> dict[str, Ask]:
    """List what the roles of the map ask for that a colleague confirms, each once."""
    return {
        f"{ask.kind}:{ask.about}": ask
        for role in charts.chart().roles
        for one in role.requirements
        for ask in asks_in(one)
        if ask.kind in BY_HAND
    }
