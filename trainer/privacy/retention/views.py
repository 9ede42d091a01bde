"""The schedule as pages: what is due, for how long each kind is kept, and letting it go."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.privacy.retention import actions, policies, queries
from trainer.privacy.retention.forms import BeginForm, TimeForm
from trainer.privacy.retention.schedule import SCHEDULE, Kept, Rule
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

bp = Blueprint("retention", __name__)
PAGE = 50


@bp.route("/retention")
def listed() -> ResponseReturnValue:
    """See for how long each kind of record is kept, and what is due now; nothing is changed."""
    hidden_unless(policies.may_manage(actor()))
    standings = queries.standings()
    days = next(one.days for one in standings if one.rule.kind is Kept.LEAVERS)
    found = db.paginate(
        queries.leavers_due(days), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return render_template(
        "retention/listed.html", standings=standings, found=found, next_run=queries.next_run()
    )


@bp.route("/retention/<string:kind>", methods=["GET", "POST"])
def change(kind: str) -> ResponseReturnValue:
    """Change for how long a kind of record is kept, and see how it was changed before."""
    rule = _one(kind)
    days = queries.days_now()[rule.kind]
    form = TimeForm.for_request(days=days)
    if form.submitted():
        with form.refusals():
            actions.set_time(
                rule,
                actor=actor(),
                days=form.days.data or 0,
                reason=form.reason.data or "",
                goes=form.goes.data,
                proof=form.proof,
            )
            return done(_("That holds from now on."), "retention.listed")
    changes = db.session.scalars(queries.changes(rule.kind)).all()
    return page(
        "retention/change.html",
        form,
        rule=rule,
        days=days,
        changes=changes,
        start=queries.start_of(rule.kind),
    )


@bp.route("/retention/<string:kind>/begin", methods=["GET", "POST"])
def begin(kind: str) -> ResponseReturnValue:
    """Let what is due by a rule go from the next run on."""
    rule = _one(kind)
    form = BeginForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.begin(rule, actor=actor(), proof=form.proof)
            return done(
                _("What is due goes with the next run, and each day after it."), "retention.listed"
            )
    days = queries.days_now()[rule.kind]
    return page(
        "retention/begin.html",
        form,
        rule=rule,
        days=days,
        due=queries.count_due(rule.kind, days),
        next_run=queries.next_run(),
        verdict=policies.may_begin(actor(), rule, queries.start_of(rule.kind)),
    )


def _one(kind: str) -> Rule:
    hidden_unless(policies.may_manage(actor()))
    if kind not in set(Kept):
        abort(404)
    return SCHEDULE[Kept(kind)]
