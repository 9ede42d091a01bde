"""What other systems sent, the keys they sign in with, and what somebody completed elsewhere."""

import sqlalchemy as sa
from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.elearning import actions, policies, queries
from trainer.elearning.forms import ActForm, ActivityForm, KeyForm, LearnerForm
from trainer.elearning.models import Activity, ReceivingKey
from trainer.elearning.views.blueprint import bp
from trainer.extensions import db
from trainer.training.models import Skill
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

EACH = 50
STRANGERS = 20


@bp.get("/")
def manage() -> ResponseReturnValue:
    """Show what came, what it gives, whom nobody knows, and the keys."""
    hidden_unless(policies.may_keep(actor()))
    return render_template("elearning/manage.html", form=LearnerForm.for_request(), **_managed())


@bp.post("/people")
def match_learner() -> ResponseReturnValue:
    """Say whom another system means."""
    hidden_unless(policies.may_keep(actor()))
    form = LearnerForm.for_request()
    if form.submitted():
        with form.refusals():
            person = _person(form.staff_number.data)
            actions.match_learner(form.who.data, actor=actor(), person=person)
            words = _("%(name)s has what they completed there.", name=person.name)
            return done(words, "elearning.manage")
    return page("elearning/manage.html", form, **_managed())


@bp.route("/activities/<int:activity_id>", methods=["GET", "POST"])
def activity(activity_id: int) -> ResponseReturnValue:
    """Say which skill an activity gives."""
    hidden_unless(policies.may_keep(actor()))
    found: Activity = db.one_or_404(sa.select(Activity).where(Activity.id == activity_id))
    form = ActivityForm.for_request(skill=str(found.skill_id or ""))
    form.offer(queries.skills())
    if form.submitted():
        with form.refusals():
            skill = db.session.get(Skill, int(form.skill.data)) if form.skill.data else None
            actions.match_activity(found, actor=actor(), skill=skill)
            words = _("Kept. Whoever completed it already has it, too.") if skill else _("Kept.")
            return done(words, "elearning.manage")
    return page("elearning/activity.html", form, activity=found)


@bp.route("/keys/new", methods=["GET", "POST"])
def make_key() -> ResponseReturnValue:
    """Make a key, and show its secret this once."""
    hidden_unless(policies.may_keep(actor()))
    form = KeyForm.for_request()
    if form.submitted():
        with form.refusals():
            key, secret = actions.make_key(
                actor=actor(),
                label=form.label.data,
                prefix=form.prefix.data or "",
                ends_on=form.ends_on,
            )
            db.session.flush()
            ours = current_app.extensions["trainer"].base_url
            return render_template("elearning/key.html", key=key, secret=secret, ours=ours)
    return page("elearning/make_key.html", form)


@bp.post("/keys/<int:receiving_key_id>/end")
def end_key(receiving_key_id: int) -> ResponseReturnValue:
    """Let a key work no more."""
    hidden_unless(policies.may_keep(actor()))
    wanted = sa.select(ReceivingKey).where(ReceivingKey.id == receiving_key_id)
    key: ReceivingKey = db.one_or_404(wanted)
    if ActForm.for_request().submitted():
        actions.end_key(key, actor=actor())
    return done(_("The key works no more."), "elearning.manage")


@bp.get("/mine")
def mine() -> ResponseReturnValue:
    """Show somebody what other systems say that they completed."""
    return render_template("elearning/mine.html", completed=queries.completed_by(actor()))


def _managed() -> dict[str, object]:
    listed = db.paginate(queries.activities(), per_page=EACH, max_per_page=EACH, error_out=False)
    return {
        "activities": listed,
        "tallies": queries.tallies(listed),
        "strangers": queries.strangers(STRANGERS),
        "keys": queries.keys(),
        "key": ActForm.for_request().request_key.data,
    }


def _person(staff_number: str) -> User:
    found = sa.select(User).where(sa.func.lower(User.staff_number) == staff_number.lower())
    person = db.session.scalar(found)
    if person is None:
        raise Unacceptable(_("Nobody here has that staff number."), "staff_number")
    return person
