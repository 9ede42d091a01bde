"""One's own plan, that of one of one's people, the team's at a glance, and one action."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.core import clock
from trainer.development import policies
from trainer.development.forms import AgreeForm
from trainer.development.models import DevelopmentStatus
from trainer.development.queries.listing import Line, lines, of_team, plan_of
from trainer.development.rules.standing import DevelopmentStanding
from trainer.development.views.blueprint import bp, seen_action, seen_person
from trainer.web.access import actor
from trainer.web.csv import table_file
from trainer.web.responses import page
from trainer.web.statuses import shown


@bp.get("/")
def mine() -> ResponseReturnValue:
    """Show one's own plan."""
    return _listed(actor())


@bp.get("/of/<int:person_id>")
def person(person_id: int) -> ResponseReturnValue:
    """Show somebody's plan to their line and to HR."""
    return _listed(seen_person(person_id))


@bp.get("/of/<int:person_id>/plan.csv")
def table(person_id: int) -> Response:
    """Take somebody's plan away as a table."""
    of = seen_person(person_id)
    heads = [
        _("What is to be learnt"), _("Why"), _("What is done for it"), _("Support"),
        _("By when"), _("How both will know"), _("State"), _("What came of it"),
    ]  # fmt: skip
    return table_file("development-plan.csv", heads, (_row(line) for line in plan_of(of)))


@bp.get("/team")
def team() -> ResponseReturnValue:
    """Show a manager where each of their people's plans stands."""
    return render_template("development/team.html", lines=of_team(actor()))


@bp.get("/<int:development_action_id>")
def action(development_action_id: int) -> ResponseReturnValue:
    """Show one action, the thing it became, and what can be done."""
    found = seen_action(development_action_id)
    line = lines([found])[0]
    return page(
        "development/action.html",
        AgreeForm.for_request(known=str(found.number)),
        line=line,
        own=found.person == actor(),
        may_agree=policies.may_agree(actor(), found),
        may_change=policies.may_change(actor(), found),
        may_do=policies.may_do(actor(), found),
        may_end=policies.may_end(actor(), found),
        may_drop=policies.may_drop(actor(), found),
        Standing=DevelopmentStanding,
    )


def _listed(of: User) -> ResponseReturnValue:
    found = plan_of(of)
    return render_template(
        "development/listed.html",
        lines=found,
        person=of,
        own=of == actor(),
        waits=[
            one.action
            for one in found
            if one.action.status is DevelopmentStatus.PROPOSED
            and policies.may_agree(actor(), one.action)
        ],
        may_propose=policies.may_propose(actor(), of),
        today=clock.today(),
    )


def _row(line: Line) -> list[object]:
    one = line.action
    return [
        one.need, str(one.source.words), one.action, one.support, one.due_on.isoformat(),
        one.measure, str(shown(line.standing).word), one.words,
    ]  # fmt: skip
