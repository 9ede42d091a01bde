"""Reading what is expected of people, and writing it in versions."""

from typing import cast

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.behaviours import actions, policies, queries
from trainer.behaviours.forms import ActForm, BehaviourForm, RevisionForm, SetForm
from trainer.behaviours.models import Behaviour, BehaviourSet
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

bp = Blueprint("behaviours", __name__, url_prefix="/behaviours")


@bp.get("/")
def listed() -> ResponseReturnValue:
    """List the behaviours in use, what is asked of the reader’s own job, and each set."""
    own = queries.set_of(actor())
    return render_template(
        "behaviours/listed.html",
        versions=queries.listed(),
        retired=queries.retired(),
        sets=queries.sets(),
        in_use=queries.in_use,
        own=own,
        may_write=policies.may_write(actor()),
    )


@bp.get("/<int:behaviour_id>")
def behaviour(behaviour_id: int) -> ResponseReturnValue:
    """Show a behaviour with its four levels, as it is now or was in an earlier version."""
    found = _found(behaviour_id)
    number = request.args.get("version", type=int)
    chosen = next((one for one in found.versions if one.number == number), found.current)
    return render_template(
        "behaviours/behaviour.html",
        behaviour=found,
        version=chosen,
        may_revise=policies.may_revise(actor(), found),
        may_bring_back=policies.may_bring_back(actor(), found),
        key=ActForm.for_request().request_key.data,
    )


@bp.route("/new", methods=["GET", "POST"])
def write() -> ResponseReturnValue:
    """Write a behaviour of one’s own."""
    hidden_unless(policies.may_write(actor()))
    form = BehaviourForm.for_request()
    if form.submitted():
        with form.refusals():
            made = actions.write(actor=actor(), said=form.said)
            db.session.flush()
            return done(_("Kept."), "behaviours.behaviour", behaviour_id=made.id)
    return page("behaviours/write.html", form, behaviour=None, verdict=policies.may_write(actor()))


@bp.route("/<int:behaviour_id>/change", methods=["GET", "POST"])
def change(behaviour_id: int) -> ResponseReturnValue:
    """Write the next version of a behaviour."""
    hidden_unless(policies.may_write(actor()))
    found = _found(behaviour_id)
    form = RevisionForm.of(found.current)
    if form.submitted():
        with form.refusals():
            actions.revise(
                found,
                actor=actor(),
                known=int(form.known.data or 0),
                said=form.said,
                changed=form.changed.data or "",
            )
            return done(
                _("Kept as the version from now on."),
                "behaviours.behaviour",
                behaviour_id=behaviour_id,
            )
    return page(
        "behaviours/write.html",
        form,
        behaviour=found,
        verdict=policies.may_revise(actor(), found),
    )


@bp.post("/<int:behaviour_id>/retire")
def retire(behaviour_id: int) -> ResponseReturnValue:
    """Let a behaviour be rated no more."""
    hidden_unless(policies.may_write(actor()))
    if ActForm.for_request().submitted():
        actions.retire(_found(behaviour_id), actor=actor())
    return done(
        _("Retired. What was said of it stays."), "behaviours.behaviour", behaviour_id=behaviour_id
    )


@bp.post("/<int:behaviour_id>/bring-back")
def bring_back(behaviour_id: int) -> ResponseReturnValue:
    """Let a retired behaviour be rated again."""
    hidden_unless(policies.may_write(actor()))
    if ActForm.for_request().submitted():
        actions.bring_back(_found(behaviour_id), actor=actor())
    return done(_("It is in use again."), "behaviours.behaviour", behaviour_id=behaviour_id)


@bp.route("/sets/new", methods=["GET", "POST"])
def make_set() -> ResponseReturnValue:
    """Say which behaviours are asked of some jobs."""
    hidden_unless(policies.may_write(actor()))
    versions = queries.listed()
    form = SetForm.for_request()
    form.offer(versions)
    if form.submitted():
        with form.refusals():
            actions.make_set(
                actor=actor(),
                name=form.name.data or "",
                behaviours=form.chosen(versions),
                job_titles=form.jobs,
            )
            return done(_("Kept."), "behaviours.listed")
    return page("behaviours/set.html", form, told=None)


@bp.route("/sets/<int:set_id>/change", methods=["GET", "POST"])
def change_set(set_id: int) -> ResponseReturnValue:
    """Say anew what is asked of which jobs."""
    hidden_unless(policies.may_write(actor()))
    told = cast("BehaviourSet", db.one_or_404(queries.one_set(set_id)))
    versions = queries.listed()
    form = SetForm.of(told)
    form.offer(versions)
    if form.submitted():
        with form.refusals():
            actions.change_set(
                told,
                actor=actor(),
                known=int(form.known.data or 0),
                name=form.name.data or "",
                behaviours=form.chosen(versions),
                job_titles=form.jobs,
            )
            return done(_("Kept."), "behaviours.listed")
    return page("behaviours/set.html", form, told=told)


def _found(behaviour_id: int) -> Behaviour:
    return cast("Behaviour", db.one_or_404(queries.whole().where(Behaviour.id == behaviour_id)))
