"""The organisation's rule about second steps, and helping somebody who lost theirs."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts import standing
from trainer.accounts.standing import Standing
from trainer.core import clock
from trainer.extensions import db
from trainer.factors import actions, policies, queries
from trainer.factors.forms import ResetForm, RuleForm
from trainer.factors.views.blueprint import bp
from trainer.people import queries as people
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.route("/people/<int:person_id>/second-step", methods=["GET", "POST"])
def reset(person_id: int) -> ResponseReturnValue:
    """Take the second step of somebody away who lost it."""
    person = db.one_or_404(people.someone(actor(), person_id))
    hidden_unless(policies.may_reset(actor(), person))
    form = ResetForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.reset(person, actor=actor(), reason=form.reason.data or "", proof=form.proof)
            words = _("%(name)s signs in with their password alone now.", name=person.name)
            return done(words, "people.person", person_id=person_id)
    return page("factors/reset.html", form, person=person)


@bp.route("/second-steps", methods=["GET", "POST"])
def rule() -> ResponseReturnValue:
    """Say whether privileged roles need a second step, and see who has none yet."""
    hidden_unless(policies.may_set_rule(actor()))
    stands = standing.present()
    form = RuleForm.for_request(**_as_it_stands(stands))
    if form.submitted():
        with form.refusals():
            actions.set_rule(
                actor=actor(),
                grace_days=form.grace,
                reason=form.reason.data or "",
                proof=form.proof,
            )
            return done(_("That holds from today."), "factors.rule")
    without = db.session.scalars(queries.without_second_step()).unique().all()
    return page(
        "factors/rule.html",
        form,
        rules=db.session.scalars(queries.rules()).all(),
        without=[(one, policies.due_for(one, stands)) for one in without],
        today=clock.today(),
    )


def _as_it_stands(stands: Standing) -> dict[str, object]:
    if stands.starts_on is None:
        return {}
    needed = stands.grace_days is not None
    return {"needed": "yes" if needed else "no", "grace_days": stands.grace_days if needed else 14}
