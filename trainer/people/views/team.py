"""A manager's own team."""

from flask import render_template
from flask.typing import ResponseReturnValue

from trainer.core import clock
from trainer.extensions import db
from trainer.people import policies, queries
from trainer.people.views.blueprint import bp
from trainer.web.access import actor, hidden_unless


@bp.get("/team")
def team() -> ResponseReturnValue:
    """Show a manager the people who report to them."""
    hidden_unless(policies.may_lead(actor()))
    return render_template(
        "people/team.html",
        people=db.session.scalars(queries.team_of(actor())).all(),
        today=clock.today(),
    )
