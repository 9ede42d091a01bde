"""Recording what somebody holds, taking it back, and letting somebody off for a time."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import ONE_DAY
from trainer.training import policies
from trainer.training.actions import recording
from trainer.training.forms import EndForm, ExemptForm, RecordForm, TakeBackForm
from trainer.training.models import Exemption, Holding, Skill
from trainer.training.queries import listing
from trainer.training.views.blueprint import bp, read_person
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.route("/people/<int:person_id>/record", methods=["GET", "POST"])
def record(person_id: int) -> ResponseReturnValue:
    """Record what somebody showed that they hold."""
    person = _kept(person_id)
    form = RecordForm.for_request(skill=request.args.get("skill", type=int))
    form.offer(listing.skills())
    if form.submitted():
        with form.refusals():
            last_day = form.until.data
            recording.record(
                person,
                db.session.get_one(Skill, form.skill.data),
                actor=actor(),
                on=form.on.data,
                until=last_day + ONE_DAY if last_day else None,
                says=form.says.data or "",
            )
            return done(_("Recorded."), "training.person", person_id=person_id)
    return page("training/record.html", form, person=person)


@bp.route("/holdings/<int:holding_id>/take-back", methods=["GET", "POST"])
def take_back(holding_id: int) -> ResponseReturnValue:
    """Take back what was recorded, because it was wrong."""
    holding = db.get_or_404(Holding, holding_id)
    hidden_unless(policies.may_take_back(actor(), holding))
    form = TakeBackForm.for_request()
    if form.submitted():
        recording.take_back(holding, actor=actor(), reason=form.reason.data or "")
        return done(_("It counts no more."), "training.person", person_id=holding.person_id)
    return page("training/take_back.html", form, holding=holding)


@bp.route("/people/<int:person_id>/exempt", methods=["GET", "POST"])
def exempt(person_id: int) -> ResponseReturnValue:
    """Let somebody off a skill for a time."""
    person = _kept(person_id)
    form = ExemptForm.for_request(skill=request.args.get("skill", type=int))
    form.offer(listing.skills())
    if form.submitted():
        with form.refusals():
            recording.exempt(
                person,
                db.session.get_one(Skill, form.skill.data),
                actor=actor(),
                starts_on=form.starts_on.data,
                last_day=form.last_day.data,
                reason=form.reason.data or "",
            )
            return done(
                _("They need not hold it until then."), "training.person", person_id=person_id
            )
    return page("training/exempt.html", form, person=person)


@bp.post("/exemptions/<int:exemption_id>/end")
def end_exemption(exemption_id: int) -> ResponseReturnValue:
    """Ask for the skill again from today."""
    exemption = db.get_or_404(Exemption, exemption_id)
    hidden_unless(policies.may_record(actor(), exemption.person))
    if EndForm.for_request().submitted():
        recording.end_exemption(exemption, actor=actor())
    return done(_("It is asked of them again."), "training.person", person_id=exemption.person_id)


def _kept(person_id: int) -> User:
    person = read_person(person_id)
    hidden_unless(policies.may_record(actor(), person))
    return person
